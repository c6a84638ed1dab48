//! Tracing spans of calls, with the attribute names of OpenTelemetry. They contain no body, query, header value or id.

use std::time::Duration;

use tracing::Span;
use tracing::field::Empty;

use crate::context::Delivery;
use crate::error::Error;
use crate::operation::Operation;

/// Opens the span of a call.
pub(crate) fn span(operation: &Operation) -> Span {
    tracing::info_span!(
        "cartevo",
        otel.name = operation.id,
        otel.kind = "client",
        otel.status_code = Empty,
        rpc.method = operation.id,
        http.request.method = operation.method,
        url.template = operation.path,
        http.response.status_code = Empty,
        http.request.resend_count = Empty,
        cartevo.attempts = Empty,
        cartevo.delivery = Empty,
        error.type = Empty,
    )
}

/// Records the result of a call.
pub(crate) fn finish(span: &Span, attempts: u32, result: Result<u16, &Error>) {
    span.record("cartevo.attempts", attempts);
    if attempts > 1 {
        span.record("http.request.resend_count", attempts - 1);
    }
    match result {
        Ok(status) => {
            span.record("http.response.status_code", status);
            span.record("cartevo.delivery", Delivery::Answered.as_str());
        }
        Err(error) => fail(span, error),
    }
}

/// Records an error of a call.
pub(crate) fn fail(span: &Span, error: &Error) {
    span.record("otel.status_code", "ERROR");
    span.record("error.type", error.kind());
    span.record("cartevo.delivery", error.delivery().as_str());
    if let Some(status) = error.status() {
        span.record("http.response.status_code", status);
    }
}

/// Emits an event for an attempt that failed and will be retried.
pub(crate) fn retry(attempt: u32, delay: Duration, error: &Error) {
    let delay = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
    tracing::debug!(
        cartevo.attempt = attempt,
        cartevo.wait_ms = delay,
        error.type = error.kind(),
        http.response.status_code = error.status(),
        "retrying the request"
    );
}
