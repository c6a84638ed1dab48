//! How a request of the generated client is sent, as often as it may be, and its answer taken apart.
//!
//! Everything that failed is turned into an [`Error`] here, before the generated client sees it: its own error type
//! would show bodies and headers.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use progenitor_client::{ClientHooks, Error as GeneratedError, OperationInfo, ResponseValue};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use reqwest::{Body, Request, Response as HttpResponse, StatusCode};
use serde::de::DeserializeOwned;
use tracing::{Instrument, Span};

use crate::connection::{Limits, Lost, Reply};
use crate::context::{Context, Delivery};
use crate::error::Error;
use crate::operation::{self, Operation};
use crate::options::CallOptions;
use crate::response::{Facts, Response};
use crate::shared::Shared;
use crate::{decode, generated, redact, refusal, retry, retry_after, trace};

/// The status under which an error passes through the generated client. No server's answer gets there with it.
const CARRIED: u16 = 599;
/// The one operation that is sent without a token.
const EXCHANGE: &str = "create_token";
/// Where servers and the proxies before them put the id of a request.
const REQUEST_IDS: [&str; 4] = ["x-request-id", "request-id", "x-correlation-id", "cf-ray"];

/// What the generated client holds for us: what all calls share, and what belongs to one of them.
#[derive(Clone)]
pub(crate) struct Transport {
    pub(crate) shared: Arc<Shared>,
    call: Arc<Call>,
}

/// One call.
#[derive(Default)]
struct Call {
    options: CallOptions,
    learnt: Mutex<Learnt>,
}

/// What is learnt during a call.
#[derive(Default)]
struct Learnt {
    operation: Option<&'static Operation>,
    facts: Facts,
    span: Option<Span>,
}

/// What the attempts of a call have come to so far.
#[derive(Default)]
struct Tries {
    number: u32,
    /// Whether one of them may have reached the server.
    reached: bool,
}

/// An attempt that failed.
struct Failed {
    error: Error,
    /// How long the server asks to wait.
    asked: Option<Duration>,
    /// Whether it failed while a token was got, which has had its own attempts.
    early: bool,
}

impl Transport {
    pub(crate) fn new(shared: Arc<Shared>, options: CallOptions) -> Self {
        Self { shared, call: Arc::new(Call { options, learnt: Mutex::default() }) }
    }

    /// Sends a request as often as its effect, the settings and the time allow. Only a success is `Ok`.
    pub(crate) async fn run(&self, request: Request, operation: &'static Operation) -> Result<Reply, Error> {
        let span = trace::span(operation);
        {
            let mut learnt = self.learnt();
            learnt.operation = Some(operation);
            learnt.span = Some(span.clone());
        }
        let started = self.shared.environment.now();
        let mut tries = Tries::default();
        let result = self.attempts(request, operation, started, &mut tries).instrument(span.clone()).await;
        let elapsed = self.shared.environment.now().duration_since(started);
        let attempts = tries.number;
        let result = result.map_err(|mut error| {
            if let Some(context) = error.context_mut() {
                context.attempts = attempts;
                context.elapsed = elapsed;
                if tries.reached && context.delivery == Delivery::NotSent {
                    context.delivery = Delivery::Unknown;
                }
            }
            error
        });
        trace::finish(&span, attempts, result.as_ref().map(|reply| reply.status.as_u16()));
        if let Ok(reply) = &result {
            self.learnt().facts = Facts {
                status: reply.status.as_u16(),
                request_id: request_id(&reply.headers),
                attempts,
                elapsed,
            };
        }
        result
    }

    async fn attempts(
        &self,
        request: Request,
        operation: &'static Operation,
        started: Instant,
        tries: &mut Tries,
    ) -> Result<Reply, Error> {
        let shared = &*self.shared;
        let environment = &*shared.environment;
        let total = shared.timeouts.total(operation.effect, &self.call.options);
        let mut retries = self.call.options.retries.unwrap_or(shared.retries);
        let renewable = operation.name != EXCHANGE && shared.auth.can_renew();
        let mut renewals = u32::from(renewable && operation.effect.may_repeat());
        let mut unsent = Some(request);
        let mut repeated = 0;
        loop {
            let Some(next) = unsent.take() else {
                return Err(Error::Timeout { context: Box::new(Context::new(operation, Delivery::NotSent)) });
            };
            unsent = next.try_clone();
            let left = total.saturating_sub(environment.now().duration_since(started));
            tries.number += 1;
            let Failed { error, asked, early } = match self.attempt(next, operation, left).await {
                Ok(reply) => {
                    if repeated == 0 {
                        shared.savings.reward();
                    }
                    return Ok(reply);
                }
                Err(failed) => failed,
            };
            tries.reached |= error.delivery() != Delivery::NotSent;
            let refused = matches!(error, Error::Unauthorized { .. });
            if early || unsent.is_none() {
                return Err(error);
            }
            // A new token is worth one more attempt, which needs no wait and isn't one of the retries.
            if refused && renewals > 0 {
                renewals -= 1;
                continue;
            }
            if retries == 0 || !retry::is_allowed(operation.effect, &error) {
                return Err(error);
            }
            let Some(wait) = retry::wait(repeated + 1, &error, asked, &shared.savings, environment) else {
                return Err(error);
            };
            if environment.now().duration_since(started) + wait >= total {
                return Err(error);
            }
            retries -= 1;
            repeated += 1;
            trace::repeat(tries.number, wait, &error);
            environment.sleep(wait).await;
        }
    }

    /// Sends a request once, with a token, and reads the whole answer.
    async fn attempt(
        &self,
        mut request: Request,
        operation: &'static Operation,
        left: Duration,
    ) -> Result<Reply, Failed> {
        let shared = &*self.shared;
        for (name, value) in &self.call.options.headers {
            request.headers_mut().insert(name, value.clone());
        }
        let mut token = None;
        let asked_at = shared.environment.now();
        if operation.name != EXCHANGE {
            let header = self.token(operation, left).await;
            let header = header.map_err(|error| Failed { error, asked: None, early: true })?;
            request.headers_mut().insert(AUTHORIZATION, header.clone());
            token = Some(header);
        }
        let left = left.saturating_sub(shared.environment.now().duration_since(asked_at));
        let limits = Limits { total: left, silence: shared.timeouts.silence(operation.effect) };
        let reply = shared.connection.exchange(request, limits).await;
        let reply = reply.map_err(|lost| Failed {
            error: without_answer(operation, lost),
            asked: None,
            early: false,
        })?;
        if reply.status.is_success() {
            // An answer to a read shows itself when it is decoded; here it decides what may be done next.
            let disguised = (!operation.effect.may_repeat())
                .then(|| refusal::in_success(&answered(operation, &reply), &reply.body));
            return match disguised.flatten() {
                Some(error) => Err(Failed { error, asked: None, early: false }),
                None => Ok(reply),
            };
        }
        let asked = retry_after::read(&reply.headers, shared.environment.timestamp());
        let error = refusal::error(answered(operation, &reply), &reply.body, asked);
        if let (Some(token), Error::Unauthorized { .. }) = (token, &error) {
            shared.auth.forget(&token);
        }
        Err(Failed { error, asked, early: false })
    }

    /// A token for `operation`. What fails here has not sent it.
    async fn token(&self, operation: &'static Operation, left: Duration) -> Result<HeaderValue, Error> {
        let unsent = || Error::Timeout { context: Box::new(Context::new(operation, Delivery::NotSent)) };
        let token = tokio::time::timeout(left, self.shared.auth.header(&self.shared)).await;
        token.unwrap_or_else(|_| Err(unsent())).map_err(|mut error| {
            if let Some(context) = error.context_mut() {
                context.operation = operation.id;
                context.effect = operation.effect;
                context.delivery = Delivery::NotSent;
            }
            error
        })
    }

    fn learnt(&self) -> MutexGuard<'_, Learnt> {
        self.call.learnt.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of the call when its answer turns out not to be one.
    fn context(&self) -> Context {
        let learnt = self.learnt();
        let facts = &learnt.facts;
        let mut context =
            Context::new(learnt.operation.unwrap_or_else(|| operation::named(&[], "")), Delivery::Answered);
        context.status = Some(facts.status);
        context.request_id.clone_from(&facts.request_id);
        context.attempts = facts.attempts;
        context.elapsed = facts.elapsed;
        context
    }

    /// The value of a generated call, or our error. Nothing of the generated error is kept.
    pub(crate) fn outcome<T: DeserializeOwned>(
        &self,
        result: Result<ResponseValue<T>, GeneratedError<()>>,
    ) -> Result<Response<T>, Error> {
        let error = match result {
            Ok(answer) => return Ok(Response::new(answer.into_inner(), self.learnt().facts.clone())),
            Err(GeneratedError::UnexpectedResponse(mut response)) => {
                if let Some(error) = response.extensions_mut().remove::<Error>() {
                    return Err(error);
                }
                Error::Unexpected { messages: Vec::new(), context: Box::new(self.context()) }
            }
            Err(GeneratedError::InvalidResponsePayload(body, _)) => {
                let context = self.context();
                let error = refusal::in_success(&context, &body);
                error.unwrap_or_else(|| decode::explain::<T>(context, &body))
            }
            Err(_) if self.learnt().operation.is_none() => {
                return Err(Error::InvalidInput { field: "request", reason: "no request can be made of it" });
            }
            // Not known to happen once the request was handed over; if it does, what became of it isn't known.
            Err(_) => {
                let mut context = self.context();
                context.delivery = Delivery::Unknown;
                Error::Connection { context: Box::new(context) }
            }
        };
        Err(self.noted(error))
    }

    /// Notes an error that was found in an answer, and gives it back.
    pub(crate) fn noted(&self, error: Error) -> Error {
        if let Some(span) = &self.learnt().span {
            trace::fail(span, &error);
        }
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

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport").finish_non_exhaustive()
    }
}

impl ClientHooks<Transport> for generated::Client {
    async fn exec(&self, request: Request, info: &OperationInfo) -> reqwest::Result<HttpResponse> {
        let operation = operation::named(generated::OPERATIONS, info.operation_id);
        Ok(through(self.inner.run(request, operation).await))
    }
}

/// An answer as the generated client reads it; an error is carried through it.
pub(crate) fn through(answer: Result<Reply, Error>) -> HttpResponse {
    let mut response = http::Response::new(Body::default());
    match answer {
        Ok(reply) => {
            *response.status_mut() = reply.status;
            *response.headers_mut() = reply.headers;
            *response.body_mut() = Body::from(reply.body);
        }
        Err(error) => {
            *response.status_mut() = StatusCode::from_u16(CARRIED).unwrap_or(StatusCode::BAD_GATEWAY);
            response.extensions_mut().insert(error);
        }
    }
    response.into()
}

fn answered(operation: &Operation, reply: &Reply) -> Context {
    let mut context = Context::new(operation, Delivery::Answered);
    context.status = Some(reply.status.as_u16());
    context.request_id = request_id(&reply.headers);
    context
}

fn without_answer(operation: &Operation, lost: Lost) -> Error {
    let context = |delivery| Box::new(Context::new(operation, delivery));
    match lost {
        Lost::Unconnected => Error::Connection { context: context(Delivery::NotSent) },
        Lost::TimedOut => Error::Timeout { context: context(Delivery::Unknown) },
        Lost::Broken => Error::Connection { context: context(Delivery::Unknown) },
        Lost::TooLarge(status) => {
            let mut context = context(Delivery::Answered);
            context.status = Some(status);
            let (expected, found) = ("an answer of at most 16 MiB", "a longer one");
            Error::Decode { pointer: ".".to_owned(), expected, found, context }
        }
        Lost::Unsendable => Error::InvalidInput { field: "request", reason: "no request can be made of it" },
    }
}

fn request_id(headers: &HeaderMap) -> Option<Box<str>> {
    let text = REQUEST_IDS.iter().find_map(|name| headers.get(*name)?.to_str().ok())?;
    redact::request_id(text).map(Box::from)
}
