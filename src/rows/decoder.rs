//! Decodes the rows of a list while the response arrives.

use std::ops::ControlFlow;
use std::time::Duration;

use super::ListResponse;
use super::queue::RowQueue;
use super::splitter::{Malformed, Splitter};
use crate::answer::{Answer, Answered};
use crate::body::Body;
use crate::connection::{Intake, Reply};
use crate::decode::{self, Mismatch};
use crate::error::Error;
use crate::transport;

/// Takes the bytes of a list, and decodes each row as soon as it is complete.
pub(super) struct RowDecoder<R: ListResponse> {
    splitter: Splitter,
    queue: RowQueue<R::Row>,
    /// The number of rows in this response.
    count: usize,
    /// The number of bytes in this response.
    length: usize,
    mismatch: Option<Mismatch>,
    /// How long the rows have waited for the caller, in all responses.
    paused: Duration,
}

impl<R: ListResponse> RowDecoder<R> {
    pub(super) fn new(queue: RowQueue<R::Row>) -> Self {
        Self {
            splitter: Splitter::new(R::PLACES),
            queue,
            count: 0,
            length: 0,
            mismatch: None,
            paused: Duration::ZERO,
        }
    }

    /// The number of rows that were decoded.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Decodes what surrounds the rows.
    pub(super) fn decode(&mut self, reply: &Reply, call: Answered) -> Result<Answer<R>, Error> {
        if self.mismatch.is_none() && self.splitter.is_inside() {
            self.mismatch = Some(Mismatch::TRUNCATED);
        }
        match self.mismatch.take() {
            Some(mismatch) => Err(call.record(mismatch.error(call.context()))),
            None => transport::decode_reply(reply, self.length, call),
        }
    }

    fn take_rows(&mut self, chunk: &[u8], envelope: &mut Body) -> ControlFlow<()> {
        let Self { splitter, queue, count, mismatch, .. } = self;
        let mut take = |row: &[u8]| {
            match decode::from_slice(row) {
                Ok(decoded) => queue.push(decoded),
                Err(undecoded) => {
                    *mismatch = Some(undecoded.mismatch(row));
                    return ControlFlow::Break(());
                }
            }
            *count += 1;
            ControlFlow::Continue(())
        };
        let malformed = match splitter.feed(chunk, envelope, &mut take) {
            Ok(ControlFlow::Continue(())) => return ControlFlow::Continue(()),
            Ok(ControlFlow::Break(())) => None,
            Err(malformed) => Some(malformed),
        };
        let place = splitter.place().unwrap_or_default().join(".");
        let row = || format!("{place}[{count}]");
        *mismatch = Some(match (mismatch.take(), malformed) {
            (_, Some(Malformed::Repeated)) => Mismatch { pointer: place, ..Mismatch::REPEATED },
            (Some(mismatch), None) => mismatch.below(&row()),
            _ => Mismatch::SYNTAX.below(&row()),
        });
        ControlFlow::Break(())
    }
}

impl<R: ListResponse> Intake for RowDecoder<R> {
    fn start(&mut self) {
        self.queue.restart();
        *self = Self { paused: self.paused, ..Self::new(self.queue.clone()) };
    }

    fn take(&mut self, chunk: &[u8], body: &mut Body) -> ControlFlow<()> {
        if self.mismatch.is_some() {
            return ControlFlow::Break(());
        }
        self.length += chunk.len();
        self.take_rows(chunk, body)
    }

    fn is_full(&self) -> bool {
        self.queue.is_full()
    }

    fn add_pause(&mut self, pause: Duration) {
        self.paused += pause;
    }

    fn paused(&self) -> Duration {
        self.paused
    }
}
