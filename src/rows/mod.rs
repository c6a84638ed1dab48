//! Lists, decoded row by row while the response arrives. Neither its bytes nor a tree of them is ever held as a whole.

mod decoder;
mod envelope;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may panic")]
mod pauses;
mod queue;
mod row;
mod splitter;
#[cfg(test)]
mod tests;

use serde::de::DeserializeOwned;

use crate::answer::Answer;
use crate::error::Error;
use crate::request::Unsent;
use decoder::RowDecoder;
pub(crate) use queue::RowQueue;

/// Paths of names to the places where the list of a response may be.
pub(crate) type Places = &'static [&'static [&'static str]];

/// A response that holds a list.
pub(crate) trait ListResponse: DeserializeOwned + Send + 'static {
    /// An item of the list.
    type Row: DeserializeOwned + Send + 'static;
    /// The places where the list may be.
    const PLACES: Places;

    fn rows(&mut self) -> &mut Vec<Self::Row>;
}

/// A request for a list that wasn't sent yet. The generated client creates it.
pub(crate) struct Listing<R>(pub(crate) Unsent<R>);

impl<R: ListResponse> Listing<R> {
    /// Sends the request, and returns the response with its rows.
    pub(crate) async fn send(self) -> Result<Answer<R>, Error> {
        let queue = RowQueue::unbounded();
        let (mut answer, _) = self.send_into(queue.clone()).await?;
        answer.value_mut().rows().append(&mut queue.take());
        Ok(answer)
    }

    /// Sends the request and adds the rows to the queue as they arrive, those before an error included. Returns the
    /// response without the rows, and the number of its rows. The rows of an attempt that failed may be there twice.
    pub(crate) async fn send_into(self, queue: RowQueue<R::Row>) -> Result<(Answer<R>, usize), Error> {
        let Unsent { transport, request, operation, .. } = self.0;
        let mut rows = RowDecoder::<R>::new(queue);
        let (reply, call) = transport.exchange(request, operation, &mut rows).await?;
        let answer = rows.decode(&reply, call)?;
        Ok((answer, rows.count()))
    }
}
