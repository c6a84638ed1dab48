//! Sends the requests of the generated client, with authentication and retries, and decodes the responses.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::Request;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue};
use reqwest::multipart::Form;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tracing::Instrument;

use crate::answer::{Answer, Answered};
use crate::connection::{ExchangeError, Intake, Limits, Reply, Whole};
use crate::context::{Context, Delivery};
use crate::decode::{self, Mismatch};
use crate::error::Error;
use crate::operation::{Authentication, Operation};
use crate::options::CallOptions;
use crate::response::ResponseInfo;
use crate::shared::Shared;
use crate::{base_url, redact, refusal, retry, retry_after, trace};

/// The response headers that may contain the id of a request, in order of preference.
const REQUEST_ID_HEADERS: [&str; 4] = ["x-request-id", "request-id", "x-correlation-id", "cf-ray"];

/// The maximum length of a decodable body that is nevertheless checked for a refusal. A refusal can decode as an envelope
/// without data, but is always short.
const MAX_REFUSAL_LENGTH: usize = 1024;

/// The transport of the generated client: the state shared by all calls, and the options of this client's calls.
#[derive(Clone)]
pub(crate) struct Transport {
    pub(crate) shared: Arc<Shared>,
    pub(crate) options: CallOptions,
}

/// The attempts of a call so far.
#[derive(Default)]
struct Attempts {
    count: u32,
    /// Whether one of them may have reached the server.
    maybe_delivered: bool,
}

/// A failed attempt.
struct FailedAttempt {
    error: Error,
    /// The delay that the server requests with `Retry-After`.
    retry_after: Option<Duration>,
    stage: Stage,
}

/// The stage of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Token acquisition. It has its own retries.
    Token,
    /// The request itself.
    Request,
}

impl FailedAttempt {
    fn of_token(error: Error) -> Self {
        Self { error, retry_after: None, stage: Stage::Token }
    }

    fn of_request(error: Error, retry_after: Option<Duration>) -> Self {
        Self { error, retry_after, stage: Stage::Request }
    }
}

impl Transport {
    pub(crate) fn new(shared: Arc<Shared>, options: CallOptions) -> Self {
        Self { shared, options }
    }

    /// Sends a request and decodes the response.
    pub(crate) async fn call<T: DeserializeOwned>(
        &self,
        request: Request,
        operation: &'static Operation,
    ) -> Result<Answer<T>, Error> {
        let (reply, call) = self.exchange(request, operation, &mut Whole).await?;
        decode_reply(&reply, reply.body.len(), call)
    }

    /// Sends a request, and retries it as far as its effect, the options and the timeout allow.
    pub(crate) async fn exchange(
        &self,
        request: Request,
        operation: &'static Operation,
        intake: &mut dyn Intake,
    ) -> Result<(Reply, Answered), Error> {
        let span = trace::span(operation);
        let started = self.shared.environment.now();
        let mut attempts = Attempts::default();
        // It is boxed because every future of a caller contains it.
        let sending = Box::pin(self.send_with_retries(request, operation, started, &mut attempts, intake));
        let result = sending.instrument(span.clone()).await;
        let elapsed = self.shared.environment.now().duration_since(started);
        let reply = result.map_err(|mut error| {
            attempts.complete(&mut error, elapsed);
            trace::finish(&span, attempts.count, Err(&error));
            error
        })?;
        let (status, request_id) = (reply.status.as_u16(), request_id(&reply.headers));
        trace::finish(&span, attempts.count, Ok(status));
        let info = ResponseInfo { status, request_id, attempts: attempts.count, elapsed };
        Ok((reply, Answered { operation, info, span }))
    }

    /// Sends a form. It is streamed and can't be sent twice, so it isn't retried, even if no connection was established.
    pub(crate) async fn send_form<T: DeserializeOwned>(
        &self,
        operation: &'static Operation,
        form: Form,
        query: &impl Serialize,
    ) -> Result<Answer<T>, Error> {
        let url = format!("{}{}", self.shared.base_url, operation.path);
        let request =
            self.shared.http.post(url).header(ACCEPT, "application/json").query(query).multipart(form);
        self.call(request.build().map_err(invalid_request)?, operation).await
    }

    async fn send_with_retries(
        &self,
        request: Request,
        operation: &'static Operation,
        started: Instant,
        attempts: &mut Attempts,
        intake: &mut dyn Intake,
    ) -> Result<Reply, Error> {
        let shared = &*self.shared;
        let environment = &*shared.environment;
        let total = shared.timeouts.total(operation.effect, &self.options);
        let max_retries = self.options.retries.unwrap_or(shared.retries);
        let mut renewals = self.token_renewals(operation);
        let mut next_request = Some(request);
        let mut retries = 0;
        loop {
            let Some(request) = next_request.take() else {
                return Err(Error::Timeout { context: Box::new(Context::new(operation, Delivery::NotSent)) });
            };
            if retries < max_retries || renewals > 0 {
                next_request = request.try_clone();
            }
            // The time that the caller takes for the items of a list is not the server's.
            let spent = |intake: &dyn Intake| {
                environment.now().duration_since(started).saturating_sub(intake.paused())
            };
            let remaining = total.saturating_sub(spent(intake));
            attempts.count += 1;
            let failed = match self.attempt(request, operation, remaining, intake).await {
                Ok(reply) => {
                    if retries == 0 {
                        shared.retry_budget.refund();
                    }
                    return Ok(reply);
                }
                Err(failed) => failed,
            };
            let FailedAttempt { error, retry_after, stage } = failed;
            attempts.maybe_delivered |= error.delivery() != Delivery::NotSent;
            if stage == Stage::Token || next_request.is_none() {
                return Err(error);
            }
            // The attempt with a renewed token needs no delay and doesn't count as a retry.
            if renewals > 0 && matches!(error, Error::Unauthorized { .. }) {
                renewals -= 1;
                continue;
            }
            if retries == max_retries || !retry::is_allowed(operation.effect, &error) {
                return Err(error);
            }
            retries += 1;
            let delay = retry::delay(retries, &error, retry_after, &shared.retry_budget, environment);
            let Some(delay) = delay else { return Err(error) };
            if spent(intake) + delay >= total {
                return Err(error);
            }
            trace::retry(attempts.count, delay, &error);
            environment.sleep(delay).await;
        }
    }

    /// How often a call may renew a rejected token and be sent again: once for a read, never for any other operation.
    fn token_renewals(&self, operation: &Operation) -> u32 {
        let has_token = operation.authentication == Authentication::Required;
        u32::from(has_token && self.shared.auth.can_renew() && operation.effect.is_safe())
    }

    /// Sends a request once, with a token, and reads the complete response.
    async fn attempt(
        &self,
        mut request: Request,
        operation: &'static Operation,
        remaining: Duration,
        intake: &mut dyn Intake,
    ) -> Result<Reply, FailedAttempt> {
        let shared = &*self.shared;
        for (name, value) in &self.options.headers {
            request.headers_mut().insert(name, value.clone());
        }
        let started = shared.environment.now();
        let token =
            self.authorize(&mut request, operation, remaining).await.map_err(FailedAttempt::of_token)?;
        let total = remaining.saturating_sub(shared.environment.now().duration_since(started));
        let read = shared.timeouts.read(operation.effect);
        let limits = Limits { total, read, bytes: shared.response_limit };
        let reply = shared.connection.exchange(request, limits, intake).await;
        let reply =
            reply.map_err(|error| FailedAttempt::of_request(exchange_error(operation, error), None))?;
        if reply.status.is_success() {
            return accept_success(operation, reply);
        }
        let retry_after = retry_after::parse(&reply.headers, shared.environment.timestamp());
        let mut error = refusal::error(answered(operation, &reply), reply.json(), retry_after);
        if let (Some(token), Error::Unauthorized { context, .. }) = (token, &mut error) {
            shared.auth.discard(&token);
            context.next_token_is_new = shared.auth.can_renew() && !operation.effect.is_safe();
        }
        let error = base_url::explain(error, operation, &shared.base_url);
        Err(FailedAttempt::of_request(error, retry_after))
    }

    /// Sets the `Authorization` header and returns it, if the operation requires authentication.
    async fn authorize(
        &self,
        request: &mut Request,
        operation: &'static Operation,
        remaining: Duration,
    ) -> Result<Option<HeaderValue>, Error> {
        match operation.authentication {
            Authentication::Required => {}
            Authentication::None => return Ok(None),
        }
        let header = match self.shared.auth.cached_header(self.shared.environment.now()) {
            Some(header) => header,
            None => self.acquire_token(operation, remaining).await?,
        };
        request.headers_mut().insert(AUTHORIZATION, header.clone());
        Ok(Some(header))
    }

    /// Acquires a token for `operation`. Its errors become errors of an operation that was not sent.
    async fn acquire_token(
        &self,
        operation: &'static Operation,
        remaining: Duration,
    ) -> Result<HeaderValue, Error> {
        let timed_out = || Error::Timeout { context: Box::new(Context::new(operation, Delivery::NotSent)) };
        let token = tokio::time::timeout(remaining, self.shared.auth.header(&self.shared)).await;
        token.unwrap_or_else(|_| Err(timed_out())).map_err(|mut error| {
            if let Some(context) = error.context_mut() {
                context.operation = operation.id;
                context.effect = operation.effect;
                context.delivery = Delivery::NotSent;
            }
            error
        })
    }
}

impl Attempts {
    /// Adds what is known about all attempts to the error of the last one.
    fn complete(&self, error: &mut Error, elapsed: Duration) {
        let Some(context) = error.context_mut() else { return };
        context.attempts = self.count;
        context.elapsed = elapsed;
        if self.maybe_delivered && context.delivery == Delivery::NotSent {
            context.delivery = Delivery::Unknown;
        }
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport").finish_non_exhaustive()
    }
}

const INVALID_REQUEST: &str = "the arguments don't form a valid HTTP request";

/// The error for a request that can't be built. The text of the cause is dropped, because it may contain the URL.
pub(crate) fn invalid_request(_: reqwest::Error) -> Error {
    Error::InvalidInput { field: "request", reason: INVALID_REQUEST }
}

/// Decodes a response of `length` bytes.
pub(crate) fn decode_reply<T: DeserializeOwned>(
    reply: &Reply,
    length: usize,
    call: Answered,
) -> Result<Answer<T>, Error> {
    match decode::from_slice(reply.json()) {
        Ok(value) => Ok(Answer::new(value, accept(reply, length, call)?)),
        Err(undecoded) => Err(reject(reply, &call, undecoded.mismatch(reply.json()))),
    }
}

/// The call of a response that was decoded, unless the response is a refusal nevertheless.
pub(crate) fn accept(reply: &Reply, length: usize, call: Answered) -> Result<Answered, Error> {
    if length > MAX_REFUSAL_LENGTH {
        return Ok(call);
    }
    match refusal::in_success(&call.context(), reply.json()) {
        Some(refused) => Err(call.record(refused)),
        None => Ok(call),
    }
}

/// The error for a response that wasn't decoded.
pub(crate) fn reject(reply: &Reply, call: &Answered, mismatch: Mismatch) -> Error {
    let context = call.context();
    let refused = refusal::in_success(&context, reply.json());
    call.record(refused.unwrap_or_else(|| mismatch.error(context)))
}

/// Checks a 2xx response for a refusal in its body, unless the operation is a read: there, decoding does it.
fn accept_success(operation: &Operation, reply: Reply) -> Result<Reply, FailedAttempt> {
    if operation.effect.is_safe() {
        return Ok(reply);
    }
    match refusal::in_success(&answered(operation, &reply), reply.json()) {
        Some(error) => Err(FailedAttempt::of_request(error, None)),
        None => Ok(reply),
    }
}

fn answered(operation: &Operation, reply: &Reply) -> Context {
    let mut context = Context::new(operation, Delivery::Answered);
    context.status = Some(reply.status.as_u16());
    context.request_id = request_id(&reply.headers);
    context
}

fn exchange_error(operation: &Operation, error: ExchangeError) -> Error {
    let context = |delivery| Box::new(Context::new(operation, delivery));
    match error {
        ExchangeError::Connect => Error::Connection { context: context(Delivery::NotSent) },
        ExchangeError::Timeout => Error::Timeout { context: context(Delivery::Unknown) },
        ExchangeError::Interrupted => Error::Connection { context: context(Delivery::Unknown) },
        ExchangeError::TooLarge { status, limit } => {
            let mut context = context(Delivery::Answered);
            context.status = Some(status);
            Error::TooLarge { limit, context }
        }
        ExchangeError::InvalidRequest => Error::InvalidInput { field: "request", reason: INVALID_REQUEST },
    }
}

fn request_id(headers: &HeaderMap) -> Option<Box<str>> {
    let text = REQUEST_ID_HEADERS.iter().find_map(|name| headers.get(*name)?.to_str().ok())?;
    redact::request_id(text).map(Box::from)
}
