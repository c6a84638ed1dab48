//! What makes two statements of the docs exclude each other, and what settles that besides.

use crate::rules::Level;
use crate::rules::docs::{Cause, Scope};

/// A disagreement of the docs with themselves or with the spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Why the statements disagree.
    pub cause: Cause,
    /// Which of several disagreements about one place it is.
    pub scope: Option<Scope>,
    /// How seriously it is taken where no level is set for its rule.
    pub level: Level,
    /// The other name of the place, where one thing has two.
    pub renamed_from: Option<String>,
    /// Other places under which a correction settles it.
    pub also: Vec<NamedPlace>,
    /// Ids of corrections that the spec names at the place or around it.
    pub marks: Vec<String>,
}

/// A place and what is found there, as a correction names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPlace {
    /// The place; empty for the part as a whole.
    pub pointer: String,
    /// The name, type or value.
    pub found: String,
}
