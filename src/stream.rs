//! A stream of transactions that reads one page at a time.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::context::Context as CallContext;
use crate::error::Error;
use crate::{Page, Response, Transaction, TransactionList};

type PageRequest = Pin<Box<dyn Future<Output = Result<Response<Page<Transaction>>, Error>> + Send>>;

/// A stream of all transactions of a list, each exactly once. It requests pages on demand. Created by
/// [`TransactionList::stream`].
///
/// The stream ends after the last page according to the server's own totals, after an empty or a short page, after a page
/// without any new transaction (a server that ignores paging returns everything in each page), and after an error. A
/// transaction that moves to the next page during the iteration, because a newer one was added, isn't returned twice.
///
/// If it ends with fewer transactions than the server stated, its last item is an [`Error::IncompleteList`].
///
/// [`next`](Self::next) and [`try_collect`](Self::try_collect) need no further crate. The type also implements
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
    buffer: VecDeque<Transaction>,
    seen: HashSet<Box<str>>,
    /// The number of items before the first requested page.
    skipped: u64,
    /// The smallest total that the server stated: the list may grow while it is read.
    total: Option<u64>,
    /// What to return after the buffer.
    incomplete: Option<Error>,
}

enum State {
    /// The number of the next page.
    Idle(u32),
    Requesting(PageRequest),
    Ended,
}

impl TransactionStream {
    pub(crate) fn new(list: TransactionList) -> Self {
        let (limit, first) = (list.stream_limit(), list.first_page().unwrap_or(1));
        let (buffer, seen) = (VecDeque::new(), HashSet::new());
        let skipped = u64::from(first.saturating_sub(1)) * u64::from(limit);
        Self {
            list: Arc::new(list),
            limit,
            state: State::Idle(first),
            buffer,
            seen,
            skipped,
            total: None,
            incomplete: None,
        }
    }

    /// Returns the next transaction; `None` at the end of the list.
    ///
    /// The method is cancel-safe: dropping its future loses no transaction.
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

    /// Collects all remaining transactions.
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
    /// The first error. The transactions before it are discarded.
    pub async fn try_collect(mut self) -> Result<Vec<Transaction>, Error> {
        let mut all = Vec::new();
        while let Some(transaction) = self.next().await {
            all.push(transaction?);
        }
        Ok(all)
    }

    fn request(&self, number: u32) -> PageRequest {
        let (list, limit) = (Arc::clone(&self.list), self.limit);
        Box::pin(async move { list.read(Some(number), Some(limit)).await })
    }

    /// Buffers the new transactions of a page and returns the next state.
    fn accept(&mut self, page: Response<Page<Transaction>>) -> State {
        let context = page.context(self.list.operation());
        let page = page.into_inner();
        let before = self.seen.len();
        let is_new: Vec<bool> =
            page.items.iter().map(|transaction| self.seen.insert(transaction.id.as_str().into())).collect();
        let is_last = page.is_last(self.limit, self.skipped + self.seen.len() as u64);
        let is_repetition = self.seen.len() == before;
        let list = &self.list;
        let new = page.items.into_iter().zip(is_new).filter_map(|(item, is_new)| is_new.then_some(item));
        self.buffer.extend(new.filter(|transaction| list.selects(transaction)));
        self.total = [self.total, page.total].into_iter().flatten().min();
        match page.number.checked_add(1) {
            Some(next) if !is_last && !is_repetition => State::Idle(next),
            _ => {
                self.incomplete = self.incompleteness(context);
                State::Ended
            }
        }
    }

    /// The error at the end of a list that is shorter than the server stated.
    fn incompleteness(&self, context: CallContext) -> Option<Error> {
        let read = self.skipped + self.seen.len() as u64;
        let total = self.total.filter(|total| *total > read)?;
        Some(Error::IncompleteList { read, total, context: Box::new(context) })
    }
}

impl Stream for TransactionStream {
    type Item = Result<Transaction, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(transaction) = this.buffer.pop_front() {
                return Poll::Ready(Some(Ok(transaction)));
            }
            match &mut this.state {
                State::Ended => return Poll::Ready(this.incomplete.take().map(Err)),
                State::Idle(number) => {
                    let number = *number;
                    this.state = State::Requesting(this.request(number));
                }
                State::Requesting(request) => match ready!(request.as_mut().poll(context)) {
                    Ok(page) => this.state = this.accept(page),
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
