//! What the proxy counts while it runs.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// The counts of a proxy.
#[derive(Debug, Default)]
pub struct Counts {
    answered: AtomicU64,
    lost: AtomicU64,
    is_stopping: AtomicBool,
}

impl Counts {
    /// Exchanges that were sent to the queue.
    #[must_use]
    pub fn answered(&self) -> u64 {
        self.answered.load(Ordering::Relaxed)
    }

    /// Exchanges that were forwarded but not kept, because too many were waiting to be scrubbed.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    pub(super) fn count_answered(&self) {
        self.answered.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn count_lost(&self) {
        self.lost.fetch_add(1, Ordering::Relaxed);
    }

    /// From now on, exchanges in progress are ended by the proxy and not by the caller.
    pub(super) fn stop(&self) {
        self.is_stopping.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.is_stopping.load(Ordering::Relaxed)
    }
}
