//! What can be wrong with a spec.

use super::source::Place;

/// A spec that cannot be used. Names the file, the place and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{place}: {what}\n  help: {help}")]
pub struct SpecError {
    /// The file as the user named it.
    pub file: String,
    /// Line and column; `0:0` is the file as a whole.
    pub place: Place,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub help: String,
}

/// Something the spec says that is not checked, or that is likely not meant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{place}: {what}")]
pub struct Caution {
    /// The file as the user named it.
    pub file: String,
    /// Line and column.
    pub place: Place,
    /// What it is.
    pub what: String,
}
