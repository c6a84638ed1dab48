//! Reading all pages of a list.

use std::collections::HashSet;

use crate::error::Error;
use crate::operation::Operation;
use crate::{Page, Response};

/// The pages of a list that is read as a whole, each item once.
///
/// The list ends like a stream: after the last page according to the server's own totals, after an empty or a short page,
/// and after a page without any new item.
pub(crate) struct Pages<T> {
    operation: &'static Operation,
    limit: u32,
    next: Option<u32>,
    seen: HashSet<String>,
    pub(crate) items: Vec<T>,
}

impl<T> Pages<T> {
    pub(crate) fn new(operation: &'static Operation, limit: u32) -> Self {
        Self { operation, limit, next: Some(1), seen: HashSet::new(), items: Vec::new() }
    }

    /// The number of the page to read next, counted from 1.
    pub(crate) fn next(&self) -> Option<u32> {
        self.next
    }

    /// Adds the page that was read. It is an error if the list ends before the total that the server states.
    pub(crate) fn add(&mut self, page: Response<Page<T>>, id: impl Fn(&T) -> &str) -> Result<(), Error> {
        let context = page.context(self.operation);
        let (page, before) = (page.into_inner(), self.seen.len());
        let is_new: Vec<bool> = page.items.iter().map(|item| self.seen.insert(id(item).to_owned())).collect();
        let read = self.seen.len() as u64;
        let ends = page.is_last(self.limit, read) || self.seen.len() == before;
        let new = page.items.into_iter().zip(is_new).filter_map(|(item, is_new)| is_new.then_some(item));
        self.items.extend(new);
        self.next = page.number.checked_add(1).filter(|_| !ends);
        match page.total.filter(|total| ends && *total > read) {
            Some(total) => Err(Error::IncompleteList { read, total, context: Box::new(context) }),
            None => Ok(()),
        }
    }
}
