//! A decoded answer on its way to the caller, who may still find that it is none.

use tracing::Span;

use crate::context::{Context, Delivery};
use crate::error::Error;
use crate::operation::Operation;
use crate::response::{Facts, Response};
use crate::{refusal, trace};

/// What a generated operation gives. Its call's span lasts as long as it does, so that what is found to be wrong with it
/// is noted there.
#[derive(Debug)]
pub(crate) struct Answer<T> {
    value: T,
    call: Answered,
}

/// What is known of a call that was answered.
#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) operation: &'static Operation,
    pub(crate) facts: Facts,
    pub(crate) span: Span,
}

impl<T> Answer<T> {
    pub(crate) fn new(value: T, call: Answered) -> Self {
        Self { value, call }
    }

    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response::new(change(self.value), self.call.facts)
    }

    pub(crate) fn try_map<U>(
        self,
        change: impl FnOnce(T, &Answered) -> Result<U, Error>,
    ) -> Result<Response<U>, Error> {
        let value = change(self.value, &self.call)?;
        Ok(Response::new(value, self.call.facts))
    }
}

impl Answered {
    /// What is known of the call now that its answer turns out not to be one.
    pub(crate) fn context(&self) -> Context {
        let mut context = Context::new(self.operation, Delivery::Answered);
        context.status = Some(self.facts.status);
        context.request_id.clone_from(&self.facts.request_id);
        context.attempts = self.facts.attempts;
        context.elapsed = self.facts.elapsed;
        context
    }

    /// Notes an error that was found in the answer, and gives it back.
    pub(crate) fn noted(&self, error: Error) -> Error {
        trace::fail(&self.span, &error);
        error
    }

    pub(crate) fn unreadable(&self, pointer: &str, expected: &'static str, found: &'static str) -> Error {
        let context = Box::new(self.context());
        self.noted(Error::Decode { pointer: pointer.to_owned(), expected, found, context })
    }

    pub(crate) fn disguised(&self, messages: Vec<String>) -> Error {
        self.noted(refusal::disguised(self.context(), None, messages))
    }
}
