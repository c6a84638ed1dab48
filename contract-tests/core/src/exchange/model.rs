//! An HTTP request and its response.

use std::fmt;
use std::sync::Arc;

use schemars::JsonSchema;

use super::kept::Kept;
use super::origin::ValueOrigin;
use crate::json::{Kind, Node};

/// An HTTP request and its response, borrowed from the memory of the reader.
///
/// It has no `Debug`, because it contains the data of customers.
#[derive(Clone, Copy)]
pub struct Exchange<'a> {
    /// The request.
    pub request: Request<'a>,
    /// The response.
    pub response: Response<'a>,
    /// When it was recorded, as written.
    pub recorded_at: Option<&'a str>,
    /// The evidence, if the exchange states it.
    pub evidence: Option<Evidence<'a>>,
    /// The origin of its values.
    pub values: ValueOrigin,
    /// Which of its values were not invented, if it states that.
    pub kept: Option<Kept<'a>>,
    /// Where it was read from.
    pub locator: &'a Locator,
}

impl Exchange<'_> {
    /// True if there is a response. Recorders also keep requests without one.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.response.status != NO_RESPONSE
    }
}

/// The request of an exchange.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The method as written (`GET`).
    pub method: &'a str,
    /// The URL as written: absolute, or starting with the path.
    pub url: &'a str,
    /// The headers.
    pub headers: Headers<'a>,
    /// The body.
    pub body: Body<'a>,
    /// The media type as written: the `content-type` header, or the field of a HAR.
    pub media_type: Option<&'a str>,
    /// How much of it is known.
    pub known: Known,
}

/// How much of a request is known. What is not known is not missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, strum::EnumString)]
pub enum Known {
    /// All of it, but for headers if there are none.
    #[default]
    Whole,
    /// All but some headers, as in a contract that states those that matter.
    ButHeaders,
    /// Some parts, as in a stub that states what it looks at. A value in braces stands for any.
    Parts,
}

/// The status if there is no response.
pub const NO_RESPONSE: u16 = 0;

/// The byte order mark that some servers send. RFC 8259 allows JSON parsers to ignore it.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The UTF-8 bytes of the mark, decoded as Latin-1.
const MISREAD_MARK: &str = "\u{ef}\u{bb}\u{bf}";

/// The response of an exchange.
#[derive(Clone, Copy)]
pub struct Response<'a> {
    /// The status, 100 to 999, or [`NO_RESPONSE`].
    pub status: u16,
    /// The headers.
    pub headers: Headers<'a>,
    /// The body.
    pub body: Body<'a>,
    /// The media type as written: the `content-type` header, or the field of a HAR.
    pub media_type: Option<&'a str>,
}

/// A body as recorded. It is not yet checked against the media type.
#[derive(Clone, Copy)]
pub enum Body<'a> {
    /// There is no body, or an empty one.
    Absent,
    /// Unknown: the recording does not state whether there was a body.
    Untold,
    /// There was a body, but the recording does not contain it (browsers omit large bodies from a HAR).
    Unrecorded,
    /// JSON that is part of the recording itself.
    Json(Node<'a>),
    /// Text, JSON or not.
    Text(&'a str),
    /// Text that is shorter than the size in the recording (browsers truncate large bodies).
    Partial(&'a str),
    /// Bytes that are not UTF-8.
    Bytes(&'a [u8]),
}

impl<'a> Body<'a> {
    /// The body with this text, without its byte order mark.
    #[must_use]
    pub fn of_text(text: &'a str) -> Self {
        let marks = [BYTE_ORDER_MARK, MISREAD_MARK];
        match marks.iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text) {
            "" => Self::Absent,
            text => Self::Text(text),
        }
    }

    /// The bytes of a body that is not JSON, or JSON in a text, as far as all of them were recorded.
    #[must_use]
    pub fn bytes(self) -> Option<&'a [u8]> {
        match self {
            Self::Text(text) => Some(text.as_bytes()),
            Self::Json(node) => node.as_str().map(str::as_bytes),
            Self::Bytes(bytes) => Some(bytes),
            Self::Absent | Self::Untold | Self::Unrecorded | Self::Partial(_) => None,
        }
    }

    /// The body with these bytes.
    #[must_use]
    pub fn of_bytes(bytes: &'a [u8]) -> Self {
        std::str::from_utf8(bytes).map_or(Self::Bytes(bytes), Self::of_text)
    }
}

/// True if HTTP allows no body in the response, regardless of its headers (RFC 9110, section 6.4.1).
#[must_use]
pub fn has_no_body(method: &str, status: u16) -> bool {
    let is_tunnel = method.eq_ignore_ascii_case("CONNECT") && (200..300).contains(&status);
    method.eq_ignore_ascii_case("HEAD") || is_tunnel || matches!(status, 100..=199 | 204 | 304)
}

/// The headers of a request or response, in order, without HTTP/2 pseudo-headers (`:status`).
#[derive(Clone, Copy, Default)]
pub struct Headers<'a> {
    node: Option<Node<'a>>,
    pairs: &'a [(String, String)],
    /// The cookies that a recorder lists separately.
    cookies: Option<Node<'a>>,
}

impl<'a> Headers<'a> {
    /// No headers.
    pub(super) const NONE: Self = Self { node: None, pairs: &[], cookies: None };

    /// The headers at a node: an object with strings or lists of strings, or a list of `{name, value}` as in
    /// a HAR.
    pub(super) fn at(node: Option<Node<'a>>) -> Self {
        Self { node, ..Self::NONE }
    }

    /// The same headers with the list of cookies of a HAR.
    pub(super) fn with_cookies(self, cookies: Option<Node<'a>>) -> Self {
        Self { cookies, ..self }
    }

    /// Headers that do not come from a text.
    #[must_use]
    pub fn of(pairs: &'a [(String, String)]) -> Self {
        Self { pairs, ..Self::NONE }
    }

    /// All names and values, in original order and case.
    pub fn iter(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let members = self.node.into_iter().flat_map(Node::members).flat_map(|(name, value)| {
            let many = value.items().filter_map(written);
            written(value).into_iter().chain(many).map(move |text| (name, text))
        });
        let pairs = self.node.into_iter().flat_map(Node::items).filter_map(named);
        let own = self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        members.chain(pairs).chain(own).filter(|(name, _)| !name.starts_with(':'))
    }

    /// The first value of a header, ignoring case.
    #[must_use]
    pub fn get(self, name: &str) -> Option<&'a str> {
        self.lines(name).next()
    }

    /// The values of a header, line by line, trimmed. Some recorders join the lines of a header with line
    /// breaks.
    pub fn lines(self, name: &str) -> impl Iterator<Item = &'a str> {
        let own = self.iter().filter(move |(header, _)| header.eq_ignore_ascii_case(name));
        own.flat_map(|(_, value)| value.split('\n')).map(str::trim_ascii)
    }

    /// The cookies of a request: from the `cookie` headers, or else from the recorder's list.
    pub fn cookies(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let pairs = |line: &'a str| line.split(';').filter_map(|pair| pair.trim().split_once('='));
        let listed = self.listed_cookies().filter(move |_| self.get("cookie").is_none());
        self.lines("cookie").flat_map(pairs).chain(listed)
    }

    /// The names and values in the recorder's list of cookies.
    pub fn listed_cookies(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.cookies.into_iter().flat_map(Node::items).filter_map(named)
    }

    /// True if no headers are recorded. Many recordings omit them; what is not recorded is not missing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.iter().next().is_none()
    }

    pub(super) fn is_readable(node: Option<Node<'a>>) -> bool {
        node.is_none_or(|node| matches!(node.kind(), Kind::Object | Kind::Array | Kind::Null))
    }
}

/// The name and value of a pair in a HAR.
pub(super) fn named(pair: Node<'_>) -> Option<(&str, &str)> {
    Some((pair.get("name")?.as_str()?, pair.get("value").and_then(written).unwrap_or("")))
}

/// The text of a value. Generated recordings also have numbers and booleans here.
fn written(value: Node<'_>) -> Option<&str> {
    match value.kind() {
        Kind::Number | Kind::Boolean => Some(value.raw()),
        _ => value.as_str(),
    }
}

/// The kind and date of the evidence that an exchange provides.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// Live, sample, source, prose or filler.
    pub kind: EvidenceKind,
    /// The date of the evidence, as written.
    pub as_of: Option<&'a str>,
    /// A description of its origin.
    pub from: Option<&'a str>,
}

/// The kinds of evidence, strongest first.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    JsonSchema,
    strum::EnumMessage,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[schemars(rename = "Kind", rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum EvidenceKind {
    /// The response of a deployed server
    Live,
    /// A sample in the docs with values that only a live server can have produced
    Sample,
    /// The response of a server built from published source
    Source,
    /// Hand-written docs
    Prose,
    /// Invented by a docs generator; never evidence of a value
    Filler,
}

impl EvidenceKind {
    /// The keyword in recordings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The place that an exchange was read from.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locator {
    /// The file as named by the user, or `-`.
    pub source: Arc<str>,
    /// The entry (HAR) or line (NDJSON), counted from 0.
    pub index: u64,
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.source, self.index)
    }
}
