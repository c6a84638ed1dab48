//! Retries: which errors are retried, after which delay, and at most how many of them.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::context::Delivery;
use crate::environment::Environment;
use crate::error::Error;
use crate::operation::Effect;

/// The upper bound of the first backoff delay. It doubles with each retry.
const BASE_DELAY: Duration = Duration::from_millis(500);
/// The upper bound of any backoff delay.
const MAX_DELAY: Duration = Duration::from_secs(8);
/// The longest `Retry-After` that the client waits for. A request with a longer one isn't retried.
pub(crate) const MAX_RETRY_AFTER: Duration = Duration::from_secs(60);
/// The tokens of a full retry budget.
const BUDGET_CAPACITY: u32 = 100;
/// The cost of a retry, in tokens.
const RETRY_COST: u32 = 10;
/// The cost of a retry after a timeout. It is higher because the failed attempt has occupied the server for longer.
const TIMEOUT_RETRY_COST: u32 = 20;
/// The tokens that a call returns if its first attempt succeeds.
const SUCCESS_REFUND: u32 = 1;

/// The retry budget that all calls of a client share, a token bucket. While most calls fail it stays empty and each call
/// is sent once, so that retries don't amplify an outage.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    tokens: Mutex<u32>,
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self { tokens: Mutex::new(BUDGET_CAPACITY) }
    }
}

impl RetryBudget {
    /// Returns tokens for a call whose first attempt succeeded.
    pub(crate) fn refund(&self) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        *tokens = (*tokens + SUCCESS_REFUND).min(BUDGET_CAPACITY);
    }

    /// Takes `cost` tokens, if there are as many.
    fn try_spend(&self, cost: u32) -> bool {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(rest) = tokens.checked_sub(cost) else { return false };
        *tokens = rest;
        true
    }
}

/// Whether a request that failed with `error` may be sent again.
///
/// A request that isn't a read is sent again only if no connection was established for it: the API has no idempotency
/// key, and a second request could issue a second card.
pub(crate) fn is_allowed(effect: Effect, error: &Error) -> bool {
    if error.delivery() == Delivery::NotSent {
        return matches!(error, Error::Connection { .. });
    }
    effect.is_safe()
        && matches!(
            error,
            Error::Connection { .. }
                | Error::Timeout { .. }
                | Error::RateLimited { .. }
                | Error::Server { .. }
        )
}

/// The delay before retry number `retry`, counted from 1. `None` if the budget is spent, or if the server's
/// `Retry-After` is too long.
pub(crate) fn delay(
    retry: u32,
    error: &Error,
    retry_after: Option<Duration>,
    budget: &RetryBudget,
    environment: &dyn Environment,
) -> Option<Duration> {
    if retry_after.is_some_and(|delay| delay > MAX_RETRY_AFTER) {
        return None;
    }
    let cost = if matches!(error, Error::Timeout { .. }) { TIMEOUT_RETRY_COST } else { RETRY_COST };
    if !budget.try_spend(cost) {
        return None;
    }
    Some(retry_after.unwrap_or_else(|| backoff(retry, environment.random())))
}

/// Exponential backoff with full jitter: a random delay between zero and the upper bound, so that calls that failed
/// together aren't retried together.
fn backoff(retry: u32, random: f64) -> Duration {
    let bound = BASE_DELAY.saturating_mul(2_u32.saturating_pow(retry.saturating_sub(1)));
    bound.min(MAX_DELAY).mul_f64(random.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_backoff_bound_doubles_from_half_a_second_to_eight_seconds() {
        let bounds: Vec<u128> = (1..=7).map(|retry| backoff(retry, 1.0).as_millis()).collect();
        assert_eq!(bounds, [500, 1000, 2000, 4000, 8000, 8000, 8000]);
        assert_eq!(backoff(u32::MAX, 1.0), MAX_DELAY);
        assert_eq!((backoff(3, 0.0), backoff(3, 0.5).as_millis()), (Duration::ZERO, 1000));
    }

    #[test]
    fn retries_empty_the_budget_and_successes_refill_it_slowly() {
        let budget = RetryBudget::default();
        assert_eq!((0..20).filter(|_| budget.try_spend(RETRY_COST)).count(), 10);
        (0..9).for_each(|_| budget.refund());
        assert!(!budget.try_spend(RETRY_COST));
        budget.refund();
        assert!(budget.try_spend(RETRY_COST));
        (0..1000).for_each(|_| budget.refund());
        assert_eq!((0..20).filter(|_| budget.try_spend(RETRY_COST)).count(), 10);
    }
}
