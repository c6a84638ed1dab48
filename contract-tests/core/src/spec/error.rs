//! What can be wrong with a spec.

use super::source::Place;

/// A spec that cannot be used. Names the file, the place and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {what}\n  help: {help}", at(file, *place))]
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
#[error("{}: {what}", at(file, *place))]
pub struct Caution {
    /// The file as the user named it.
    pub file: String,
    /// Line and column.
    pub place: Place,
    /// What it is.
    pub what: String,
}

/// The place, or the file as a whole.
fn at(file: &str, place: Place) -> String {
    if place == Place::default() { file.to_owned() } else { format!("{file}:{place}") }
}
