//! A list of transactions, page after page.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::error::Error;
use crate::{Page, Response, Transaction, TransactionList};

type Reading = Pin<Box<dyn Future<Output = Result<Response<Page<Transaction>>, Error>> + Send>>;

/// Every transaction of a list, each once, read page after page as they are asked for. Made by
/// [`TransactionList::stream`].
///
/// It ends on an empty or short page, on one that repeats what was there before (a server that ignores paging answers
/// each page with everything), where the server's own count says so, and after an error. A transaction that moves to the
/// next page while the list is read, because a newer one came, isn't given twice.
///
/// [`next`](Self::next) and [`try_collect`](Self::try_collect) need nothing else; it is also a
/// [`Stream`](futures_core::Stream).
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use cartevo::CustomerTransactionsQuery;
///
/// # let server = cartevo::testing::MockServer::start().await;
/// # let client = server.client();
/// let mut all = client.customer_transactions("customer-1", &CustomerTransactionsQuery::new()).stream();
/// while let Some(transaction) = all.next().await {
///     println!("{}", transaction?.amount);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is read before `next`"]
pub struct TransactionStream {
    list: Arc<TransactionList>,
    limit: u32,
    state: State,
    waiting: VecDeque<Transaction>,
    seen: HashSet<Box<str>>,
    /// How many items come before the first page that is read.
    skipped: u64,
}

enum State {
    /// The number of the page to be read next.
    Idle(u32),
    Reading(Reading),
    Ended,
}

impl TransactionStream {
    pub(crate) fn new(list: TransactionList) -> Self {
        let (limit, first) = (list.stream_limit(), list.first_page().unwrap_or(1));
        let (waiting, seen) = (VecDeque::new(), HashSet::new());
        let skipped = u64::from(first.saturating_sub(1)) * u64::from(limit);
        Self { list: Arc::new(list), limit, state: State::Idle(first), waiting, seen, skipped }
    }

    /// The next transaction; `None` after the last one.
    ///
    /// ```no_run
    /// # async fn run(client: cartevo::Client, id: &str) -> Result<(), cartevo::Error> {
    /// let query = cartevo::CustomerTransactionsQuery::new();
    /// let mut transactions = client.customer_transactions(id, &query).stream();
    /// while let Some(transaction) = transactions.next().await {
    ///     println!("{}", transaction?.amount);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn next(&mut self) -> Option<Result<Transaction, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// All of them.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::CustomerTransactionsQuery;
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let list = client.customer_transactions("customer-1", &CustomerTransactionsQuery::new());
    /// let all = list.stream().try_collect().await?;
    /// println!("{} transactions", all.len());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// The first error; what was read before it is lost.
    pub async fn try_collect(mut self) -> Result<Vec<Transaction>, Error> {
        let mut all = Vec::new();
        while let Some(transaction) = self.next().await {
            all.push(transaction?);
        }
        Ok(all)
    }

    fn read(&self, number: u32) -> Reading {
        let (list, limit) = (Arc::clone(&self.list), self.limit);
        Box::pin(async move { list.read(Some(number), Some(limit)).await })
    }

    /// Takes a page in and says what comes next.
    fn take(&mut self, mut page: Page<Transaction>) -> State {
        let before = self.seen.len();
        let mut fresh: Vec<bool> = Vec::with_capacity(page.items.len());
        for transaction in &page.items {
            fresh.push(self.seen.insert(transaction.id.as_str().into()));
        }
        let last = page.is_last(self.limit, self.skipped + self.seen.len() as u64);
        let repeated = self.seen.len() == before;
        for (transaction, fresh) in page.items.drain(..).zip(fresh) {
            if fresh && self.list.keeps(&transaction) {
                self.waiting.push_back(transaction);
            }
        }
        match page.number.checked_add(1) {
            Some(next) if !last && !repeated => State::Idle(next),
            _ => State::Ended,
        }
    }
}

impl Stream for TransactionStream {
    type Item = Result<Transaction, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(transaction) = this.waiting.pop_front() {
                return Poll::Ready(Some(Ok(transaction)));
            }
            match &mut this.state {
                State::Ended => return Poll::Ready(None),
                State::Idle(number) => {
                    let number = *number;
                    this.state = State::Reading(this.read(number));
                }
                State::Reading(reading) => match ready!(reading.as_mut().poll(context)) {
                    Ok(page) => this.state = this.take(page.into_inner()),
                    Err(error) => {
                        this.state = State::Ended;
                        return Poll::Ready(Some(Err(error)));
                    }
                },
            }
        }
    }
}

impl fmt::Debug for TransactionStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransactionStream").field("limit", &self.limit).finish_non_exhaustive()
    }
}
