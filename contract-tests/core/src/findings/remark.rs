//! Findings that no exchange shows: what nothing ever showed, what is wrong with the ledger, and what the docs say
//! otherwise.

use super::contradiction::Contradiction;
use super::fingerprint::{fingerprint, of_contradiction};
use super::group::Key;
use super::message;
use crate::rules::{Expected, Rule};
use crate::spec::{Site, StatusCode};
use crate::verdict::Part;

/// A finding that comes from the spec, the ledger or the docs and not from an exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The rule.
    pub rule: &'static Rule,
    /// The operation it is about; empty if it is about none.
    pub operation: String,
    /// Which part of an exchange it is about.
    pub part: Part,
    /// The status it is about; `None` for all.
    pub status: Option<StatusCode>,
    /// The place it is about.
    pub pointer: String,
    /// The name, value or id it is about.
    pub found: Option<String>,
    /// What else is known of it, if pages exclude each other or the spec.
    pub contradiction: Option<Contradiction>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where the spec says so, if it is about a line of the spec.
    pub site: Option<Site>,
    /// The ids of the claims of the docs that it is about.
    pub claims: Vec<String>,
}

impl Remark {
    /// The note that no exchange showed what the key names.
    #[must_use]
    pub fn unobserved(key: Key, site: Site) -> Self {
        let message = message::facts_of(&key).message();
        let help = message::or_leave_it(key.rule.repair.words(&Expected::Nothing));
        let Key { rule, operation, part, status, pointer, found } = key;
        let status = (status > 0).then_some(StatusCode::Exact(status));
        let (site, claims, contradiction) = (Some(site), Vec::new(), None);
        Self { rule, operation, part, status, pointer, found, contradiction, message, help, site, claims }
    }

    /// What makes it the same finding from run to run.
    #[must_use]
    pub fn key(&self) -> Key {
        Key {
            rule: self.rule,
            operation: self.operation.clone(),
            part: self.part,
            status: self.status.and_then(StatusCode::exact).unwrap_or(0),
            pointer: self.pointer.clone(),
            found: self.found.clone(),
        }
    }

    /// Its short name.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        match &self.contradiction {
            Some(contradiction) => of_contradiction(self, contradiction),
            None => fingerprint(&self.key()),
        }
    }
}
