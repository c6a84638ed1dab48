//! Everything that can go wrong.

mod accessors;

use std::time::Duration;

use crate::context::{Context, Delivery};

/// Why a call failed.
///
/// The variant is chosen by the operation and the status first; the server's texts, which come in two languages, only
/// tell apart what shares a status. No variant holds a body, a header, a URL or a secret, so an error can be logged as
/// it is. The messages are the server's own, without what looks like a card number or a token, and cut at 500
/// characters.
///
/// ```
/// use cartevo::{Delivery, Error};
///
/// fn what_next(error: &Error) -> &'static str {
///     match error {
///         Error::InsufficientBalance { .. } => "fund the wallet",
///         Error::KycNotApproved { .. } => "ask the customer for documents",
///         Error::RateLimited { retry_after: Some(_), .. } => "come back when the server says so",
///         error if error.is_retryable() => "try again later",
///         error if error.delivery() == Delivery::Unknown => "look at what the server has done",
///         _ => "tell a person",
///     }
/// }
/// # let _ = what_next;
/// ```
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
    /// The server could not be reached, or the connection broke before the answer was complete;
    /// [`delivery`](Self::delivery) says which.
    #[error("{}", connection(context))]
    Connection {
        /// What is known of the call.
        context: Box<Context>,
    },
    /// The time for the call was up, or the server said that its own was (408). Unless
    /// [`delivery`](Self::delivery) says otherwise, the server may have done what it was asked to.
    #[error("{}: the time was up before the answer was complete", context.operation)]
    Timeout {
        /// What is known of the call.
        context: Box<Context>,
    },
    /// The credentials or the token were refused: 401, or any refusal of the exchange for a token.
    #[error("{}: the server refused the credentials{}", context.operation, said(context, messages))]
    Unauthorized {
        /// What the server said.
        messages: Vec<String>,
        /// What is known of the call.
        context: Box<Context>,
    },
    /// The company may not do this.
    #[error("{}: not allowed{}", context.operation, said(context, messages))]
    Forbidden {
        /// What the server said.
        messages: Vec<String>,
        /// What is known of the call.
        context: Box<Context>,
    },
    /// What the request names doesn't exist or belongs to another company. Servers of October 2025 said so with a 400
    /// where the docs promise a 404; [`status`](Self::status) keeps what was sent.
    #[error("{}: not found{}", context.operation, said(context, messages))]
    NotFound {
        /// What the server said.
        messages: Vec<String>,
        /// What is known of the call.
        context: Box<Context>,
    },
    /// The server found the request wrong.
    #[error("{}: the server refused the request{}", context.operation, said(context, messages))]
    InvalidRequest {
        /// What the server said: one message, or one for each wrong field.
        messages: Vec<String>,
        /// What is known of the call.
        context: Box<Context>,
    },
    /// The company's wallet doesn't cover the amount and the fee.
    #[error("{}: the wallet's balance is too low{}", context.operation, said(context, messages))]
    InsufficientBalance {
        /// What the server said.
        messages: Vec<String>,
        /// What is known of the call.
        context: Box<Context>,
    },
    /// The customer's identity isn't approved, or not enough for a card.
    #[error("{}: the customer may not have a card{}", context.operation, said(context, messages))]
    KycNotApproved {
        /// What the server said.
        messages: Vec<String>,
        /// What is known of the call.
        context: Box<Context>,
    },
    /// The card issuer behind Cartevo refused.
    #[error("{}: the card issuer refused{}", context.operation, said(context, messages))]
    IssuerRejected {
        /// What the server said.
        messages: Vec<String>,
        /// What is known of the call.
        context: Box<Context>,
    },
    /// The request contradicts the state of what it names (409).
    #[error("{}: conflict{}", context.operation, said(context, messages))]
    Conflict {
        /// What the server said.
        messages: Vec<String>,
        /// What is known of the call.
        context: Box<Context>,
    },
    /// Too many requests (429).
    #[error("{}: too many requests{}", context.operation, said(context, messages))]
    RateLimited {
        /// How long the server asks to wait, if it says so.
        retry_after: Option<Duration>,
        /// What the server said.
        messages: Vec<String>,
        /// What is known of the call.
        context: Box<Context>,
    },
    /// The server failed (5xx). It may have done what it was asked to.
    #[error("{}: the server failed{}", context.operation, said(context, messages))]
    Server {
        /// What the server said; empty if the body held no message, as that of a proxy.
        messages: Vec<String>,
        /// What is known of the call.
        context: Box<Context>,
    },
    /// Any other status that is no success, such as a redirect, which this client doesn't follow.
    #[error("{}: an unexpected answer{}", context.operation, said(context, messages))]
    Unexpected {
        /// What the server said.
        messages: Vec<String>,
        /// What is known of the call.
        context: Box<Context>,
    },
    /// The answer has a form that this version doesn't know. The value itself isn't kept.
    #[error("{}: the answer can't be read at `{pointer}`: expected {expected}, found {found}", context.operation)]
    Decode {
        /// The place, such as `data[3].balance`; `.` is the whole answer.
        pointer: String,
        /// What should have been there.
        expected: &'static str,
        /// The JSON type that was there instead.
        found: &'static str,
        /// What is known of the call.
        context: Box<Context>,
    },
}

fn connection(context: &Context) -> String {
    let what = match context.delivery {
        Delivery::NotSent => "no connection could be made",
        _ => "the connection broke before the answer was complete",
    };
    format!("{}: {what}", context.operation)
}

/// The status and what the server said.
fn said(context: &Context, messages: &[String]) -> String {
    let status = context.status.map_or(String::new(), |status| format!(" (status {status})"));
    if messages.is_empty() { status } else { format!("{status}: {}", messages.join("; ")) }
}
