//! Distinguishes bodies that were empty from bodies that the recorder did not keep. Unknown is not empty.

use super::model::{Body, Headers};
use super::origin::ValueOrigin;
use crate::json::{Kind, Node};

/// The part of a body that a recording contains.
#[derive(Clone, Copy)]
pub(super) enum Held<'a> {
    /// Nothing.
    Nothing,
    /// A text, possibly empty.
    Text(&'a str),
    /// Decoded bytes, possibly of a text.
    Bytes(&'a [u8]),
    /// JSON that is part of the recording's own text.
    Json(Node<'a>),
    /// A body in a content coding that cannot be undone.
    Coded,
}

/// The sizes that a recording states for a body. `None` is unknown: recorders write -1, or nothing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sizes {
    /// The size of the body.
    pub(super) body: Option<u64>,
    /// The number of bytes transferred, with content coding and framing.
    pub(super) transferred: Option<u64>,
    /// The value of the `content-length` header.
    pub(super) announced: Option<u64>,
}

impl<'a> Held<'a> {
    /// The content of a `text` member.
    pub(super) fn at(node: Option<Node<'a>>) -> Self {
        let Some(node) = node.filter(|node| !node.is_null()) else { return Self::Nothing };
        match (node.as_str(), node.kind()) {
            (Some(text), _) => Self::Text(text),
            // Some recorders embed JSON bodies instead of quoting them.
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
            Self::Coded => Some(Body::Unrecorded),
        }
    }
}

impl Sizes {
    /// The sizes of a message recorded without a body. Header values in scrubbed recordings are invented.
    pub(super) fn stated(headers: Headers<'_>, values: ValueOrigin) -> Self {
        let announced = announced(headers).filter(|_| values != ValueOrigin::Invented);
        Self { body: Some(0), transferred: None, announced }
    }

    /// The body of a request whose body is not recorded.
    pub(super) fn of_request<'a>(self) -> Body<'a> {
        match self {
            Self { body: Some(1..), .. } | Self { announced: Some(1..), .. } => Body::Unrecorded,
            Self { body: Some(0), .. } | Self { announced: Some(0), .. } => Body::Absent,
            Self { .. } => Body::Untold,
        }
    }

    /// The body of a response whose body is not recorded.
    pub(super) fn of_response<'a>(self) -> Body<'a> {
        match self {
            Self { body: Some(1..), .. } => Body::Unrecorded,
            Self { announced: Some(0), .. } => Body::Absent,
            // The sizes contradict each other.
            Self { announced: Some(1..), .. } | Self { transferred: Some(1..), .. } => Body::Untold,
            Self { body: Some(0), .. } => Body::Absent,
            // Nothing is transferred for bodies from a cache, so `transferred` says nothing.
            Self { .. } => Body::Untold,
        }
    }
}

/// The value of the `content-length` header.
pub(super) fn announced(headers: Headers<'_>) -> Option<u64> {
    headers.get("content-length")?.parse().ok()
}
