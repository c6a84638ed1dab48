//! The operations of the OpenAPI document, as the transport needs to know them.

/// The effect of an operation: `x-effect` in the OpenAPI document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(
    dead_code,
    reason = "no operation of the document writes or moves money yet; a document of the tests does"
)]
pub(crate) enum Effect {
    /// Has no side effect.
    Read,
    /// Changes a resource.
    Write,
    /// Issues a card.
    Issue,
    /// Moves money.
    Money,
}

impl Effect {
    /// Whether a request may be sent again although the server may have processed it: the operation is safe in the sense
    /// of RFC 9110, section 9.2.1. Nothing else is idempotent in this API.
    pub(crate) fn is_safe(self) -> bool {
        match self {
            Self::Read => true,
            Self::Write | Self::Issue | Self::Money => false,
        }
    }
}

/// The authentication of an operation: `security` in the OpenAPI document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Authentication {
    /// A request needs an access token.
    Required,
    /// A request has no access token. The token exchange is such an operation.
    None,
}

/// An operation of the OpenAPI document.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The `operationId`.
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    /// The path template.
    pub(crate) path: &'static str,
    pub(crate) effect: Effect,
    pub(crate) authentication: Authentication,
    /// The status of a success.
    #[cfg_attr(not(feature = "testing"), allow(dead_code, reason = "only the mock server sends responses"))]
    pub(crate) success: u16,
}
