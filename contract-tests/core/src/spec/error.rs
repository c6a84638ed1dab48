//! Errors and cautions about a spec.

use super::source::Place;

/// A spec cannot be used. Names the file, the place and the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[error("{}: {what}", at(file, *place))]
#[diagnostic(help("{help}"))]
pub struct SpecError {
    /// The file, as the user named it.
    pub file: String,
    /// Line and column; `0:0` stands for the file as a whole.
    pub place: Place,
    /// The problem.
    pub what: String,
    /// The remedy.
    pub help: String,
}

/// A part of the spec that is not checked, or is probably unintended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {what}", at(file, *place))]
pub struct Caution {
    /// The file, as the user named it.
    pub file: String,
    /// Line and column.
    pub place: Place,
    /// The description.
    pub what: String,
}

impl Caution {
    /// The place of the error is not checked.
    pub(super) fn unchecked(error: SpecError) -> Self {
        Self {
            file: error.file,
            place: error.place,
            what: format!("{}; this place is not checked", error.what),
        }
    }

    /// The keyword with the error is not checked.
    pub(super) fn unread(keyword: &str, error: SpecError) -> Self {
        let is_named = error.what.contains(&format!("`{keyword}`"));
        let subject = if is_named { "it".to_owned() } else { format!("`{keyword}`") };
        let what = format!("{}; {subject} is not checked", error.what);
        Self { file: error.file, place: error.place, what }
    }

    /// The place of the error is passed over.
    pub(super) fn ignored(error: SpecError) -> Self {
        Self { file: error.file, place: error.place, what: format!("{}; it is ignored", error.what) }
    }
}

/// The file with the place; the file alone if no place is known.
fn at(file: &str, place: Place) -> String {
    if place == Place::default() { file.to_owned() } else { format!("{file}:{place}") }
}
