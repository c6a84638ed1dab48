//! An operation and what it declares.

use std::fmt;

use super::extensions::Effect;
use super::media;
use super::schema::{SchemaId, Site};

/// An operation of the spec.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `operationId`, or `METHOD /path` where there is none.
    pub id: String,
    /// The method, in upper case.
    pub method: String,
    /// The path as the spec has it.
    pub path: String,
    /// Parameters of the path and of the operation.
    pub parameters: Vec<Parameter>,
    /// The request's body, if one is declared.
    pub request_body: Option<RequestBody>,
    /// The responses, in the order written.
    pub responses: Vec<ResponseSpec>,
    /// `x-effect`
    pub effect: Option<Effect>,
    /// Where it stands.
    pub site: Site,
}

/// Where a parameter travels.
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
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "they are the flags of the Parameter Object")]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it travels.
    pub location: ParameterIn,
    /// Has it to be there? Always true in a path.
    pub required: bool,
    /// The schema of its value, if it has one of the plain kind.
    pub schema: Option<SchemaId>,
    /// Is the value a JSON text (`content: {application/json: ...}`)?
    pub is_json: bool,
    /// `style`, as written.
    pub style: Option<String>,
    /// `explode`, as written.
    pub explode: Option<bool>,
    /// May its value hold slashes (`x-multi-segment`, in a path)?
    pub multi_segment: bool,
    /// May it come without a value (`allowEmptyValue`)?
    pub allow_empty: bool,
    /// Corrections that settle the use of this parameter.
    pub corrections: Vec<String>,
    /// Where it stands.
    pub site: Site,
}

/// The body a request may or has to have.
#[derive(Debug, Clone)]
pub struct RequestBody {
    /// Has there to be one?
    pub required: bool,
    /// By media type.
    pub content: Vec<Content>,
    /// Where it stands.
    pub site: Site,
}

/// A media type and the schema of its bodies.
#[derive(Debug, Clone)]
pub struct Content {
    /// The media type as the spec has it; may be a range such as `text/*`.
    pub media_type: String,
    /// The schema, if there is one.
    pub schema: Option<SchemaId>,
    /// Where it stands.
    pub site: Site,
}

/// Which statuses a response is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusCode {
    /// One status.
    Exact(u16),
    /// A hundred: `4XX` is `Range(4)`.
    Range(u16),
    /// Every status that is not named.
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
    /// For which statuses.
    pub status: StatusCode,
    /// By media type; empty where no body is declared.
    pub content: Vec<Content>,
    /// The headers it names.
    pub headers: Vec<Header>,
    /// Corrections that settle the use of this status.
    pub corrections: Vec<String>,
    /// Where it stands.
    pub site: Site,
}

/// A header a response names.
#[derive(Debug, Clone)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Has it to be there?
    pub required: bool,
    /// The schema of its value.
    pub schema: Option<SchemaId>,
    /// Where it stands.
    pub site: Site,
}

impl Operation {
    /// The response for a status: the exact one, else its range, else the default.
    #[must_use]
    pub fn response(&self, status: u16) -> Option<&ResponseSpec> {
        self.response_at(status).map(|(_, response)| response)
    }

    /// The same, with its position in [`Operation::responses`].
    #[must_use]
    pub fn response_at(&self, status: u16) -> Option<(usize, &ResponseSpec)> {
        let find = |wanted| self.responses.iter().enumerate().find(|(_, response)| response.status == wanted);
        find(StatusCode::Exact(status))
            .or_else(|| find(StatusCode::Range(status / 100)))
            .or_else(|| find(StatusCode::Default))
    }
}

impl ResponseSpec {
    /// The content for a media type, the best fit first; the only JSON one where the media type is not known.
    #[must_use]
    pub fn content_for(&self, media_type: Option<&str>) -> Option<&Content> {
        best(&self.content, media_type)
    }
}

impl RequestBody {
    /// The content for a media type, the best fit first; the only JSON one where the media type is not known.
    #[must_use]
    pub fn content_for(&self, media_type: Option<&str>) -> Option<&Content> {
        best(&self.content, media_type)
    }
}

fn best<'a>(content: &'a [Content], media_type: Option<&str>) -> Option<&'a Content> {
    let Some(actual) = media_type else {
        let mut json =
            content.iter().filter(|content| media::fit(&content.media_type, "application/json") > 0);
        return json.next();
    };
    content
        .iter()
        .map(|content| (media::fit(&content.media_type, actual), content))
        .filter(|(fit, _)| *fit > 0)
        .max_by_key(|(fit, _)| *fit)
        .map(|(_, content)| content)
}

/// The paths that stand before every path of the spec, from `servers`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Servers {
    /// Each as segments; `None` is a variable.
    pub(super) bases: Vec<Vec<Option<String>>>,
}
