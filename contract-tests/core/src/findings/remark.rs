//! Findings that no exchange shows: what nothing ever showed, and what is wrong with the ledger.

use super::group::Key;
use super::message;
use crate::rules::{Expected, Rule};
use crate::spec::Site;
use crate::verdict::Part;

/// A finding that comes from the spec or the ledger and not from an exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The rule.
    pub rule: &'static Rule,
    /// The operation it is about; empty if it is about none.
    pub operation: String,
    /// Which part of an exchange it is about.
    pub part: Part,
    /// The status it is about; 0 for all.
    pub status: u16,
    /// The place it is about.
    pub pointer: String,
    /// The name, value or id it is about.
    pub found: Option<String>,
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
        let (site, claims) = (Some(site), Vec::new());
        Self { rule, operation, part, status, pointer, found, message, help, site, claims }
    }

    /// What makes it the same finding from run to run.
    #[must_use]
    pub fn key(&self) -> Key {
        Key {
            rule: self.rule,
            operation: self.operation.clone(),
            part: self.part,
            status: self.status,
            pointer: self.pointer.clone(),
            found: self.found.clone(),
        }
    }
}
