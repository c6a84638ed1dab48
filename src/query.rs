//! What can be asked for beside an id.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::error::Error;
use crate::{TransactionStatus, TransactionType};

/// How [`Client::customer_cards`](crate::Client::customer_cards) reads.
///
/// ```
/// let fresh = cartevo::CustomerCardsQuery::new().sync(true);
/// # let _ = fresh;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerCardsQuery {
    pub(crate) sync: Option<bool>,
}

impl CustomerCardsQuery {
    /// The server's defaults: what it has stored.
    ///
    /// ```
    /// let query = cartevo::CustomerCardsQuery::new();
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether balances and states are refreshed from the card issuer first, which is slower. False if not given.
    ///
    /// ```
    /// let query = cartevo::CustomerCardsQuery::new().sync(true);
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn sync(mut self, sync: bool) -> Self {
        self.sync = Some(sync);
        self
    }
}

/// Which page [`Client::customer_transactions`](crate::Client::customer_transactions) reads.
///
/// ```
/// let second = cartevo::CustomerTransactionsQuery::new().page(2).limit(50);
/// # let _ = second;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerTransactionsQuery {
    pub(crate) page: Option<u32>,
    pub(crate) limit: Option<u32>,
}

impl CustomerTransactionsQuery {
    /// The first page, as long as the server likes.
    ///
    /// ```
    /// let query = cartevo::CustomerTransactionsQuery::new();
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The page, counted from 1.
    ///
    /// ```
    /// let query = cartevo::CustomerTransactionsQuery::new().page(2);
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn page(mut self, page: u32) -> Self {
        self.page = Some(page);
        self
    }

    /// Items a page, at least 1; the docs recommend 100 at most.
    ///
    /// ```
    /// let query = cartevo::CustomerTransactionsQuery::new().limit(50);
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }
}

/// Which transactions [`Client::card_transactions`](crate::Client::card_transactions) reads.
///
/// Servers of October 2025 ignored everything but the card, so dates, type and status are applied to their answers once
/// more; [`trust_server`](Self::trust_server) switches that off.
///
/// ```
/// use cartevo::jiff::civil::date;
/// use cartevo::{CardTransactionsQuery, TransactionStatus, TransactionType};
///
/// let declined_in_april = CardTransactionsQuery::new()
///     .from(date(2026, 4, 1))
///     .to(date(2026, 5, 1))
///     .kind(TransactionType::Authorization)
///     .status(TransactionStatus::Failed);
/// # let _ = declined_in_april;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardTransactionsQuery {
    pub(crate) page: Option<u32>,
    pub(crate) limit: Option<u32>,
    pub(crate) from: Option<DateBound>,
    pub(crate) to: Option<DateBound>,
    pub(crate) kind: Option<TransactionType>,
    pub(crate) status: Option<TransactionStatus>,
    pub(crate) include_raw: Option<bool>,
    pub(crate) sync: Option<bool>,
    pub(crate) server_filters: bool,
}

impl CardTransactionsQuery {
    /// The first page of all transactions, refreshed from the card issuer.
    ///
    /// ```
    /// let query = cartevo::CardTransactionsQuery::new();
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The page, counted from 1. (The API counts these pages from 0; the client takes care of that.)
    ///
    /// ```
    /// let query = cartevo::CardTransactionsQuery::new().page(2);
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn page(mut self, page: u32) -> Self {
        self.page = Some(page);
        self
    }

    /// Items a page, at least 1; the docs recommend 100 at most.
    ///
    /// ```
    /// let query = cartevo::CardTransactionsQuery::new().limit(50);
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Only transactions at or after this date or instant.
    ///
    /// ```
    /// let query = cartevo::CardTransactionsQuery::new().from(cartevo::jiff::civil::date(2026, 4, 1));
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn from(mut self, from: impl Into<DateBound>) -> Self {
        self.from = Some(from.into());
        self
    }

    /// Only transactions before this date or instant.
    ///
    /// ```
    /// let query = cartevo::CardTransactionsQuery::new().to(cartevo::jiff::civil::date(2026, 5, 1));
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn to(mut self, to: impl Into<DateBound>) -> Self {
        self.to = Some(to.into());
        self
    }

    /// Only transactions of this type. The server is asked for this word, and may refuse one that it doesn't know; what it
    /// answers is kept if it is of the same [kind](crate::TransactionKind), so `FUND` lets `FUNDING` in.
    ///
    /// ```
    /// let query = cartevo::CardTransactionsQuery::new().kind(cartevo::TransactionType::Funding);
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn kind(mut self, kind: TransactionType) -> Self {
        self.kind = Some(kind);
        self
    }

    /// Only transactions in this status.
    ///
    /// ```
    /// let query = cartevo::CardTransactionsQuery::new().status(cartevo::TransactionStatus::Failed);
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn status(mut self, status: TransactionStatus) -> Self {
        self.status = Some(status);
        self
    }

    /// Whether the card issuer's own record is attached to each transaction, for debugging. False if not given.
    ///
    /// ```
    /// let query = cartevo::CardTransactionsQuery::new().include_raw(true);
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn include_raw(mut self, include: bool) -> Self {
        self.include_raw = Some(include);
        self
    }

    /// Whether to refresh from the card issuer first. True if not given, unlike elsewhere.
    ///
    /// ```
    /// let query = cartevo::CardTransactionsQuery::new().sync(false);
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn sync(mut self, sync: bool) -> Self {
        self.sync = Some(sync);
        self
    }

    /// Whether to take what the server answers as it is, without applying dates, type and status once more. False if not
    /// given.
    ///
    /// ```
    /// let query = cartevo::CardTransactionsQuery::new().trust_server(true);
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn trust_server(mut self, trust: bool) -> Self {
        self.server_filters = trust;
        self
    }
}

/// A day or an instant. A day stands for its first moment, in UTC.
///
/// ```
/// use cartevo::{DateBound, jiff::civil::date};
///
/// assert_eq!(DateBound::from(date(2026, 4, 1)), DateBound::Date(date(2026, 4, 1)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateBound {
    /// A day.
    Date(Date),
    /// An instant.
    Instant(Timestamp),
}

impl DateBound {
    /// ISO 8601, as the API takes it.
    pub(crate) fn text(self) -> String {
        match self {
            Self::Date(date) => date.to_string(),
            Self::Instant(instant) => instant.to_string(),
        }
    }
}

impl From<Date> for DateBound {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<Timestamp> for DateBound {
    fn from(instant: Timestamp) -> Self {
        Self::Instant(instant)
    }
}

/// The page as a server counts it whose first page is `first`.
pub(crate) fn page(number: Option<u32>, first: i64) -> Result<Option<i64>, Error> {
    match number {
        None => Ok(None),
        Some(0) => Err(Error::InvalidInput { field: "page", reason: "pages are counted from 1" }),
        Some(number) => Ok(Some(i64::from(number) - 1 + first)),
    }
}

pub(crate) fn limit(limit: Option<u32>) -> Result<Option<i64>, Error> {
    match limit {
        Some(0) => Err(Error::InvalidInput { field: "limit", reason: "a page has at least one item" }),
        other => Ok(other.map(i64::from)),
    }
}
