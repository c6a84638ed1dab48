//! Operations and their parts.

use std::fmt;

use super::extensions::Effect;
use super::index::ResponseIndex;
use super::media::{self, Fit};
use super::schema::{SchemaId, Site};
use super::unchecked::Unchecked;

/// An operation of the spec.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `operationId`, or `METHOD /path` if there is none.
    pub id: String,
    /// The method, in upper case.
    pub method: String,
    /// The path template, as written.
    pub path: String,
    /// The names of the query that the path template has, if it has one.
    pub query_in_path: Vec<String>,
    /// The parameters of the path item and of the operation.
    pub parameters: Vec<Parameter>,
    /// Parameters of which it is not known which they are.
    pub lost_parameters: Vec<LostParameter>,
    /// The request body, if declared.
    pub request_body: Option<RequestBody>,
    /// The responses, in document order.
    pub responses: Vec<ResponseSpec>,
    /// Responses under a key that is no status.
    pub odd_responses: Vec<OddResponse>,
    /// `x-effect`
    pub effect: Option<Effect>,
    /// Whether the API sends it: it is one of `webhooks`, and [`Operation::path`] is its name.
    pub is_webhook: bool,
    /// Whether the operation cannot be read, so that none of its exchanges is checked.
    pub unchecked: bool,
    /// The place in the document.
    pub site: Site,
}

/// The location of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParameterIn {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
    /// It is the whole query.
    QueryString,
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "they are the flags of the Parameter Object")]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it is sent.
    pub location: ParameterIn,
    /// Whether it must be present. Always true in a path.
    pub required: bool,
    /// The schema of its value, if declared.
    pub schema: Option<SchemaId>,
    /// Whether the value is JSON text (`content: {application/json: ...}`).
    pub is_json: bool,
    /// How the whole query is written, if this parameter is all of it.
    pub query: Option<Content>,
    /// `style`, if written.
    pub style: Option<Style>,
    /// `explode`, as written.
    pub explode: Option<bool>,
    /// Whether its value may contain slashes (`x-multi-segment`, in a path).
    pub multi_segment: bool,
    /// Whether it may be empty (`allowEmptyValue`).
    pub allow_empty: bool,
    /// Corrections that settle this parameter.
    pub corrections: Vec<String>,
    /// The place in the document.
    pub site: Site,
}

/// The `style` of a parameter: how its value becomes text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString)]
#[strum(serialize_all = "camelCase")]
#[expect(missing_docs, reason = "OpenAPI defines them")]
pub enum Style {
    Form,
    Simple,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Label,
    Matrix,
    Cookie,
}

/// A parameter whose declaration does not say which one it is: a broken `$ref`, no name, or nowhere to be.
#[derive(Debug, Clone)]
pub struct LostParameter {
    /// Its name, if that is known.
    pub name: Option<String>,
    /// The place in the document.
    pub site: Site,
}

impl LostParameter {
    /// True if it may be the declaration of a parameter with this name.
    #[must_use]
    pub fn may_be(&self, name: &str) -> bool {
        self.name.as_deref().is_none_or(|known| known == name)
    }
}

/// A declared request body.
#[derive(Debug, Clone)]
pub struct RequestBody {
    /// Whether a body must be sent.
    pub required: bool,
    /// The content, by media type.
    pub content: Vec<Content>,
    /// The reason why it is not checked, if it is not.
    pub unchecked: Option<Unchecked>,
    /// The place in the document.
    pub site: Site,
}

/// A media type and the schema of its bodies.
#[derive(Debug, Clone)]
pub struct Content {
    /// The media type, as written; may be a range such as `text/*`.
    pub media_type: String,
    /// The schema, if declared.
    pub schema: Option<SchemaId>,
    /// The schema of each item of a sequence (`itemSchema`), if declared.
    pub item_schema: Option<SchemaId>,
    /// How the properties of a form are written.
    pub encoding: Vec<Encoding>,
    /// The place in the document.
    pub site: Site,
}

/// How a property of a form is written.
#[derive(Debug, Clone)]
pub struct Encoding {
    /// The property.
    pub name: String,
    /// `contentType`
    pub content_type: Option<String>,
    /// `style`
    pub style: Option<Style>,
    /// `explode`
    pub explode: Option<bool>,
}

/// The statuses a response applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusCode {
    /// One status.
    Exact(u16),
    /// A class of statuses: `4XX` is `Range(4)`.
    Range(u16),
    /// Every status that is not declared otherwise.
    Default,
}

impl fmt::Display for StatusCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(status) => write!(out, "{status}"),
            Self::Range(hundred) => write!(out, "{hundred}XX"),
            Self::Default => out.write_str("default"),
        }
    }
}

impl StatusCode {
    /// The status, where it is one.
    #[must_use]
    pub fn exact(self) -> Option<u16> {
        match self {
            Self::Exact(status) => Some(status),
            Self::Range(_) | Self::Default => None,
        }
    }

    /// Reads `404`, `4XX` or `default`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "default" {
            return Some(Self::Default);
        }
        let hundred = text.strip_suffix("XX").or_else(|| text.strip_suffix("xx"));
        let range = hundred.and_then(|digit| digit.parse().ok()).filter(|digit| (1..=5).contains(digit));
        let exact = text.parse().ok().filter(|status| (100..=999).contains(status));
        range.map(Self::Range).or(exact.map(Self::Exact))
    }
}

/// A response of an operation.
#[derive(Debug, Clone)]
pub struct ResponseSpec {
    /// The statuses it applies to.
    pub status: StatusCode,
    /// The content, by media type; empty if no body is declared.
    pub content: Vec<Content>,
    /// The declared headers.
    pub headers: Vec<Header>,
    /// Corrections that settle this status.
    pub corrections: Vec<String>,
    /// Whether it cannot be read, so that no such response is checked.
    pub unchecked: bool,
    /// The place in the document.
    pub site: Site,
}

/// A response under a key that is no status.
#[derive(Debug, Clone)]
pub struct OddResponse {
    /// The key; empty if it stands for all responses of the operation.
    pub key: String,
    /// The place in the document.
    pub site: Site,
}

impl OddResponse {
    /// True if it may be the declaration of a status that is otherwise declared by `known`, or not at all.
    fn may_be_for(&self, status: u16, known: Option<StatusCode>) -> bool {
        match known {
            Some(StatusCode::Exact(_)) => false,
            Some(StatusCode::Range(_)) => self.has_digits_of(status) == Some(true),
            // What `ok` stands for nobody knows, but `default` stands for whatever is not declared.
            Some(StatusCode::Default) => {
                self.has_digits_of(status) == Some(true) || self.key.eq_ignore_ascii_case("default")
            }
            None => self.has_digits_of(status) != Some(false),
        }
    }

    /// Whether the key has the digits of a status, with an X for any, on their own or among other words; `None` if it has no
    /// three of these.
    fn has_digits_of(&self, status: u16) -> Option<bool> {
        let status = status.to_string();
        let is_any = |digit: char| digit.eq_ignore_ascii_case(&'x');
        let words = self.key.split(|c: char| !c.is_ascii_alphanumeric());
        let mut codes = words
            .filter(|word| word.len() == 3 && word.chars().all(|c| c.is_ascii_digit() || is_any(c)))
            .peekable();
        codes.peek()?;
        Some(codes.any(|code| code.chars().zip(status.chars()).all(|(a, b)| is_any(a) || a == b)))
    }
}

/// A declared response header.
#[derive(Debug, Clone)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Whether it must be present.
    pub required: bool,
    /// The schema of its value.
    pub schema: Option<SchemaId>,
    /// Whether the value is JSON text (`content: {application/json: ...}`).
    pub is_json: bool,
    /// `explode`, as written.
    pub explode: Option<bool>,
    /// The place in the document.
    pub site: Site,
}

impl Operation {
    /// The response for a status: an exact match, else its class, else the default.
    #[must_use]
    pub fn response(&self, status: u16) -> Option<&ResponseSpec> {
        self.response_at(status).map(|(_, response)| response)
    }

    /// Like [`Operation::response`], with the index in [`Operation::responses`].
    #[must_use]
    pub fn response_at(&self, status: u16) -> Option<(ResponseIndex, &ResponseSpec)> {
        let find =
            |wanted| ResponseIndex::each(&self.responses).find(|(_, response)| response.status == wanted);
        find(StatusCode::Exact(status))
            .or_else(|| find(StatusCode::Range(status / 100)))
            .or_else(|| find(StatusCode::Default))
    }

    /// The response under a key that is no status, but may have been meant for this one.
    #[must_use]
    pub fn odd_response(&self, status: u16) -> Option<&OddResponse> {
        let known = self.response(status).map(|response| response.status);
        self.odd_responses.iter().find(|odd| odd.may_be_for(status, known))
    }
}

impl ResponseSpec {
    /// The content that matches a media type best. Without a media type, the first JSON content.
    #[must_use]
    pub fn content_for(&self, media_type: Option<&str>) -> Option<&Content> {
        best(&self.content, media_type)
    }
}

impl RequestBody {
    /// The content that matches a media type best. Without a media type, the first JSON content.
    #[must_use]
    pub fn content_for(&self, media_type: Option<&str>) -> Option<&Content> {
        best(&self.content, media_type)
    }
}

impl Content {
    /// True if one of the media types is JSON without a suffix, and the other one has a suffix
    /// (`application/problem+json`).
    #[must_use]
    pub fn is_other_json(&self, media_type: &str) -> bool {
        [(&*self.media_type, media_type), (media_type, &*self.media_type)]
            .iter()
            .any(|(plain, suffixed)| media::fit(plain, suffixed) == Some(Fit::OtherJson))
    }
}

fn best<'a>(content: &'a [Content], media_type: Option<&str>) -> Option<&'a Content> {
    let actual = media_type.unwrap_or("application/json");
    let fitting =
        content.iter().filter_map(|content| Some((media::fit(&content.media_type, actual)?, content)));
    if media_type.is_none() {
        return fitting.map(|(_, content)| content).next();
    }
    // The first one of those that fit equally well.
    fitting
        .rev()
        .max_by_key(|(fit, _)| *fit)
        .map(|(_, content)| content)
        .or_else(|| only_json(content, actual))
}

/// The only content in JSON with a suffix, if the body was sent as plain JSON: that of others could be any.
fn only_json<'a>(content: &'a [Content], actual: &str) -> Option<&'a Content> {
    let mut others = content.iter().filter(|content| content.is_other_json(actual));
    others.next().filter(|_| others.next().is_none())
}
