//! How much memory copies of bodies may take.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The largest body that is copied, in bytes. Larger ones pass, and are not recorded.
pub const BODY: usize = 8 << 20;

/// How many bytes of copies there are at any time, in all exchanges together.
pub const ROOM: usize = 128 << 20;

/// The memory that copies share.
#[derive(Debug, Clone)]
pub struct Room {
    taken: Arc<AtomicUsize>,
    most: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self::new(ROOM)
    }
}

impl Room {
    /// Room for this many bytes.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { taken: Arc::default(), most }
    }

    /// A share of nothing, to be enlarged.
    #[must_use]
    pub fn share(&self) -> Share {
        Share { room: self.clone(), bytes: 0 }
    }
}

/// A part of the room. Given back when it goes.
#[derive(Debug)]
pub struct Share {
    room: Room,
    bytes: usize,
}

impl Share {
    /// Takes more; `false` if there is no more.
    pub(super) fn enlarge(&mut self, bytes: usize) -> bool {
        let taken = self.room.taken.fetch_add(bytes, Ordering::Relaxed);
        if taken.saturating_add(bytes) > self.room.most {
            self.room.taken.fetch_sub(bytes, Ordering::Relaxed);
            return false;
        }
        self.bytes += bytes;
        true
    }

    /// Gives it all back.
    pub(super) fn give_back(&mut self) {
        self.room.taken.fetch_sub(self.bytes, Ordering::Relaxed);
        self.bytes = 0;
    }

    /// Makes one share of two.
    pub(super) fn join(&mut self, mut other: Self) {
        self.bytes += other.bytes;
        other.bytes = 0;
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.give_back();
    }
}

#[cfg(test)]
mod tests {
    use super::Room;

    #[test]
    fn what_is_taken_comes_back() {
        let room = Room::new(10);
        let (mut one, mut other) = (room.share(), room.share());
        assert!(one.enlarge(6) && !other.enlarge(5) && other.enlarge(4));
        one.join(other);
        drop(one);
        assert!(room.share().enlarge(10));
    }
}
