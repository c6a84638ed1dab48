//! What is known of a call that failed.

use std::fmt;
use std::time::Duration;

use crate::operation::{Effect, Operation};

/// How far a request came.
///
/// It decides what may be done next: what was not sent can be sent again, what is unknown must be looked up first if it
/// moves money or issues a card.
///
/// ```
/// use cartevo::{Delivery, Error};
///
/// fn may_have_happened(error: &Error) -> bool {
///     error.delivery() != Delivery::NotSent
/// }
/// # let refused = Error::InvalidInput { field: "amount", reason: "" };
/// # assert!(!may_have_happened(&refused));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Delivery {
    /// The request didn't leave this machine, so the server has done nothing.
    NotSent,
    /// The request may have reached the server, which may have acted on it. No answer arrived.
    Unknown,
    /// The server answered.
    Answered,
}

/// What is known of a call that failed. Read it through the methods of [`Error`](crate::Error).
///
/// ```
/// fn log(error: &cartevo::Error) -> String {
///     format!("{error}, request {:?}, {} attempt(s)", error.request_id(), error.attempts())
/// }
/// # let _ = log;
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Context {
    pub(crate) operation: &'static str,
    pub(crate) effect: Effect,
    pub(crate) delivery: Delivery,
    pub(crate) status: Option<u16>,
    pub(crate) request_id: Option<Box<str>>,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
    /// Whether the server is known to have refused before it began with what it was asked for.
    pub(crate) untouched: bool,
}

impl Context {
    pub(crate) fn new(operation: &Operation, delivery: Delivery) -> Self {
        Self {
            operation: operation.id,
            effect: operation.effect,
            delivery,
            status: None,
            request_id: None,
            attempts: 0,
            elapsed: Duration::ZERO,
            untouched: false,
        }
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("operation", &self.operation)
            .field("delivery", &self.delivery)
            .field("status", &self.status)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Delivery {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Unknown => "unknown",
            Self::Answered => "answered",
        }
    }
}
