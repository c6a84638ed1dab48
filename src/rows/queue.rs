//! The rows between the transport, which decodes them, and whoever reads them.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The rows that have arrived and weren't taken yet. Clones share them.
#[derive(Debug)]
pub(crate) struct RowQueue<T> {
    rows: Arc<Mutex<VecDeque<T>>>,
    /// Whether the response is read no further while there are rows.
    is_paced: bool,
}

impl<T> RowQueue<T> {
    /// For rows that are taken at the end.
    pub(crate) fn unbounded() -> Self {
        Self { rows: Arc::default(), is_paced: false }
    }

    /// For rows that are taken while the response arrives: it is read only as fast as they are taken. Whoever takes them
    /// has to wait for the response only while the queue is empty.
    pub(crate) fn paced() -> Self {
        Self { is_paced: true, ..Self::unbounded() }
    }

    fn rows(&self) -> MutexGuard<'_, VecDeque<T>> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn push(&self, row: T) {
        self.rows().push_back(row);
    }

    pub(crate) fn pop(&self) -> Option<T> {
        self.rows().pop_front()
    }

    pub(crate) fn take(&self) -> Vec<T> {
        std::mem::take(&mut *self.rows()).into()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows().is_empty()
    }

    /// Whether the response has to wait.
    pub(super) fn is_full(&self) -> bool {
        self.is_paced && !self.is_empty()
    }

    /// Forgets the rows of an attempt that failed, unless some of them may have been taken.
    pub(super) fn restart(&self) {
        if !self.is_paced {
            self.rows().clear();
        }
    }
}

impl<T> Clone for RowQueue<T> {
    fn clone(&self) -> Self {
        Self { rows: Arc::clone(&self.rows), is_paced: self.is_paced }
    }
}
