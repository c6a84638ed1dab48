//! A part of a list.
//!
//! Reading all of a list, page after page, comes with the streams of a later version.

use crate::generated::types::Pagination;

/// A page of a list, with what the server says of the list; older servers say little or ignore paging altogether.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the server's order.
    pub items: Vec<T>,
    /// The number of this page as it was asked for, counted from 1.
    pub number: u32,
    /// The number of this page as the server states it, which counts a card's transactions from 0.
    pub page: Option<u64>,
    /// How many items come before this page.
    pub offset: Option<u64>,
    /// How many items a page has at most.
    pub limit: Option<u64>,
    /// How many items there are. Servers of October 2025 state the number of items in this answer instead.
    pub total: Option<u64>,
    /// How many pages there are.
    pub total_pages: Option<u64>,
}

impl<T> Page<T> {
    pub(crate) fn new(items: Vec<T>, number: u32, info: Option<&Pagination>) -> Self {
        let count = |number: i64| u64::try_from(number).ok();
        Self {
            items,
            number,
            page: info.and_then(|info| info.page).and_then(count),
            offset: info.and_then(|info| info.offset).and_then(count),
            limit: info.and_then(|info| count(info.limit)),
            total: info.and_then(|info| count(info.total)),
            total_pages: info.and_then(|info| info.total_pages).and_then(count),
        }
    }
}
