//! The parts of an exchange.

/// Which part of an exchange.
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
    /// Method and path.
    Request,
    /// A parameter in the path.
    #[strum(serialize = "path")]
    RequestPath,
    /// A parameter in the query.
    #[strum(serialize = "query")]
    RequestQuery,
    /// A header of the request.
    #[strum(serialize = "header")]
    RequestHeader,
    /// A cookie of the request.
    #[strum(serialize = "cookie")]
    RequestCookie,
    /// The media type of the request.
    RequestMediaType,
    /// The body of the request.
    RequestBody,
    /// The status.
    #[strum(serialize = "status")]
    ResponseStatus,
    /// The media type of the response.
    #[strum(serialize = "media-type")]
    ResponseMediaType,
    /// A header of the response.
    ResponseHeader,
    /// The body of the response.
    ResponseBody,
}

impl Part {
    /// The word used in reports and in the ledger.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Is it part of the request?
    #[must_use]
    pub fn is_request(self) -> bool {
        self < Self::ResponseStatus
    }
}
