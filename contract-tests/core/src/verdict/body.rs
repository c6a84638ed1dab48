//! Parses the JSON of a body, however the exchange holds it.

use crate::exchange::Body;
use crate::json::{JsonError, Node, Problem, Tape};

/// The content of a body that is expected to be JSON.
pub(super) enum Content<'a> {
    /// There is no body.
    Empty,
    /// The recording does not hold the body, or not all of it.
    Unrecorded,
    /// A JSON value.
    Json(Node<'a>),
    /// Not JSON; holds the reason.
    Invalid(String),
}

/// Parses a body that should be JSON. A body that is part of a recording was parsed together with it.
pub(super) fn json<'a>(body: Body<'a>, tape: &'a mut Tape) -> Content<'a> {
    match body {
        Body::Absent => Content::Empty,
        Body::Untold | Body::Unrecorded => Content::Unrecorded,
        Body::Json(node) => Content::Json(node),
        Body::Bytes(_) => Content::Invalid("it is not UTF-8".into()),
        Body::Text(text) => match tape.parse(text) {
            Ok(document) => Content::Json(document.root()),
            Err(error) => Content::Invalid(reason(error)),
        },
        // Whether it came whole nobody can say.
        Body::Partial(text) => match tape.parse(text) {
            Ok(document) => Content::Json(document.root()),
            Err(JsonError { problem: Problem::CutOff, .. }) => Content::Unrecorded,
            Err(error) => Content::Invalid(reason(error)),
        },
    }
}

/// The reason without the offset, so that the same mistake at two offsets is one finding.
fn reason(error: JsonError) -> String {
    error.problem.to_string()
}
