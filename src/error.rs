//! Everything that can go wrong.

/// Why a call failed.
///
/// No variant holds a body, a header, a URL or a secret, so an error can be logged as it is. The messages are the
/// server's own, without what looks like a card number or a token, and cut at 500 characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The client can't be built from these settings. Nothing was sent.
    #[error("the client can't be built: {setting}: {reason}")]
    Configuration {
        /// The setting, by the name of the builder's method.
        setting: &'static str,
        /// What is wrong with it and what to do.
        reason: &'static str,
    },
    /// An argument was refused before anything was sent.
    #[error("{field} was refused and nothing was sent: {reason}")]
    InvalidInput {
        /// The argument or field.
        field: &'static str,
        /// What is wrong with it and what to do.
        reason: &'static str,
    },
    /// The server could not be reached, or its answer did not arrive.
    #[error("{kind}")]
    Transport {
        /// How far it came.
        kind: TransportKind,
    },
    /// The credentials or the token were refused: 401, or any refusal of the exchange for a token.
    #[error("the server refused the credentials (status {status}){}", said(messages))]
    Authentication {
        /// The HTTP status.
        status: u16,
        /// What the server said.
        messages: Vec<String>,
    },
    /// 404: what the path names doesn't exist or belongs to another company.
    #[error("not found{}", said(messages))]
    NotFound {
        /// What the server said.
        messages: Vec<String>,
    },
    /// Any other status that is no success.
    #[error("the server answered with status {status}{}", said(messages))]
    Status {
        /// The HTTP status; 200 where an error came with the status of a success.
        status: u16,
        /// What the server said; empty if the body held no message, as that of a proxy.
        messages: Vec<String>,
    },
    /// The answer has a form that this version doesn't know. The value itself isn't kept.
    #[error("the answer (status {status}) can't be read at `{pointer}`: expected {expected}, found {found}")]
    Decode {
        /// The HTTP status.
        status: u16,
        /// The place, such as `data[3].balance`; `.` is the whole answer.
        pointer: String,
        /// What should have been there.
        expected: &'static str,
        /// The JSON type that was there instead.
        found: &'static str,
    },
}

/// How far a request came that got no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum TransportKind {
    /// No connection was made, so nothing was sent.
    #[error("no connection could be made")]
    Connect,
    /// The time-out passed. The server may have done what it was asked to.
    #[error("the time-out passed before the answer was complete")]
    Timeout,
    /// The connection broke before the answer was complete. The server may have done what it was asked to.
    #[error("the connection broke before the answer was complete")]
    Interrupted,
    /// The answer was larger than this client reads. The server has done what it was asked to.
    #[error("the answer is larger than 16 MiB")]
    TooLarge,
    /// The request could not be made.
    #[error("the request could not be made")]
    Request,
}

impl Error {
    /// The HTTP status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Authentication { status, .. }
            | Self::Status { status, .. }
            | Self::Decode { status, .. } => Some(*status),
            Self::NotFound { .. } => Some(404),
            Self::Configuration { .. } | Self::InvalidInput { .. } | Self::Transport { .. } => None,
        }
    }

    /// What the server said: one message, several of a refused body, or none.
    #[must_use]
    pub fn messages(&self) -> &[String] {
        match self {
            Self::Authentication { messages, .. }
            | Self::NotFound { messages }
            | Self::Status { messages, .. } => messages,
            _ => &[],
        }
    }

    pub(crate) fn transport(kind: TransportKind) -> Self {
        Self::Transport { kind }
    }
}

impl From<&reqwest::Error> for TransportKind {
    /// Only the kind is taken over: the error's text may hold the URL.
    fn from(error: &reqwest::Error) -> Self {
        if error.is_connect() {
            Self::Connect
        } else if error.is_timeout() {
            Self::Timeout
        } else if error.is_builder() {
            Self::Request
        } else {
            Self::Interrupted
        }
    }
}

fn said(messages: &[String]) -> String {
    if messages.is_empty() { String::new() } else { format!(": {}", messages.join("; ")) }
}
