//! Limits the memory that copies of bodies take.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The most bytes that the decoded bodies of an exchange may have. Larger ones are forwarded but not recorded:
/// scrubbing takes up to fifty times as much.
pub const MAX_BODIES: usize = 2 << 20;

/// The most bytes of copies at any time, over all exchanges.
pub const MAX_COPIES: usize = 12 << 20;

/// The memory shared by all copies.
#[derive(Debug, Clone)]
pub struct MemoryBudget {
    used: Arc<AtomicUsize>,
    limit: usize,
}

impl Default for MemoryBudget {
    fn default() -> Self {
        Self::new(MAX_COPIES)
    }
}

impl MemoryBudget {
    /// A budget of this many bytes.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self { used: Arc::default(), limit }
    }

    /// An empty reservation.
    #[must_use]
    pub fn reservation(&self) -> Reservation {
        Reservation { budget: self.clone(), bytes: 0 }
    }
}

/// A part of the budget, released on drop.
#[derive(Debug)]
pub struct Reservation {
    budget: MemoryBudget,
    bytes: usize,
}

impl Reservation {
    /// Reserves more bytes; `false` if the budget is exhausted.
    pub(super) fn grow(&mut self, bytes: usize) -> bool {
        let used = self.budget.used.fetch_add(bytes, Ordering::Relaxed);
        if used.saturating_add(bytes) > self.budget.limit {
            self.budget.used.fetch_sub(bytes, Ordering::Relaxed);
            return false;
        }
        self.bytes += bytes;
        true
    }

    /// Makes it as large as what is kept; `false` if the budget is exhausted.
    pub(super) fn resize(&mut self, bytes: usize) -> bool {
        if let Some(more) = bytes.checked_sub(self.bytes) {
            return self.grow(more);
        }
        self.budget.used.fetch_sub(self.bytes - bytes, Ordering::Relaxed);
        self.bytes = bytes;
        true
    }

    /// Releases the reservation.
    pub(super) fn release(&mut self) {
        self.budget.used.fetch_sub(self.bytes, Ordering::Relaxed);
        self.bytes = 0;
    }

    /// Merges another reservation into this one.
    pub(super) fn join(&mut self, mut other: Self) {
        self.bytes += other.bytes;
        other.bytes = 0;
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        self.release();
    }
}

#[cfg(test)]
mod tests {
    use super::MemoryBudget;

    #[test]
    fn what_is_taken_comes_back() {
        let budget = MemoryBudget::new(10);
        let (mut one, mut other) = (budget.reservation(), budget.reservation());
        assert!(one.grow(6) && !other.grow(5) && other.grow(4));
        one.join(other);
        assert!(one.resize(3) && !one.resize(11) && one.resize(10));
        drop(one);
        assert!(budget.reservation().grow(10));
    }
}
