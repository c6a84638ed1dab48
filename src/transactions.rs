//! Lists of transactions, and the filters that servers are known to ignore.

use std::fmt;
use std::pin::Pin;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::error::Error;
use crate::generated::operations;
use crate::operation::Operation;
use crate::query::PageBase;
use crate::{
    CardTransactionsQuery, Client, CustomerTransactionsQuery, DateBound, Page, Response, Transaction,
    TransactionKind, TransactionStream, TransactionType, query,
};

/// The page size of a stream: the maximum that the documentation recommends.
const STREAM_LIMIT: u32 = 100;

/// A list of transactions. Creating it sends nothing. Created by [`Client::card_transactions`] and
/// [`Client::customer_transactions`].
///
/// Await the list for the page of its query, call [`page`](Self::page) for another page, or [`stream`](Self::stream) for
/// all of it. Pages are counted from 1.
///
/// ```no_run
/// # async fn run(client: cartevo::Client) -> Result<(), cartevo::Error> {
/// use cartevo::CardTransactionsQuery;
///
/// let list = client.card_transactions("550e8400-e29b-41d4-a716-446655440000", &CardTransactionsQuery::new());
/// let second = list.page(2).await?;
/// println!("{} on the second page", second.items.len());
///
/// let mut all = list.stream();
/// while let Some(transaction) = all.next().await {
///     println!("{}", transaction?.amount);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a list sends no request until it is awaited or streamed"]
pub struct TransactionList {
    client: Client,
    id: String,
    query: Query,
}

#[derive(Clone, Debug)]
enum Query {
    Customer(CustomerTransactionsQuery),
    Card(CardTransactionsQuery),
}

impl TransactionList {
    pub(crate) fn of_customer(client: &Client, id: &str, query: &CustomerTransactionsQuery) -> Self {
        Self { client: client.clone(), id: id.to_owned(), query: Query::Customer(query.clone()) }
    }

    pub(crate) fn of_card(client: &Client, id: &str, query: &CardTransactionsQuery) -> Self {
        Self { client: client.clone(), id: id.to_owned(), query: Query::Card(query.clone()) }
    }

    /// Returns a page, counted from 1. The page number of the query is ignored.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::CustomerTransactionsQuery;
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let list = client.customer_transactions("customer-1", &CustomerTransactionsQuery::new());
    /// println!("{} on the second page", list.page(2).await?.items.len());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the number is 0. Otherwise see [`Client`].
    pub async fn page(&self, number: u32) -> Result<Response<Page<Transaction>>, Error> {
        self.filtered_page(Some(number)).await
    }

    /// Returns a stream of all transactions from the page of the query on, each exactly once.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::CustomerTransactionsQuery;
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let list = client.customer_transactions("customer-1", &CustomerTransactionsQuery::new());
    /// println!("{} in all", list.stream().try_collect().await?.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn stream(self) -> TransactionStream {
        TransactionStream::new(self)
    }

    async fn filtered_page(&self, number: Option<u32>) -> Result<Response<Page<Transaction>>, Error> {
        let mut page = self.read(number, self.limit()).await?;
        page.items.retain(|transaction| self.selects(transaction));
        Ok(page)
    }

    pub(crate) fn first_page(&self) -> Option<u32> {
        match &self.query {
            Query::Customer(query) => query.page,
            Query::Card(query) => query.page,
        }
    }

    fn limit(&self) -> Option<u32> {
        match &self.query {
            Query::Customer(query) => query.limit,
            Query::Card(query) => query.limit,
        }
    }

    /// The page size of a stream. It never exceeds the recommended maximum: a server may cap a larger one, and each page
    /// would then look like a short last page.
    pub(crate) fn stream_limit(&self) -> u32 {
        self.limit().map_or(STREAM_LIMIT, |limit| limit.min(STREAM_LIMIT))
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        match &self.query {
            Query::Customer(_) => &operations::GET_CUSTOMER_TRANSACTIONS,
            Query::Card(_) => &operations::GET_CARD_TRANSACTIONS,
        }
    }

    /// Requests a page and returns it unfiltered.
    pub(crate) async fn read(
        &self,
        page: Option<u32>,
        limit: Option<u32>,
    ) -> Result<Response<Page<Transaction>>, Error> {
        match &self.query {
            Query::Customer(_) => self.client.read_customer_transactions(&self.id, page, limit).await,
            Query::Card(query) => self.client.read_card_transactions(&self.id, query, page, limit).await,
        }
    }

    /// Whether the query selects this transaction. Servers are known to ignore the filters of a query.
    pub(crate) fn selects(&self, transaction: &Transaction) -> bool {
        match &self.query {
            Query::Customer(_) => true,
            Query::Card(query) => query.trust_server || query.matches(transaction),
        }
    }
}

impl CardTransactionsQuery {
    fn matches(&self, transaction: &Transaction) -> bool {
        let at = transaction.created_at;
        self.from.is_none_or(|from| start(from) <= at)
            && self.to.is_none_or(|to| at < start(to))
            && self.kind.as_ref().is_none_or(|kind| is_of_type(transaction, kind))
            && self
                .status
                .as_ref()
                .is_none_or(|status| status.as_str().eq_ignore_ascii_case(transaction.status.as_str()))
    }
}

/// Whether a transaction is of a type, whatever the server calls it.
fn is_of_type(transaction: &Transaction, wanted: &TransactionType) -> bool {
    match TransactionKind::of(wanted) {
        // Types that this version doesn't know have nothing in common but that.
        TransactionKind::Other => wanted.as_str().eq_ignore_ascii_case(transaction.type_.as_str()),
        TransactionKind::Decline => transaction.is_declined(),
        kind => kind == transaction.kind(),
    }
}

/// The instant of a bound: midnight UTC for a date.
fn start(bound: DateBound) -> Timestamp {
    match bound {
        DateBound::Instant(instant) => instant,
        DateBound::Date(date) => {
            let midnight = date.to_zoned(TimeZone::UTC);
            midnight.map_or(Timestamp::MIN, |midnight| midnight.timestamp())
        }
    }
}

impl fmt::Debug for TransactionList {
    /// Omits the id of the customer or card.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransactionList").field("query", &self.query).finish_non_exhaustive()
    }
}

impl IntoFuture for TransactionList {
    type Output = Result<Response<Page<Transaction>>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    /// Requests the page of the query, or the first page if it has none.
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.filtered_page(self.first_page()).await })
    }
}

impl Client {
    async fn read_customer_transactions(
        &self,
        id: &str,
        number: Option<u32>,
        limit: Option<u32>,
    ) -> Result<Response<Page<Transaction>>, Error> {
        let id = crate::id::check("customer_id", id)?;
        let (page, limit) = (PageBase::One.on_wire(number)?, query::limit(limit)?);
        let answer = self.api().get_customer_transactions(id, limit, page).await?;
        Ok(answer.map(|answer| Page::new(answer.data, number.unwrap_or(1), answer.meta.as_ref())))
    }

    async fn read_card_transactions(
        &self,
        id: &str,
        query: &CardTransactionsQuery,
        number: Option<u32>,
        limit: Option<u32>,
    ) -> Result<Response<Page<Transaction>>, Error> {
        let id = crate::id::check("card_id", id)?;
        let (page, limit) = (PageBase::Zero.on_wire(number)?, query::limit(limit)?);
        let (kind, status) = (query.kind.clone(), query.status.clone());
        let (from, to) = (query.from.map(DateBound::to_iso8601), query.to.map(DateBound::to_iso8601));
        let (from, to) = (from.as_deref(), to.as_deref());
        let (raw, sync) = (query.include_raw, query.sync);
        let call = self.api().get_card_transactions(id, from, raw, limit, page, status, sync, to, kind);
        let answer = call.await?;
        Ok(answer.map(|answer| Page::new(answer.data, number.unwrap_or(1), Some(&answer.meta))))
    }
}
