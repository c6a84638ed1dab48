//! A stream of all items of a list.

use std::collections::HashSet;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::source::{AnySource, Arrived, Soon};
use crate::client::Client;
use crate::context::Context as CallContext;
use crate::error::Error;
use crate::page::Place;
use crate::response::Response;
use crate::rows::RowQueue;

/// A stream of all items of a list, each exactly once. It requests pages on demand. Created by [`List::stream`].
///
/// Each item is decoded and returned as soon as its bytes have arrived, so a page is never held as a whole, however many
/// items a server puts on it. A response is read only as fast as you take its items; the time you take doesn't count
/// towards the timeouts.
///
/// The stream ends after the last page according to the server's own totals, after an empty or a short page, after a page
/// without any new item (a server that ignores paging returns everything in each page), and after an error. An item that
/// moves to the next page during the iteration, because a newer one was added, isn't returned twice. What arrived before an
/// error comes before it.
///
/// A page whose response breaks off is requested again, like any other read; its items that came before are told by their
/// ids and not returned twice. Items without an id can't be told apart and may come twice then.
///
/// If it ends with fewer items than the server stated, its last item is an [`Error::IncompleteList`].
///
/// [`List::stream`]: crate::List::stream
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
pub struct ListStream<T> {
    client: Client,
    source: Arc<dyn AnySource<T>>,
    state: State,
    queue: RowQueue<T>,
    seen: HashSet<Box<str>>,
    /// The number of items before the first requested page.
    skipped: u64,
    /// The number of items that were read.
    read: u64,
    /// Whether the page has an item that no page before it had.
    has_new: bool,
    /// The smallest total that the server stated: the list may grow while it is read.
    total: Option<u64>,
    /// What to return after the last item.
    failure: Option<Error>,
}

enum State {
    Idle(Place),
    Requesting(Place, Soon<Arrived>),
    /// The page is complete; some of its items may still be in the queue.
    Complete(Place, Response<Arrived>),
    Ended,
}

impl<T: Send + 'static> ListStream<T> {
    pub(super) fn new(client: Client, source: Arc<dyn AnySource<T>>) -> Self {
        let first = source.stream();
        Self {
            client,
            source,
            state: State::Idle(first),
            queue: RowQueue::paced(),
            seen: HashSet::new(),
            skipped: first.before,
            read: 0,
            has_new: false,
            total: None,
            failure: None,
        }
    }

    /// Returns the next item; `None` at the end of the list.
    ///
    /// The method is cancel-safe: dropping its future loses no item.
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
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Collects all remaining items.
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
    /// The first error. The items before it are discarded.
    pub async fn try_collect(mut self) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }

    /// The next item of the queue that is new and selected.
    fn pop(&mut self) -> Option<T> {
        while let Some(item) = self.queue.pop() {
            let id = self.source.id(&item);
            // Items without an id can't be told apart.
            if !id.is_empty() && !self.seen.insert(id.into()) {
                continue;
            }
            self.has_new |= !id.is_empty();
            self.read += 1;
            if self.source.selects(&item) {
                return Some(item);
            }
        }
        None
    }

    fn request(&mut self, place: Place) -> State {
        self.has_new = false;
        State::Requesting(place, self.source.receive(&self.client, place, self.queue.clone()))
    }

    /// The state after a page, whose items were all read.
    fn after(&mut self, place: Place, response: &Response<Arrived>) -> State {
        let Arrived { page, length } = &**response;
        let is_last = page.is_last(*length, place.limit, self.skipped + self.read);
        self.total = [self.total, page.total].into_iter().flatten().min();
        match place.after(*length) {
            Some(next) if !is_last && self.has_new => State::Idle(next),
            _ => {
                self.failure = self.incompleteness(response.context(self.source.operation()));
                State::Ended
            }
        }
    }

    /// The error at the end of a list that is shorter than the server stated.
    fn incompleteness(&self, context: CallContext) -> Option<Error> {
        let read = self.skipped + self.read;
        let total = self.total.filter(|total| *total > read)?;
        Some(Error::IncompleteList { read, total, context: Box::new(context) })
    }

    /// The state after a request has made progress; `None` while it waits for the server.
    fn progress(&mut self, context: &mut Context<'_>) -> Option<State> {
        match std::mem::replace(&mut self.state, State::Ended) {
            State::Ended => Some(State::Ended),
            State::Idle(place) => Some(self.request(place)),
            State::Complete(place, response) => Some(self.after(place, &response)),
            State::Requesting(place, mut request) => match request.as_mut().poll(context) {
                Poll::Ready(Ok(response)) => Some(State::Complete(place, response)),
                Poll::Ready(Err(error)) => {
                    self.failure = Some(error);
                    Some(State::Ended)
                }
                Poll::Pending => {
                    self.state = State::Requesting(place, request);
                    None
                }
            },
        }
    }
}

impl<T: Send + 'static> Stream for ListStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.pop() {
                return Poll::Ready(Some(Ok(item)));
            }
            if matches!(this.state, State::Ended) {
                return Poll::Ready(this.failure.take().map(Err));
            }
            match this.progress(context) {
                Some(state) => this.state = state,
                // The request waits for the queue, not for the server.
                None if !this.queue.is_empty() => {}
                None => return Poll::Pending,
            }
        }
    }
}

impl<T> fmt::Debug for ListStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListStream").field("operation", &self.source.operation().id).finish_non_exhaustive()
    }
}
