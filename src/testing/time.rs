//! A virtual clock.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::{Environment, Sleep};

/// A virtual clock for a client. It advances when the client sleeps, and the client doesn't actually wait. The timeouts of
/// single requests still elapse in real time.
///
/// ```
/// use std::time::Duration;
/// use cartevo::testing::VirtualTime;
///
/// let time = VirtualTime::new();
/// let client = cartevo::Client::builder().token("a-token").environment(time.clone()).build();
/// time.advance(Duration::from_secs(3600));
/// assert_eq!(time.passed(), Duration::from_secs(3600));
/// # let _ = client;
/// ```
#[derive(Clone, Debug)]
pub struct VirtualTime {
    start: Instant,
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    passed: Duration,
    waits: Vec<Duration>,
    seed: u32,
}

/// 2026-11-20T00:00:00Z.
const EPOCH: i64 = 1_795_132_800;

impl VirtualTime {
    /// Creates a clock that starts at `2026-11-20T00:00:00Z`. Its random numbers are the same in every run.
    ///
    /// ```
    /// let time = cartevo::testing::VirtualTime::new();
    /// assert!(time.passed().is_zero());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        let state = State { passed: Duration::ZERO, waits: Vec::new(), seed: 1 };
        Self { start: Instant::now(), state: Arc::new(Mutex::new(state)) }
    }

    /// Advances the clock.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// let time = cartevo::testing::VirtualTime::new();
    /// time.advance(Duration::from_secs(3600));
    /// assert_eq!(time.passed(), Duration::from_secs(3600));
    /// ```
    pub fn advance(&self, time: Duration) {
        self.with(|state| state.passed += time);
    }

    /// Returns the time elapsed since the start of the clock.
    ///
    /// ```
    /// assert!(cartevo::testing::VirtualTime::new().passed().is_zero());
    /// ```
    #[must_use]
    pub fn passed(&self) -> Duration {
        self.with(|state| state.passed)
    }

    /// Returns the durations for which the client has slept so far, in order.
    ///
    /// ```
    /// assert!(cartevo::testing::VirtualTime::new().waits().is_empty());
    /// ```
    #[must_use]
    pub fn waits(&self) -> Vec<Duration> {
        self.with(|state| state.waits.clone())
    }

    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Default for VirtualTime {
    fn default() -> Self {
        Self::new()
    }
}

impl Environment for VirtualTime {
    fn now(&self) -> Instant {
        self.start + self.passed()
    }

    fn timestamp(&self) -> Timestamp {
        let epoch = Timestamp::from_second(EPOCH).unwrap_or(Timestamp::UNIX_EPOCH);
        epoch.checked_add(self.passed()).unwrap_or(epoch)
    }

    fn sleep(&self, duration: Duration) -> Sleep<'_> {
        self.with(|state| {
            state.passed += duration;
            state.waits.push(duration);
        });
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> f64 {
        self.with(|state| {
            state.seed = state.seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(state.seed) / f64::from(u32::MAX)
        })
    }
}
