//! The query parameters of the operations.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::error::Error;
use crate::page::Place;
use crate::{TransactionStatus, TransactionType};

/// The query parameters of [`Client::customer_cards`](crate::Client::customer_cards).
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
    /// Creates a query without parameters. The server then returns the state that it has stored.
    ///
    /// ```
    /// let query = cartevo::CustomerCardsQuery::new();
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether the server first refreshes balances and statuses from the card issuer, which takes longer. Default:
    /// false.
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

/// The query parameters of [`Client::customer_transactions`](crate::Client::customer_transactions).
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
    /// Creates a query for the first page, with the server's default page size.
    ///
    /// ```
    /// let query = cartevo::CustomerTransactionsQuery::new();
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the page, counted from 1.
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

    /// Sets the number of items on a page, at least 1. The documentation recommends at most 100.
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

/// The query parameters of [`Client::card_transactions`](crate::Client::card_transactions).
///
/// Servers of October 2025 ignore all of them. The client therefore applies dates, type and status to the response again,
/// unless [`trust_server`](Self::trust_server) is set.
///
/// ```
/// use cartevo::jiff::civil::date;
/// use cartevo::{CardTransactionsQuery, TransactionStatus, TransactionType};
///
/// let declined_in_april = CardTransactionsQuery::new()
///     .created_from(date(2026, 4, 1))
///     .created_before(date(2026, 5, 1))
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
    pub(crate) trust_server: bool,
}

impl CardTransactionsQuery {
    /// Creates a query for the first page of all transactions, refreshed from the card issuer.
    ///
    /// ```
    /// let query = cartevo::CardTransactionsQuery::new();
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the page, counted from 1. The API counts these pages from 0; the client converts.
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

    /// Sets the number of items on a page, at least 1. The documentation recommends at most 100.
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

    /// Selects transactions created at or after a date or an instant.
    ///
    /// Servers of October 2025 state the [`created_at`](crate::Transaction::created_at) of the transactions that the API
    /// itself creates (fundings, withdrawals and fees) an hour late: in the wall-clock time of Douala, marked as UTC. Rows
    /// from the card issuer are in UTC. The client can't tell them apart and compares what the server states, so near a
    /// bound leave an hour, or select by other properties.
    ///
    /// ```
    /// let query = cartevo::CardTransactionsQuery::new().created_from(cartevo::jiff::civil::date(2026, 4, 1));
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn created_from(mut self, from: impl Into<DateBound>) -> Self {
        self.from = Some(from.into());
        self
    }

    /// Selects transactions created before a date or an instant. See [`created_from`](Self::created_from) for rows that are
    /// an hour late.
    ///
    /// ```
    /// let query = cartevo::CardTransactionsQuery::new().created_before(cartevo::jiff::civil::date(2026, 5, 1));
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn created_before(mut self, to: impl Into<DateBound>) -> Self {
        self.to = Some(to.into());
        self
    }

    /// Selects transactions of a type. The server receives exactly this value and may reject one that it doesn't know. The
    /// client then keeps the transactions of the type:
    ///
    /// - of the same [kind](crate::TransactionKind), so `FUND` matches `FUNDING` as well,
    /// - for `DECLINE`, also the authorizations that failed, as servers of October 2025 store declines,
    /// - for a type that this version doesn't know, those with the same text in any case.
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

    /// Selects transactions in a status. A status that this version doesn't know matches in any case.
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

    /// Sets whether each transaction includes the raw record of the card issuer, for debugging. Default: false.
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

    /// Sets whether the server first refreshes the transactions from the card issuer. Default: true, unlike for
    /// [`CustomerCardsQuery::sync`].
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

    /// Sets whether the client relies on the server's filters, and doesn't apply dates, type and status to the response
    /// again. Default: false.
    ///
    /// ```
    /// let query = cartevo::CardTransactionsQuery::new().trust_server(true);
    /// # let _ = query;
    /// ```
    #[must_use]
    pub fn trust_server(mut self, trust: bool) -> Self {
        self.trust_server = trust;
        self
    }
}

/// A bound of a date filter: a date or an instant, sent in ISO 8601. A date means midnight UTC at its start.
///
/// ```
/// use cartevo::{DateBound, jiff::civil::date};
///
/// assert_eq!(DateBound::from(date(2026, 4, 1)), DateBound::Date(date(2026, 4, 1)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateBound {
    /// A date, such as `2026-04-01`.
    Date(Date),
    /// An instant, such as `2026-04-01T10:00:00Z`.
    Instant(Timestamp),
}

impl DateBound {
    /// Formats the bound as the API expects it, in ISO 8601.
    pub(crate) fn to_iso8601(self) -> String {
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

/// How a list counts its pages on the wire. It differs between operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageBase {
    /// From 0.
    Zero,
    /// From 1.
    One,
    /// By the number of items before the page.
    Offset,
}

impl PageBase {
    /// The number on the wire for a page that is counted from 1 and starts at `place`.
    pub(crate) fn on_wire(self, number: Option<u32>, place: Place) -> Result<Option<i64>, Error> {
        if number == Some(0) {
            return Err(Error::InvalidInput { field: "page", reason: "pages are counted from 1" });
        }
        Ok(match self {
            Self::Zero => number.map(|number| i64::from(number) - 1),
            Self::One => number.map(i64::from),
            Self::Offset => Some(i64::try_from(place.before).unwrap_or(i64::MAX)),
        })
    }
}

/// Validates the number of items on a page.
pub(crate) fn limit(limit: Option<u32>) -> Result<Option<i64>, Error> {
    match limit {
        Some(0) => Err(Error::InvalidInput { field: "limit", reason: "the limit must be at least 1" }),
        other => Ok(other.map(i64::from)),
    }
}
