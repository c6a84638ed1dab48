//! Lists of transactions: which list, which page of it, and what the server doesn't do itself.

use std::fmt;
use std::pin::Pin;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::error::Error;
use crate::{
    CardTransactionsQuery, Client, CustomerTransactionsQuery, DateBound, Page, Response, Transaction,
    TransactionStream, query,
};

/// How many items a stream asks for at a time: the most that the docs recommend.
const STREAM_LIMIT: u32 = 100;

/// A list of transactions, not read yet. Made by [`Client::card_transactions`] and [`Client::customer_transactions`].
///
/// Await it for the page that the query names, ask for another [`page`](Self::page), or read all of it as a
/// [`stream`](Self::stream). Pages are counted from 1 whatever the server does.
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
#[must_use = "nothing is read before this is awaited"]
pub struct TransactionList {
    client: Client,
    id: String,
    of: Of,
}

#[derive(Clone, Debug)]
enum Of {
    Customer(CustomerTransactionsQuery),
    Card(CardTransactionsQuery),
}

impl TransactionList {
    pub(crate) fn of_customer(client: &Client, id: &str, query: &CustomerTransactionsQuery) -> Self {
        Self { client: client.clone(), id: id.to_owned(), of: Of::Customer(query.clone()) }
    }

    pub(crate) fn of_card(client: &Client, id: &str, query: &CardTransactionsQuery) -> Self {
        Self { client: client.clone(), id: id.to_owned(), of: Of::Card(query.clone()) }
    }

    /// One page, counted from 1, in place of the one that the query names.
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
    /// [`Error::InvalidInput`] if the number is 0; otherwise as described at [`Client`].
    pub async fn page(&self, number: u32) -> Result<Response<Page<Transaction>>, Error> {
        let mut page = self.read(Some(number), self.limit()).await?;
        page.items.retain(|transaction| self.keeps(transaction));
        Ok(page)
    }

    /// Every transaction from the query's page on, each once.
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

    /// The page that the query names.
    async fn named_page(self) -> Result<Response<Page<Transaction>>, Error> {
        let mut page = self.read(self.first_page(), self.limit()).await?;
        page.items.retain(|transaction| self.keeps(transaction));
        Ok(page)
    }

    pub(crate) fn first_page(&self) -> Option<u32> {
        match &self.of {
            Of::Customer(query) => query.page,
            Of::Card(query) => query.page,
        }
    }

    fn limit(&self) -> Option<u32> {
        match &self.of {
            Of::Customer(query) => query.limit,
            Of::Card(query) => query.limit,
        }
    }

    /// How many items a stream asks for at a time. A server may cap what is asked for beyond the recommended most, which
    /// would make every page look like the last.
    pub(crate) fn stream_limit(&self) -> u32 {
        self.limit().map_or(STREAM_LIMIT, |limit| limit.min(STREAM_LIMIT))
    }

    /// A page as the server sends it.
    pub(crate) async fn read(
        &self,
        page: Option<u32>,
        limit: Option<u32>,
    ) -> Result<Response<Page<Transaction>>, Error> {
        match &self.of {
            Of::Customer(_) => self.client.read_customer_transactions(&self.id, page, limit).await,
            Of::Card(query) => self.client.read_card_transactions(&self.id, query, page, limit).await,
        }
    }

    /// Whether the query asks for this transaction. Servers are known to ignore what they were asked.
    pub(crate) fn keeps(&self, transaction: &Transaction) -> bool {
        match &self.of {
            Of::Card(query) if !query.server_filters => query.matches(transaction),
            _ => true,
        }
    }
}

impl CardTransactionsQuery {
    fn matches(&self, transaction: &Transaction) -> bool {
        let at = transaction.created_at;
        self.from.is_none_or(|from| moment(from) <= at)
            && self.to.is_none_or(|to| at < moment(to))
            && self.kind.as_ref().is_none_or(|kind| crate::TransactionKind::of(kind) == transaction.kind())
            && self.status.as_ref().is_none_or(|status| *status == transaction.status)
    }
}

/// The first moment that a bound lets in.
fn moment(bound: DateBound) -> Timestamp {
    match bound {
        DateBound::Instant(instant) => instant,
        DateBound::Date(date) => {
            let midnight = date.to_zoned(TimeZone::UTC);
            midnight.map_or(Timestamp::MIN, |midnight| midnight.timestamp())
        }
    }
}

impl fmt::Debug for TransactionList {
    /// Without the id: whose list it is may be personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransactionList").field("of", &self.of).finish_non_exhaustive()
    }
}

impl IntoFuture for TransactionList {
    type Output = Result<Response<Page<Transaction>>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    /// Reads the page that the query names, the first if it names none.
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.named_page())
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
        let (page, limit) = (query::page(number, 1)?, query::limit(limit)?);
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
        let (page, limit) = (query::page(number, 0)?, query::limit(limit)?);
        let (kind, status) = (query.kind.clone(), query.status.clone());
        let (from, to) = (query.from.map(DateBound::text), query.to.map(DateBound::text));
        let (from, to) = (from.as_deref(), to.as_deref());
        let (raw, sync) = (query.include_raw, query.sync);
        let call = self.api().get_card_transactions(id, from, raw, limit, page, status, sync, to, kind);
        let answer = call.await?;
        Ok(answer.map(|answer| Page::new(answer.data, number.unwrap_or(1), Some(&answer.meta))))
    }
}
