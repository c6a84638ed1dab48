//! Lists with a maximum length, for entries that untrusted data may produce in any number.

use std::ops::Deref;

/// The maximum length of a [`CappedList`].
pub const MAX_LISTED: usize = 1000;

/// The first [`MAX_LISTED`] entries, and the total count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CappedList<T> {
    first: Vec<T>,
    count: usize,
}

impl<T> CappedList<T> {
    /// The total count.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    pub(super) fn push(&mut self, item: T) {
        self.count += 1;
        if self.first.len() < MAX_LISTED {
            self.first.push(item);
        }
    }
}

impl<T> Default for CappedList<T> {
    fn default() -> Self {
        Self { first: Vec::new(), count: 0 }
    }
}

impl<T> Deref for CappedList<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.first
    }
}

impl<T: PartialEq, const N: usize> PartialEq<[T; N]> for CappedList<T> {
    fn eq(&self, other: &[T; N]) -> bool {
        self.first == *other && self.count == N
    }
}
