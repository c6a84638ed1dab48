//! A decoded response inside the crate, before it becomes a [`Response`] or an error.

use tracing::Span;

use crate::context::Context;
use crate::error::Error;
use crate::operation::Operation;
use crate::response::{Response, ResponseInfo};
use crate::trace;

/// The return value of a generated operation. It keeps the span of its call open, so that an error found in the body
/// after decoding is recorded on that span.
#[derive(Debug)]
pub(crate) struct Answer<T> {
    value: T,
    call: Answered,
}

/// A call that got a response.
#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) operation: &'static Operation,
    pub(crate) info: ResponseInfo,
    pub(crate) span: Span,
}

impl<T> Answer<T> {
    pub(crate) fn new(value: T, call: Answered) -> Self {
        Self { value, call }
    }

    pub(crate) fn value_mut(&mut self) -> &mut T {
        &mut self.value
    }

    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response::new(change(self.value), self.call.info)
    }

    pub(crate) fn try_map<U>(
        self,
        change: impl FnOnce(T, &Answered) -> Result<U, Error>,
    ) -> Result<Response<U>, Error> {
        let value = change(self.value, &self.call)?;
        Ok(Response::new(value, self.call.info))
    }
}

impl Answered {
    /// The error context of the call, for a response that turns out to be unusable.
    pub(crate) fn context(&self) -> Context {
        self.info.context(self.operation)
    }

    /// Records an error on the span of the call and returns it.
    pub(crate) fn record(&self, error: Error) -> Error {
        trace::fail(&self.span, &error);
        error
    }

    /// A decode error at `pointer`.
    pub(crate) fn decode_error(&self, pointer: &str, expected: &'static str, found: &'static str) -> Error {
        let context = Box::new(self.context());
        self.record(Error::Decode { pointer: pointer.to_owned(), expected, found, context })
    }
}
