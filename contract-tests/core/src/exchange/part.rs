//! The parts of an exchange.

/// A part of an exchange.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Part {
    /// The method and path.
    Request,
    /// A path parameter.
    #[strum(serialize = "path")]
    RequestPath,
    /// A query parameter.
    #[strum(serialize = "query")]
    RequestQuery,
    /// A request header.
    #[strum(serialize = "header")]
    RequestHeader,
    /// A request cookie.
    #[strum(serialize = "cookie")]
    RequestCookie,
    /// The media type of the request body.
    RequestMediaType,
    /// The request body.
    RequestBody,
    /// The response status.
    #[strum(serialize = "status")]
    ResponseStatus,
    /// The media type of the response body.
    #[strum(serialize = "media-type")]
    ResponseMediaType,
    /// A response header.
    ResponseHeader,
    /// The response body.
    ResponseBody,
}

impl Part {
    /// The name used in reports and in the ledger.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The place of the part in a recording, as the steps of a JSON pointer; nothing for parts without values.
    #[must_use]
    pub fn steps(self) -> &'static [&'static str] {
        match self {
            Self::RequestPath => &["request", "path"],
            Self::RequestQuery => &["request", "query"],
            Self::RequestHeader => &["request", "headers"],
            Self::RequestCookie => &["request", "cookies"],
            Self::RequestBody => &["request", "body"],
            Self::ResponseHeader => &["response", "headers"],
            Self::ResponseBody => &["response", "body"],
            Self::Request | Self::RequestMediaType | Self::ResponseStatus | Self::ResponseMediaType => &[],
        }
    }

    /// True for the parts of the request.
    #[must_use]
    pub fn is_request(self) -> bool {
        self < Self::ResponseStatus
    }
}
