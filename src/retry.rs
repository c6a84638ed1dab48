//! When a request is sent again, and how long to wait before.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::context::Delivery;
use crate::environment::Environment;
use crate::error::Error;
use crate::operation::Effect;

/// The longest first wait; each further one may be twice as long.
const FIRST: Duration = Duration::from_millis(500);
/// The longest wait of our own choice.
const LONGEST: Duration = Duration::from_secs(8);
/// The longest wait that a server may ask for. What asks for more is not tried again.
pub(crate) const LONGEST_ASKED: Duration = Duration::from_secs(60);
/// What the calls of a client may spend on sending again, together.
const SAVINGS: u32 = 100;
/// What sending again costs.
const PRICE: u32 = 10;
/// What it costs after a time-out, which has kept the server busy for longer.
const TIMEOUT_PRICE: u32 = 20;
/// What a success at the first attempt gives back.
const REWARD: u32 = 1;

/// The means for sending again that all calls of a client share. When most calls fail it is spent, and each call is
/// sent once: an outage isn't made worse by those who suffer from it.
#[derive(Debug)]
pub(crate) struct Savings(Mutex<u32>);

impl Default for Savings {
    fn default() -> Self {
        Self(Mutex::new(SAVINGS))
    }
}

impl Savings {
    pub(crate) fn reward(&self) {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *left = (*left + REWARD).min(SAVINGS);
    }

    fn spend(&self, price: u32) -> bool {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(rest) = left.checked_sub(price) else { return false };
        *left = rest;
        true
    }
}

/// Whether a request that failed like this may be sent again, though it can't be known what the server has done.
///
/// What isn't a read is only sent again if it was not sent at all: there is no idempotency key, and a blind second
/// request may issue a second card.
pub(crate) fn is_allowed(effect: Effect, error: &Error) -> bool {
    if error.delivery() == Delivery::NotSent {
        return matches!(error, Error::Connection { .. });
    }
    effect.may_repeat()
        && matches!(
            error,
            Error::Connection { .. }
                | Error::Timeout { .. }
                | Error::RateLimited { .. }
                | Error::Server { .. }
        )
}

/// How long to wait before attempt number `attempt + 1`; `None` if there should be none. `asked` is what the server
/// said.
pub(crate) fn wait(
    attempt: u32,
    error: &Error,
    asked: Option<Duration>,
    savings: &Savings,
    environment: &dyn Environment,
) -> Option<Duration> {
    if asked.is_some_and(|asked| asked > LONGEST_ASKED) {
        return None;
    }
    let price = if matches!(error, Error::Timeout { .. }) { TIMEOUT_PRICE } else { PRICE };
    if !savings.spend(price) {
        return None;
    }
    Some(asked.unwrap_or_else(|| jitter(attempt, environment.random())))
}

/// Anything from nothing to the longest wait, so that those who failed together don't come back together.
fn jitter(attempt: u32, random: f64) -> Duration {
    let doubled = FIRST.saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1)));
    doubled.min(LONGEST).mul_f64(random.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_from_half_a_second_to_eight() {
        let longest: Vec<u128> = (1..=7).map(|attempt| jitter(attempt, 1.0).as_millis()).collect();
        assert_eq!(longest, [500, 1000, 2000, 4000, 8000, 8000, 8000]);
        assert_eq!(jitter(u32::MAX, 1.0), LONGEST);
        assert_eq!((jitter(3, 0.0), jitter(3, 0.5).as_millis()), (Duration::ZERO, 1000));
    }

    #[test]
    fn savings_are_spent_by_failures_and_come_back_slowly() {
        let savings = Savings::default();
        assert_eq!((0..20).filter(|_| savings.spend(PRICE)).count(), 10);
        (0..9).for_each(|_| savings.reward());
        assert!(!savings.spend(PRICE));
        savings.reward();
        assert!(savings.spend(PRICE));
        (0..1000).for_each(|_| savings.reward());
        assert_eq!((0..20).filter(|_| savings.spend(PRICE)).count(), 10);
    }
}
