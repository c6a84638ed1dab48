//! The clock, timer and random number generator of a client.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::pin::Pin;
use std::time::{Duration, Instant};

use jiff::Timestamp;

/// The future that [`Environment::sleep`] returns.
pub type Sleep<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// The clock, timer and random number generator of a client. They determine when a token expires, how long the client
/// waits before a retry, and when a call times out.
///
/// The default is the system's. Tests replace it through
/// [`ClientBuilder::environment`](crate::ClientBuilder::environment), so that they don't have to wait; the feature
/// `testing` provides a virtual clock for that.
///
/// ```
/// use std::time::{Duration, Instant};
/// use cartevo::{Environment, Sleep, jiff::Timestamp};
///
/// /// A stopped clock, with a timer that elapses at once.
/// struct Frozen(Instant);
///
/// impl Environment for Frozen {
///     fn now(&self) -> Instant { self.0 }
///     fn timestamp(&self) -> Timestamp { Timestamp::UNIX_EPOCH }
///     fn sleep(&self, _: Duration) -> Sleep<'_> { Box::pin(std::future::ready(())) }
///     fn random(&self) -> f64 { 0.5 }
/// }
///
/// let client = cartevo::Client::builder().token("a-token").environment(Frozen(Instant::now())).build();
/// assert!(client.is_ok());
/// ```
pub trait Environment: Send + Sync + 'static {
    /// Returns the current time of a monotonic clock.
    fn now(&self) -> Instant;

    /// Returns the current wall-clock time. It is compared to the dates that a server sends.
    fn timestamp(&self) -> Timestamp;

    /// Returns a future that completes after `duration`.
    fn sleep(&self, duration: Duration) -> Sleep<'_>;

    /// Returns a random number from 0 to 1, for backoff delays and for the ids of [`IssueHandle`](crate::IssueHandle)s.
    fn random(&self) -> f64;
}

/// The clock, timer and random number generator of the system.
pub(crate) struct SystemEnvironment;

impl Environment for SystemEnvironment {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn timestamp(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep(&self, duration: Duration) -> Sleep<'_> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn random(&self) -> f64 {
        // Each `RandomState` hashes with different keys, seeded by the operating system.
        let bits = RandomState::new().build_hasher().finish() >> 32;
        f64::from(u32::try_from(bits).unwrap_or_default()) / f64::from(u32::MAX)
    }
}
