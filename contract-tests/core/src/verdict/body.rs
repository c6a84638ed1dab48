//! The JSON of a body, wherever it is.

use crate::exchange::Body;
use crate::json::{JsonError, Node, Tape};

/// What a body holds.
pub(super) enum Content<'a> {
    /// Nothing.
    Empty,
    /// It was not recorded.
    Unrecorded,
    /// A JSON value.
    Json(Node<'a>),
    /// Not JSON, and why.
    Invalid(String),
}

/// Parses a body that should be JSON. One that is part of a recording has been parsed with it.
pub(super) fn json<'a>(body: Body<'a>, tape: &'a mut Tape) -> Content<'a> {
    match body {
        Body::Absent | Body::Untold => Content::Empty,
        Body::Unrecorded => Content::Unrecorded,
        Body::Json(node) => Content::Json(node),
        Body::Bytes(_) => Content::Invalid("it is not UTF-8".into()),
        Body::Text(text) => match tape.parse(text) {
            Ok(document) => Content::Json(document.root()),
            Err(error) => Content::Invalid(reason(error)),
        },
    }
}

/// The reason without the offset: the same mistake at two places is one finding.
fn reason(error: JsonError) -> String {
    error.problem.to_string()
}
