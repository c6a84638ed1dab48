//! Copies a body while it is forwarded.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use contract_core::zeroed::append;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use tokio::time::{Instant, Sleep, sleep};
use zeroize::Zeroizing;

use super::memory_budget::{MAX_BODIES, Reservation};
use crate::CapturedBody;

/// How a body ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyEnd {
    /// It is complete.
    Complete,
    /// The sender closed the connection.
    BrokenOff,
    /// The sender was silent for too long.
    TimedOut,
    /// The receiver disconnected.
    ReceiverLeft,
}

/// A body could not be forwarded completely.
#[derive(Debug, thiserror::Error)]
pub(super) enum TeeError {
    #[error("the body was broken off")]
    BrokenOff(#[source] hyper::Error),
    #[error("the body took too long")]
    TimedOut,
}

/// The copy of a body.
pub(super) struct BodyCopy {
    bytes: Option<Zeroizing<Vec<u8>>>,
    pub(super) reservation: Reservation,
}

impl BodyCopy {
    pub(super) fn new(reservation: Reservation) -> Self {
        Self { bytes: Some(Zeroizing::new(Vec::new())), reservation }
    }

    fn add(&mut self, data: &[u8]) {
        let Some(bytes) = &mut self.bytes else { return };
        if bytes.len() + data.len() > MAX_BODIES || !self.reservation.grow(data.len()) {
            self.bytes = None;
            self.reservation.release();
            return;
        }
        append(bytes, data);
    }

    pub(super) fn into_content(self) -> (CapturedBody, Reservation) {
        (self.bytes.map_or(CapturedBody::NotKept, CapturedBody::Complete), self.reservation)
    }
}

/// Receives the copy when the body has ended.
pub(super) type Finish = Box<dyn FnOnce(BodyEnd, BodyCopy) + Send>;

/// A body that is copied while it is forwarded.
pub(super) struct Tee {
    inner: Incoming,
    copy: Option<(BodyCopy, Finish)>,
    timeout: Duration,
    idle: Pin<Box<Sleep>>,
}

impl Tee {
    /// Copies a body. Each pause in it may last as long as `timeout`.
    pub(super) fn new(inner: Incoming, copy: BodyCopy, timeout: Duration, finish: Finish) -> Self {
        let mut copy = copy;
        if inner.size_hint().lower() > MAX_BODIES as u64 {
            copy.bytes = None;
        }
        Self { inner, copy: Some((copy, finish)), timeout, idle: Box::pin(sleep(timeout)) }
    }

    fn end(&mut self, end: BodyEnd) {
        if let Some((copy, finish)) = self.copy.take() {
            finish(end, copy);
        }
    }
}

impl Body for Tee {
    type Data = Bytes;
    type Error = TeeError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TeeError>>> {
        let this = self.get_mut();
        match Pin::new(&mut this.inner).poll_frame(context) {
            Poll::Pending => {
                if this.idle.as_mut().poll(context).is_pending() {
                    return Poll::Pending;
                }
                this.end(BodyEnd::TimedOut);
                Poll::Ready(Some(Err(TeeError::TimedOut)))
            }
            Poll::Ready(Some(Ok(frame))) => {
                if let (Some(data), Some((copy, _))) = (frame.data_ref(), &mut this.copy) {
                    copy.add(data);
                }
                this.idle.as_mut().reset(Instant::now() + this.timeout);
                // Nothing follows trailers, and the body is not polled again.
                if frame.is_trailers() || this.inner.is_end_stream() {
                    this.end(BodyEnd::Complete);
                }
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(error))) => {
                this.end(BodyEnd::BrokenOff);
                Poll::Ready(Some(Err(TeeError::BrokenOff(error))))
            }
            Poll::Ready(None) => {
                this.end(BodyEnd::Complete);
                Poll::Ready(None)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl Drop for Tee {
    fn drop(&mut self) {
        // An empty body is never polled to its end.
        let end = if self.inner.is_end_stream() { BodyEnd::Complete } else { BodyEnd::ReceiverLeft };
        self.end(end);
    }
}
