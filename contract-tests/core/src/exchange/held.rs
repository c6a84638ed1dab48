//! What a recording holds of a body, and what is known of a body that it does not hold. Unknown is not empty.

use super::model::{Body, Headers};
use super::origin::ValueOrigin;
use crate::json::{Kind, Node};

/// What a recording holds of a body.
#[derive(Clone, Copy)]
pub(super) enum Held<'a> {
    /// Nothing.
    Nothing,
    /// A text, which may be empty.
    Text(&'a str),
    /// Bytes that may be a text.
    Bytes(&'a [u8]),
    /// JSON that is part of the recording's own text.
    Json(Node<'a>),
}

/// The sizes that a recording tells of a body. Recorders write -1, or nothing, where they don't know.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sizes {
    /// Of the body itself.
    pub(super) body: Option<u64>,
    /// Of what travelled, which has coding and framing of its own.
    pub(super) travelled: Option<u64>,
    /// What the `content-length` header says.
    pub(super) announced: Option<u64>,
}

impl<'a> Held<'a> {
    /// The node that a recorder holds a body in, where a string is its text.
    pub(super) fn at(node: Option<Node<'a>>) -> Self {
        let Some(node) = node.filter(|node| !node.is_null()) else { return Self::Nothing };
        match (node.as_str(), node.kind()) {
            (Some(text), _) => Self::Text(text),
            // Some recorders write a body that is JSON into their own.
            (None, Kind::Object | Kind::Array) => Self::Json(node),
            (None, _) => Self::Text(node.raw()),
        }
    }

    /// The body; `None` if none is held.
    pub(super) fn body(self) -> Option<Body<'a>> {
        match self {
            Self::Nothing | Self::Text("") | Self::Bytes([]) => None,
            Self::Text(text) => Some(Body::of_text(text)),
            Self::Bytes(bytes) => Some(Body::of_bytes(bytes)),
            Self::Json(node) => Some(Body::Json(node)),
        }
    }
}

impl Sizes {
    /// What a recording says that has no body in it. Scrubbing invents the values of headers.
    pub(super) fn told(headers: Headers<'_>, values: ValueOrigin) -> Self {
        let announced = announced(headers).filter(|_| values != ValueOrigin::Invented);
        Self { body: Some(0), travelled: None, announced }
    }

    /// The body of a request that is not held.
    pub(super) fn of_request<'a>(self) -> Body<'a> {
        match self {
            Self { body: Some(1..), .. } | Self { announced: Some(1..), .. } => Body::Unrecorded,
            Self { body: Some(0), .. } | Self { announced: Some(0), .. } => Body::Absent,
            Self { .. } => Body::Untold,
        }
    }

    /// The body of a response that is not held.
    pub(super) fn of_response<'a>(self) -> Body<'a> {
        match self {
            Self { body: Some(1..), .. } => Body::Unrecorded,
            Self { announced: Some(0), .. } => Body::Absent,
            // What disagrees is not known.
            Self { announced: Some(1..), .. } | Self { travelled: Some(1..), .. } => Body::Untold,
            Self { body: Some(0), .. } => Body::Absent,
            // Nothing travels where the body is from a cache.
            Self { .. } => Body::Untold,
        }
    }
}

/// What the `content-length` header says.
pub(super) fn announced(headers: Headers<'_>) -> Option<u64> {
    headers.get("content-length")?.parse().ok()
}
