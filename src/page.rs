//! One page of a list.

use std::fmt;

use crate::generated::types::Pagination;
use crate::guard::Guarded;

/// A page of a list with the pagination data of the response. Older servers send little of it, or ignore paging.
///
/// ```no_run
/// # async fn run(client: cartevo::Client, id: &str) -> Result<(), cartevo::Error> {
/// let query = cartevo::CustomerTransactionsQuery::new().page(2).limit(20);
/// let page = client.customer_transactions(id, &query).await?;
/// println!("page {}: {} of {:?}", page.number, page.items.len(), page.total);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the server's order.
    pub items: Vec<T>,
    /// The number of the requested page, counted from 1.
    pub number: u32,
    /// The page number in the response. The server counts the transactions of a card from page 0.
    pub page: Option<u64>,
    /// The number of items before this page.
    pub offset: Option<u64>,
    /// The maximum number of items on a page.
    pub limit: Option<u64>,
    /// The total number of items in the list. Servers of October 2025 send the number of items in the response instead.
    pub total: Option<u64>,
    /// The total number of pages.
    pub total_pages: Option<u64>,
}

impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("items", &self.items)
            .field("number", &self.number)
            .field("page", &Guarded(&self.page))
            .field("offset", &Guarded(&self.offset))
            .field("limit", &Guarded(&self.limit))
            .field("total", &Guarded(&self.total))
            .field("total_pages", &Guarded(&self.total_pages))
            .finish()
    }
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

    /// Whether this is the last page, with `length` items, after `read` items of the whole list. `limit` is the requested
    /// number of items on a page.
    ///
    /// The totals of the server count only if they are consistent with each other and with what was read: a superfluous
    /// page costs a request, a missing page loses transactions.
    pub(crate) fn is_last(&self, length: u64, limit: u32, read: u64) -> bool {
        let number = u64::from(self.number);
        let limit = self.limit.filter(|limit| *limit > 0).unwrap_or_else(|| u64::from(limit));
        let stated = self.total_pages.zip(self.total);
        if let Some((pages, total)) = stated.filter(|(pages, total)| *pages == total.div_ceil(limit)) {
            return length == 0 || (number >= pages && read >= total);
        }
        let is_short = length < limit && self.total_pages.is_none_or(|pages| number >= pages);
        length == 0 || (is_short && self.total.is_none_or(|total| read >= total))
    }
}

/// The place of a page in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The number of the page, counted from 1.
    pub(crate) number: u32,
    /// The number of items before the page.
    pub(crate) before: u64,
    /// The number of items on a page.
    pub(crate) limit: u32,
}

impl Place {
    pub(crate) fn of_page(number: u32, limit: u32) -> Self {
        Self { number, before: u64::from(number.saturating_sub(1)) * u64::from(limit), limit }
    }

    /// The place after a page of `length` items, which may be shorter than was requested.
    pub(crate) fn after(self, length: u64) -> Option<Self> {
        let number = self.number.checked_add(1)?;
        Some(Self { number, before: self.before.saturating_add(length), ..self })
    }
}
