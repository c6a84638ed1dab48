//! Events of the proxy.

use std::fmt;

use zeroize::Zeroizing;

use super::admission::Denied;
use super::memory_budget::Reservation;
use crate::Captured;

/// An event of the proxy.
pub enum Event {
    /// A request was answered. The reservation is released when the exchange is dropped.
    Answered(Captured, Reservation),
    /// A request was forwarded and got no complete response.
    Unanswered(Unanswered),
    /// A request was not forwarded.
    Denied(Denied),
    /// A connection failed.
    BadConnection,
}

/// A request without a response that can be recorded.
pub struct Unanswered {
    /// The method.
    pub method: String,
    /// The URL it was sent to. Must not be shown, because it may contain anything.
    pub url: Zeroizing<String>,
    /// The reason.
    pub why: FailureReason,
}

/// Why there is no response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FailureReason {
    /// No connection to the upstream.
    NoConnection,
    /// The upstream took too long.
    TimedOut,
    /// The upstream closed the connection before its response was complete.
    BrokenOff,
    /// The caller disconnected before the response was complete.
    CallerLeft,
    /// The proxy was stopped before the response was complete.
    Stopped,
}

impl fmt::Display for FailureReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoConnection => "no connection to the upstream",
            Self::TimedOut => "the upstream timed out",
            Self::BrokenOff => "the upstream broke off its answer",
            Self::CallerLeft => "the caller left before the end of the answer",
            Self::Stopped => "the recording was stopped before the end of the answer",
        })
    }
}
