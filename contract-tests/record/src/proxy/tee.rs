//! A body that passes, and a copy of it.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use tokio::time::{Instant, Sleep, sleep};
use zeroize::Zeroizing;

use super::room::{BODY, Share};
use crate::{Content, append};

/// How a body ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It came to its end.
    Whole,
    /// The side that sent it broke off.
    BrokenOff,
    /// The side that sent it was silent for too long.
    TimedOut,
    /// The side that received it left.
    Left,
}

/// A body that could not be passed on to its end.
#[derive(Debug, thiserror::Error)]
pub(super) enum TeeError {
    #[error("the body was broken off")]
    BrokenOff(#[source] hyper::Error),
    #[error("the body took too long")]
    TimedOut,
}

/// The copy of a body.
pub(super) struct Copy {
    bytes: Option<Zeroizing<Vec<u8>>>,
    pub(super) share: Share,
}

impl Copy {
    pub(super) fn new(share: Share) -> Self {
        Self { bytes: Some(Zeroizing::new(Vec::new())), share }
    }

    fn add(&mut self, data: &[u8]) {
        let Some(bytes) = &mut self.bytes else { return };
        if bytes.len() + data.len() > BODY || !self.share.enlarge(data.len()) {
            self.bytes = None;
            self.share.give_back();
            return;
        }
        append(bytes, data);
    }

    pub(super) fn into_content(self) -> (Content, Share) {
        (self.bytes.map_or(Content::NotHeld, Content::Whole), self.share)
    }
}

/// What is done with the copy when the body has ended.
pub(super) type Finish = Box<dyn FnOnce(End, Copy) + Send>;

/// A body that is copied while it passes.
pub(super) struct Tee {
    inner: Incoming,
    copy: Option<(Copy, Finish)>,
    patience: Duration,
    silence: Pin<Box<Sleep>>,
}

impl Tee {
    /// Copies a body. It may be silent for as long as `patience`.
    pub(super) fn new(inner: Incoming, copy: Copy, patience: Duration, finish: Finish) -> Self {
        Self { inner, copy: Some((copy, finish)), patience, silence: Box::pin(sleep(patience)) }
    }

    fn end(&mut self, end: End) {
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
                if this.silence.as_mut().poll(context).is_pending() {
                    return Poll::Pending;
                }
                this.end(End::TimedOut);
                Poll::Ready(Some(Err(TeeError::TimedOut)))
            }
            Poll::Ready(Some(Ok(frame))) => {
                if let (Some(data), Some((copy, _))) = (frame.data_ref(), &mut this.copy) {
                    copy.add(data);
                }
                this.silence.as_mut().reset(Instant::now() + this.patience);
                // Nothing comes behind trailers, and nobody asks.
                if frame.is_trailers() || this.inner.is_end_stream() {
                    this.end(End::Whole);
                }
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(error))) => {
                this.end(End::BrokenOff);
                Poll::Ready(Some(Err(TeeError::BrokenOff(error))))
            }
            Poll::Ready(None) => {
                this.end(End::Whole);
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
        // An empty body is never asked for its end.
        let end = if self.inner.is_end_stream() { End::Whole } else { End::Left };
        self.end(end);
    }
}
