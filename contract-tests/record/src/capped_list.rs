//! Lists with an end, for things that strangers' data may be full of.

use std::ops::Deref;

/// How many things a [`Listed`] holds.
pub const LISTED: usize = 1000;

/// The first [`LISTED`] things of a kind, and how many there were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    first: Vec<T>,
    count: usize,
}

impl<T> Listed<T> {
    /// How many there were.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    pub(super) fn push(&mut self, item: T) {
        self.count += 1;
        if self.first.len() < LISTED {
            self.first.push(item);
        }
    }
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { first: Vec::new(), count: 0 }
    }
}

impl<T> Deref for Listed<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.first
    }
}

impl<T: PartialEq, const N: usize> PartialEq<[T; N]> for Listed<T> {
    fn eq(&self, other: &[T; N]) -> bool {
        self.first == *other && self.count == N
    }
}
