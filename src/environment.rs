//! Time and chance, as a client sees them.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::pin::Pin;
use std::time::{Duration, Instant};

use jiff::Timestamp;

/// A wait that somebody else counts. See [`Environment`].
pub type Sleep<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// Time and chance, as a client sees them: when tokens end, how long to wait before another attempt, when to give up.
///
/// A client uses the machine's own. Tests bring another with
/// [`ClientBuilder::environment`](crate::ClientBuilder::environment), and then wait for nothing; the feature `testing`
/// has one that is ready to use.
///
/// ```
/// use std::time::{Duration, Instant};
/// use cartevo::{Environment, Sleep, jiff::Timestamp};
///
/// /// Time that stands still, and never waits.
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
    /// A clock that never goes back.
    fn now(&self) -> Instant;

    /// The time of day, for dates that a server states.
    fn timestamp(&self) -> Timestamp;

    /// Waits.
    fn sleep(&self, duration: Duration) -> Sleep<'_>;

    /// A number from 0 to 1, for waits that must not be the same everywhere and for names that must not meet.
    fn random(&self) -> f64;
}

/// The machine's time and chance.
pub(crate) struct Machine;

impl Environment for Machine {
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
        // Each state hashes with keys of its own, which the system drew.
        let bits = RandomState::new().build_hasher().finish() >> 32;
        f64::from(u32::try_from(bits).unwrap_or_default()) / f64::from(u32::MAX)
    }
}
