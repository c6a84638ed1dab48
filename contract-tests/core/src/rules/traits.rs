//! What tells the findings of one rule from those of another.

use super::{Expects, Predicate};

/// What most rules have in common, and a few do not. A rule names what is special about it and takes the rest from
/// [`Traits::PLAIN`].
#[derive(Debug)]
pub struct Traits {
    /// What its findings say was expected.
    pub expects: Expects,
    /// How many different things are found in one place.
    pub found: Found,
    /// What its findings are about that the spec need not have.
    pub new: New,
    /// What the docs can say against it.
    pub claims: &'static [Predicate],
    /// What can be done beside the repair.
    pub way_out: WayOut,
}

/// How many different things the findings of a rule name in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// As many as the spec has.
    Few,
    /// As many as servers and callers think of. Only some are told apart.
    Many,
}

/// What a finding is about that the spec need not have. A correction may name it all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum New {
    /// Nothing: the place is declared.
    Nothing,
    /// The last name of the place.
    Name,
    /// The status.
    Status,
    /// The operation.
    Operation,
}

/// What can be done with a finding that is not repaired.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WayOut {
    /// Settle it with a correction.
    Settle,
    /// Leave it: it is a note.
    Leave,
}

impl Traits {
    /// Those of a rule about a declared place, with nothing to say beyond its message.
    pub const PLAIN: Self = Self {
        expects: Expects::Nothing,
        found: Found::Few,
        new: New::Nothing,
        claims: &[],
        way_out: WayOut::Settle,
    };
}
