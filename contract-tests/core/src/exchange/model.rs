//! One HTTP request and its response.

use std::fmt;
use std::sync::Arc;

use schemars::JsonSchema;

use super::origin::ValueOrigin;
use crate::json::{Kind, Node};

/// One HTTP request and its response, borrowed from the memory of the reader.
///
/// Nothing here is shown by `Debug`: it is what a customer and a server told each other.
#[derive(Clone, Copy)]
pub struct Exchange<'a> {
    /// What was asked.
    pub request: Request<'a>,
    /// What was answered.
    pub response: Response<'a>,
    /// When it was recorded, as written.
    pub recorded_at: Option<&'a str>,
    /// What kind of evidence it is, if it says so.
    pub evidence: Option<Evidence<'a>>,
    /// Where its values are from.
    pub values: ValueOrigin,
    /// Where it was read from.
    pub locator: &'a Locator,
}

impl Exchange<'_> {
    /// Was there an answer? Recorders keep the requests as well that got none.
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
    /// The URL as written: absolute, or from the path on.
    pub url: &'a str,
    /// The headers.
    pub headers: Headers<'a>,
    /// The body.
    pub body: Body<'a>,
    /// The media type as written: the `content-type` header, or what a HAR says beside the body.
    pub media_type: Option<&'a str>,
}

/// Stands for the status where a request got no response.
pub const NO_RESPONSE: u16 = 0;

/// The mark that some servers send before a text. RFC 8259 lets JSON parsers ignore it.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The UTF-8 bytes of the mark, read as Latin-1.
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
    /// The media type as written: the `content-type` header, or what a HAR says beside the body.
    pub media_type: Option<&'a str>,
}

/// A body as it was recorded. No form is checked against the media type yet.
#[derive(Clone, Copy)]
pub enum Body<'a> {
    /// There is none, or an empty one.
    Absent,
    /// The recording doesn't say: whether there was a body nobody can tell.
    Untold,
    /// There was one, and the recording does not hold it (browsers drop large bodies from a HAR).
    Unrecorded,
    /// JSON that is part of the recording's own text.
    Json(Node<'a>),
    /// Text, JSON or not.
    Text(&'a str),
    /// Text that is less than the recording says there was (browsers cut large bodies).
    Partial(&'a str),
    /// Bytes that are not UTF-8.
    Bytes(&'a [u8]),
}

impl<'a> Body<'a> {
    /// The body of this text, without its byte order mark.
    #[must_use]
    pub fn of_text(text: &'a str) -> Self {
        let marks = [BYTE_ORDER_MARK, MISREAD_MARK];
        match marks.iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text) {
            "" => Self::Absent,
            text => Self::Text(text),
        }
    }

    /// The body of these bytes.
    #[must_use]
    pub fn of_bytes(bytes: &'a [u8]) -> Self {
        std::str::from_utf8(bytes).map_or(Self::Bytes(bytes), Self::of_text)
    }
}

/// Whether HTTP allows no body in the response, whatever its headers say (RFC 9110, section 6.4.1).
#[must_use]
pub fn has_no_body(method: &str, status: u16) -> bool {
    let is_tunnel = method.eq_ignore_ascii_case("CONNECT") && (200..300).contains(&status);
    method.eq_ignore_ascii_case("HEAD") || is_tunnel || matches!(status, 100..=199 | 204 | 304)
}

/// The headers of a request or response, in order. Pseudo headers of HTTP/2 (`:status`) are left out.
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

    /// The headers at a node: an object of strings or lists of strings, or a list of `{name, value}` as in a HAR.
    pub(super) fn at(node: Option<Node<'a>>) -> Self {
        Self { node, ..Self::NONE }
    }

    /// The same headers, with a list of cookies as a HAR has it.
    pub(super) fn with_cookies(self, cookies: Option<Node<'a>>) -> Self {
        Self { cookies, ..self }
    }

    /// Headers that were not read from a text.
    #[must_use]
    pub fn of(pairs: &'a [(String, String)]) -> Self {
        Self { pairs, ..Self::NONE }
    }

    /// Every name and value, in the order and case written.
    pub fn iter(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let members = self.node.into_iter().flat_map(Node::members).flat_map(|(name, value)| {
            let many = value.items().filter_map(written);
            written(value).into_iter().chain(many).map(move |text| (name, text))
        });
        let pairs = self.node.into_iter().flat_map(Node::items).filter_map(named);
        let own = self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        members.chain(pairs).chain(own).filter(|(name, _)| !name.starts_with(':'))
    }

    /// The first value of a header, whatever the case of its name.
    #[must_use]
    pub fn get(self, name: &str) -> Option<&'a str> {
        self.lines(name).next()
    }

    /// The values of a header, line by line, trimmed. Some recorders join the lines of a header with line breaks.
    pub fn lines(self, name: &str) -> impl Iterator<Item = &'a str> {
        let own = self.iter().filter(move |(header, _)| header.eq_ignore_ascii_case(name));
        own.flat_map(|(_, value)| value.split('\n')).map(str::trim_ascii)
    }

    /// The cookies of a request: those of the `cookie` headers or, without such a header, those that the recorder lists.
    pub fn cookies(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let pairs = |line: &'a str| line.split(';').filter_map(|pair| pair.trim().split_once('='));
        let listed = self.listed_cookies().filter(move |_| self.get("cookie").is_none());
        self.lines("cookie").flat_map(pairs).chain(listed)
    }

    /// The names and values of the cookies that the recorder lists.
    pub fn listed_cookies(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.cookies.into_iter().flat_map(Node::items).filter_map(named)
    }

    /// Is nothing recorded about the headers? Many recordings keep none; what is not recorded is not missing.
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

/// The text of a value. Generated recordings have numbers and booleans here, too.
fn written(value: Node<'_>) -> Option<&str> {
    match value.kind() {
        Kind::Number | Kind::Boolean => Some(value.raw()),
        _ => value.as_str(),
    }
}

/// What kind of evidence an exchange is, and of when.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// Live, sample, source, prose or filler.
    pub kind: EvidenceKind,
    /// The date the evidence is of, as written.
    pub as_of: Option<&'a str>,
    /// Where it is from, in words.
    pub from: Option<&'a str>,
}

/// Kinds of evidence, the strongest first.
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
    /// A deployed server answered
    Live,
    /// A sample in the docs with values only a live server could have made
    Sample,
    /// A server built from published source answered
    Source,
    /// Docs written by hand
    Prose,
    /// What a docs generator invents; never evidence of a value
    Filler,
}

impl EvidenceKind {
    /// The word used in recordings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// Where an exchange was read from.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locator {
    /// The file as the user named it, or `-`.
    pub source: Arc<str>,
    /// The entry (HAR) or line (NDJSON) in it, from 0.
    pub index: u64,
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.source, self.index)
    }
}
