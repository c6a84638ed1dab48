//! The error type of the crate.

mod accessors;

use std::time::Duration;

use crate::context::{Context, Delivery};
use crate::message::ServerMessage;
use crate::{ActionHandle, IssueHandle};

/// The error of a call.
///
/// The operation and the HTTP status select the variant. The server's messages, which come in two languages, only
/// distinguish causes that share a status.
///
/// An error is safe to log: no variant contains a body, a header, a URL or a secret, and of the server's own `messages`,
/// `Display` and `Debug` show only those that the OpenAPI document knows. See [`ServerMessage`].
///
/// ```
/// use cartevo::{Delivery, Error};
///
/// fn what_next(error: &Error) -> &'static str {
///     match error {
///         Error::InsufficientBalance { .. } => "fund the wallet",
///         Error::KycNotApproved { .. } => "ask the customer for documents",
///         Error::RateLimited { retry_after: Some(_), .. } => "retry after the given delay",
///         error if error.is_retryable() => "retry later",
///         error if error.delivery() == Delivery::Unknown => "look up what the server did",
///         _ => "alert an operator",
///     }
/// }
/// # let _ = what_next;
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The settings of the [`ClientBuilder`](crate::ClientBuilder) are invalid. Nothing was sent.
    #[error("invalid configuration: {setting}: {reason}")]
    Configuration {
        /// The setting: the name of the builder's method.
        setting: &'static str,
        /// The problem and its remedy.
        reason: &'static str,
    },
    /// An argument is invalid. Nothing was sent.
    #[error("invalid {field}, nothing was sent: {reason}")]
    InvalidInput {
        /// The argument or field.
        field: &'static str,
        /// The problem and its remedy.
        reason: &'static str,
    },
    /// Another issue for the customer is open, and this one or the other is [exclusive](crate::PreparedIssue::exclusive).
    /// Nothing was sent.
    #[error("another issue for this customer is open; settle its handle, or close it with `close_issue`")]
    IssueOpen {
        /// The handle of the other issue.
        handle: Box<IssueHandle>,
    },
    /// Another action of the same card, wallet or key is open, or ended less than a minute before, and this one or the other
    /// is [exclusive](crate::PreparedAction::exclusive). Nothing was sent.
    #[error(
        "another action of the same kind is open, or has just ended; settle its handle, or close it with `close_action`"
    )]
    ActionConflict {
        /// The handle of the other action.
        handle: Box<ActionHandle>,
    },
    /// The server has no API at the [base URL](crate::ClientBuilder::base_url).
    #[error("{}: there is no API at the base URL: {problem}", context.operation)]
    WrongBaseUrl {
        /// What the URL lacks.
        problem: &'static str,
        /// The context of the call.
        context: Box<Context>,
    },
    /// The response is larger than the [limit](crate::ClientBuilder::response_limit). Raise it, or request less.
    #[error("{}: the response is larger than {limit} bytes; raise `response_limit`", context.operation)]
    TooLarge {
        /// The limit in bytes, after decompression.
        limit: usize,
        /// The context of the call.
        context: Box<Context>,
    },
    /// A list ended before the total that the server states.
    #[error("{}: the list ended after {read} items, although the server states {total}", context.operation)]
    IncompleteList {
        /// The number of items read, and of those before the first page.
        read: u64,
        /// The number of items in the list, as the server states it.
        total: u64,
        /// The context of the call.
        context: Box<Context>,
    },
    /// No connection could be established, or the connection broke before the response was complete.
    /// [`delivery`](Self::delivery) tells which.
    #[error("{}", connection(context))]
    Connection {
        /// The context of the call.
        context: Box<Context>,
    },
    /// A timeout elapsed before the response was complete, or the server responded with 408. The server may have
    /// processed the request, unless [`delivery`](Self::delivery) is [`NotSent`](Delivery::NotSent).
    #[error("{}: timed out before the response was complete", context.operation)]
    Timeout {
        /// The context of the call.
        context: Box<Context>,
    },
    /// The server rejected the credentials or the token: 401, or another refusal (4xx) of the token exchange.
    #[error("{}: the server rejected the credentials{}", context.operation, details(context, messages))]
    Unauthorized {
        /// The server's messages.
        messages: Vec<ServerMessage>,
        /// The context of the call.
        context: Box<Context>,
    },
    /// The company isn't allowed to call the operation or to access the resource (403).
    #[error("{}: forbidden{}", context.operation, details(context, messages))]
    Forbidden {
        /// The server's messages.
        messages: Vec<ServerMessage>,
        /// The context of the call.
        context: Box<Context>,
    },
    /// The resource doesn't exist or belongs to another company. The documentation promises a 404; servers of October
    /// 2025 send a 400. [`status`](Self::status) returns the actual one.
    #[error("{}: not found{}", context.operation, details(context, messages))]
    NotFound {
        /// The server's messages.
        messages: Vec<ServerMessage>,
        /// The context of the call.
        context: Box<Context>,
    },
    /// The server rejected the request as invalid (400, 405, 413, 415 or 422).
    #[error("{}: the server rejected the request{}", context.operation, details(context, messages))]
    InvalidRequest {
        /// The server's message, or one message for each invalid field.
        messages: Vec<ServerMessage>,
        /// The context of the call.
        context: Box<Context>,
    },
    /// The balance of the company's wallet, or of the card to withdraw from, doesn't cover the amount and the fee.
    #[error("{}: insufficient balance{}", context.operation, details(context, messages))]
    InsufficientBalance {
        /// The server's messages.
        messages: Vec<ServerMessage>,
        /// The context of the call.
        context: Box<Context>,
    },
    /// The customer's KYC isn't approved, or the customer is younger than 18.
    #[error("{}: the customer isn't eligible for a card{}", context.operation, details(context, messages))]
    KycNotApproved {
        /// The server's messages.
        messages: Vec<ServerMessage>,
        /// The context of the call.
        context: Box<Context>,
    },
    /// The card issuer behind Cartevo rejected the request.
    #[error("{}: the card issuer rejected the request{}", context.operation, details(context, messages))]
    IssuerRejected {
        /// The server's messages.
        messages: Vec<ServerMessage>,
        /// The context of the call.
        context: Box<Context>,
    },
    /// The request conflicts with the state of the resource (409).
    #[error("{}: conflict{}", context.operation, details(context, messages))]
    Conflict {
        /// The server's messages.
        messages: Vec<ServerMessage>,
        /// The context of the call.
        context: Box<Context>,
    },
    /// Too many requests (429).
    #[error("{}: too many requests{}", context.operation, details(context, messages))]
    RateLimited {
        /// The delay that the server requests with `Retry-After`.
        retry_after: Option<Duration>,
        /// The server's messages.
        messages: Vec<ServerMessage>,
        /// The context of the call.
        context: Box<Context>,
    },
    /// The server failed (5xx). It may have processed the request nevertheless.
    #[error("{}: server error{}", context.operation, details(context, messages))]
    Server {
        /// The server's messages; empty if the body contains none, such as the page of a proxy.
        messages: Vec<ServerMessage>,
        /// The context of the call.
        context: Box<Context>,
    },
    /// Any other status that isn't 2xx, such as a redirect, which the client doesn't follow.
    #[error("{}: unexpected response{}", context.operation, details(context, messages))]
    Unexpected {
        /// The server's messages.
        messages: Vec<ServerMessage>,
        /// The context of the call.
        context: Box<Context>,
    },
    /// This version can't decode the response. The error doesn't contain the value.
    #[error(
        "{}: can't decode the response at `{pointer}`: expected {expected}, found {found}",
        context.operation
    )]
    Decode {
        /// The place in the body, such as `data[3].balance`; `.` is the whole body.
        pointer: String,
        /// The expected type or format.
        expected: &'static str,
        /// The JSON type of the actual value.
        found: &'static str,
        /// The context of the call.
        context: Box<Context>,
    },
}

fn connection(context: &Context) -> String {
    let problem = match context.delivery {
        Delivery::NotSent => "no connection could be established",
        Delivery::Unknown | Delivery::Answered => "the connection broke before the response was complete",
    };
    format!("{}: {problem}", context.operation)
}

/// The status of the response, and what may be shown of its messages.
fn details(context: &Context, messages: &[ServerMessage]) -> String {
    let status = context.status.map_or(String::new(), |status| format!(" (status {status})"));
    let messages: Vec<String> = messages.iter().map(ToString::to_string).collect();
    if messages.is_empty() { status } else { format!("{status}: {}", messages.join("; ")) }
}
