//! What the proxy has to tell.

use std::fmt;

use zeroize::Zeroizing;

use super::admission::Denied;
use super::memory_budget::Reservation;
use crate::Captured;

/// Something that happened.
pub enum Event {
    /// A request was answered. The share of the room goes when the exchange is done with.
    Answered(Captured, Reservation),
    /// A request was passed on and got no answer, or not all of one.
    Unanswered(Unanswered),
    /// A request was not passed on.
    Denied(Denied),
    /// A connection could not be used.
    BadConnection,
}

/// A request without an answer that could be recorded.
pub struct Unanswered {
    /// The method.
    pub method: String,
    /// The URL it was sent to. Not to be shown: it may hold anything.
    pub url: Zeroizing<String>,
    /// Why.
    pub why: FailureReason,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FailureReason {
    /// No connection to the upstream.
    NoConnection,
    /// The upstream took too long.
    TimedOut,
    /// The upstream broke off before its answer was complete.
    BrokenOff,
    /// The caller left before the answer was complete.
    CallerLeft,
}

impl fmt::Display for FailureReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoConnection => "no connection to the upstream",
            Self::TimedOut => "the upstream timed out",
            Self::BrokenOff => "the upstream broke off its answer",
            Self::CallerLeft => "the caller left before the end of the answer",
        })
    }
}
