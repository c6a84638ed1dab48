//! The operations of the OpenAPI document, as the transport needs to know them.

/// The effect of an operation, which decides whether its requests may be repeated. The operations of the API have
/// theirs; a [`Call`](crate::Call) states its own.
///
/// ```
/// # async fn run(client: cartevo::Client) -> Result<(), cartevo::Error> {
/// use cartevo::{Effect, Raw};
///
/// let answer = client.call("GET", "/cards/card-1/balance").effect(Effect::Read).send::<Raw>().await?;
/// # let _ = answer;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Effect {
    /// Changes nothing. A request is retried after a connection error, a timeout, and the statuses 408, 429 and 5xx.
    Read,
    /// Changes a resource. A request is retried only if no connection could be established for it.
    Write,
    /// Issues a card. A request is retried only if no connection could be established for it, and may take long.
    Issue,
    /// Moves money. A request is retried only if no connection could be established for it.
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
