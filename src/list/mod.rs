//! Lists with pages: one page at a time, or all of them as a stream.

mod client;
mod selection;
mod source;
mod sources;
mod stream;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use crate::error::Error;
use crate::{Client, Page, Response};
use source::AnySource;
pub use stream::ListStream;

/// A list with pages. Creating it sends nothing. Created by the methods of [`Client`] for what has many items:
/// [`customers`](Client::customers), [`customer_transactions`](Client::customer_transactions),
/// [`card_transactions`](Client::card_transactions), [`transactions`](Client::transactions),
/// [`wallet_transactions`](Client::wallet_transactions) and [`payments`](Client::payments).
///
/// Await the list for the page of its query, call [`page`](Self::page) for another page, or [`stream`](Self::stream) for
/// all of it. Pages are counted from 1, however the API counts them.
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
#[must_use = "a list sends no request until it is awaited or streamed"]
pub struct List<T> {
    client: Client,
    source: Arc<dyn AnySource<T>>,
}

impl<T: Send + 'static> List<T> {
    fn new(client: &Client, source: impl AnySource<T> + 'static) -> Self {
        Self { client: client.clone(), source: Arc::new(source) }
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
    /// [`Error::InvalidInput`] if the number is 0, or an argument of the list is invalid. Otherwise see [`Client`].
    pub async fn page(&self, number: u32) -> Result<Response<Page<T>>, Error> {
        self.source.page(&self.client, Some(number)).await
    }

    /// Returns a stream of all items from the page of the query on, each exactly once.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let customers = client.customers(&cartevo::CustomersQuery::new()).stream().try_collect().await?;
    /// println!("{} in all", customers.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn stream(self) -> ListStream<T> {
        ListStream::new(self.client, self.source)
    }
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        Self { client: self.client.clone(), source: Arc::clone(&self.source) }
    }
}

impl<T> fmt::Debug for List<T> {
    /// Omits the id of the customer, card or wallet.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List").field("operation", &self.source.operation().id).finish_non_exhaustive()
    }
}

impl<T: Send + 'static> IntoFuture for List<T> {
    type Output = Result<Response<Page<T>>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    /// Requests the page of the query, or the first page if it has none.
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.source.page(&self.client, None).await })
    }
}
