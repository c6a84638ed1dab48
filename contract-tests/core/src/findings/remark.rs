//! Findings that no exchange shows: unobserved assertions, faults of the ledger, and contradictions of the
//! docs.

use super::contradiction::Contradiction;
use super::fingerprint::{fingerprint, of_contradiction};
use super::group::Key;
use super::message;
use crate::rules::{Expected, Rule};
use crate::spec::{Site, StatusCode};
use crate::verdict::Part;

/// A finding from the spec, the ledger or the docs rather than from an exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The rule.
    pub rule: &'static Rule,
    /// The operation; empty if there is none.
    pub operation: String,
    /// The part of the exchange.
    pub part: Part,
    /// The status; `None` for all.
    pub status: Option<StatusCode>,
    /// The place.
    pub pointer: String,
    /// The name, value or id.
    pub found: Option<String>,
    /// Details, if it is a contradiction of the docs.
    pub contradiction: Option<Contradiction>,
    /// The message, one sentence.
    pub message: String,
    /// The help.
    pub help: String,
    /// The place in the spec, if there is one.
    pub site: Option<Site>,
    /// The ids of the claims that take part.
    pub claims: Vec<String>,
}

impl Remark {
    /// The note that no exchange showed the subject of the key.
    #[must_use]
    pub fn unobserved(key: Key, site: Site) -> Self {
        let message = message::facts_of(&key).message();
        let help = message::or_leave_it(key.rule.repair.text(&Expected::Nothing));
        let Key { rule, operation, part, status, pointer, found } = key;
        let status = (status > 0).then_some(StatusCode::Exact(status));
        let (site, claims, contradiction) = (Some(site), Vec::new(), None);
        Self { rule, operation, part, status, pointer, found, contradiction, message, help, site, claims }
    }

    /// Its identity.
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

    /// Its fingerprint.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        match &self.contradiction {
            Some(contradiction) => of_contradiction(self, contradiction),
            None => fingerprint(&self.key()),
        }
    }
}
