//! The context of a failed call.

use std::fmt;
use std::time::Duration;

use crate::operation::{Effect, Operation};

/// How far a failed request got.
///
/// It decides what the caller may do next: a request that was not sent can be sent again. If delivery is unknown and the
/// operation issues a card or moves money, look up its result before you repeat it.
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
pub enum Delivery {
    /// The request did not leave this machine. The server has done nothing.
    NotSent,
    /// The request may have reached the server and may have been processed. There is no complete response.
    Unknown,
    /// The server responded.
    Answered,
}

/// The context of a failed call. The methods of [`Error`](crate::Error) give access to it.
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
    pub(crate) refusal: RefusalStage,
    pub(crate) origin: Origin,
    /// Whether the token was rejected and will be replaced for the next call.
    pub(crate) next_token_is_new: bool,
}

/// The sender of an error response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The API: the response has the form in which the vendor's server reports errors.
    Api,
    /// Possibly something between the client and the server, such as a gateway. Also the origin where there is no error
    /// response.
    Unknown,
}

/// The stage of processing at which a server refused a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefusalStage {
    /// Before it called the card issuer or changed anything.
    BeforeProcessing,
    /// Possibly after it called the card issuer. Also the stage of a call that wasn't refused.
    Unknown,
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
            refusal: RefusalStage::Unknown,
            origin: Origin::Unknown,
            next_token_is_new: false,
        }
    }

    /// Whether the server certainly did not process the request: it wasn't sent, or it was refused beforehand.
    pub(crate) fn is_unprocessed(&self) -> bool {
        self.delivery == Delivery::NotSent || self.refusal == RefusalStage::BeforeProcessing
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
