//! Details of a contradiction in the docs.

use crate::rules::Level;
use crate::rules::docs::{Scope, Topic};

/// A contradiction of the docs with themselves or with the spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The topic of the disagreement.
    pub topic: Topic,
    /// Which of several disagreements about one place it is.
    pub scope: Option<Scope>,
    /// The level, unless one is set for the rule.
    pub level: Level,
    /// The other name of the place, for two names of one property.
    pub renamed_from: Option<String>,
    /// Other places under which a correction settles it.
    pub also: Vec<NamedPlace>,
    /// Ids of corrections that the spec names at the place or at a parent.
    pub marks: Vec<String>,
}

/// A place and the value of `found`, as a correction names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPlace {
    /// The place; empty for the part as a whole.
    pub pointer: String,
    /// The name, type or value.
    pub found: String,
}
