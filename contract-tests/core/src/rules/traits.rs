//! How rules differ.

use super::{Expects, Predicate};

/// Properties that most rules share. A rule sets those in which it differs from [`Traits::PLAIN`].
#[derive(Debug)]
pub struct Traits {
    /// The kind of expectation of its findings.
    pub expects: Expects,
    /// How many different values of `found` a place may have.
    pub found: Found,
    /// What its findings refer to that the spec need not have.
    pub new: New,
    /// The predicates of claims that can contradict it.
    pub claims: &'static [Predicate],
    /// The alternative to the repair.
    pub way_out: WayOut,
    /// The declaration that its findings have in common where they have one cause.
    pub about: About,
}

/// The declaration that a finding is about. A repair of the spec changes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// What the finding refers to: a schema, parameter, response or operation, wherever it is referenced.
    Referred,
    /// The property of its object, whichever shared schema describes the value.
    Property,
    /// What was found, as no declaration exists: a status, a media type or a parameter that several operations lack.
    Found,
}

/// How many different values of `found` a place may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// As many as the spec declares.
    Few,
    /// Any number, chosen by servers and callers. Only a limited number is distinguished.
    Many,
}

/// What a finding refers to that the spec need not have. A correction may name it nevertheless.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum New {
    /// Nothing: the place is declared.
    Nothing,
    /// The last name of the pointer.
    Name,
    /// The status.
    Status,
    /// The operation.
    Operation,
}

/// The alternative to the repair of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WayOut {
    /// Settle it with a correction.
    Settle,
    /// Ignore it: it is a note.
    Leave,
}

impl Traits {
    /// The traits of a rule about a declared place, with only a message.
    pub const PLAIN: Self = Self {
        expects: Expects::Nothing,
        found: Found::Few,
        new: New::Nothing,
        claims: &[],
        way_out: WayOut::Settle,
        about: About::Referred,
    };
}
