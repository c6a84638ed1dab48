//! How a request of the generated client is sent, as often as it may be, and its answer taken apart.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::Request;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use serde::de::DeserializeOwned;
use tracing::Instrument;

use crate::answer::{Answer, Answered};
use crate::connection::{Limits, Lost, Reply};
use crate::context::{Context, Delivery};
use crate::error::Error;
use crate::operation::Operation;
use crate::options::CallOptions;
use crate::response::Facts;
use crate::shared::Shared;
use crate::{decode, redact, refusal, retry, retry_after, trace};

/// The one operation that is sent without a token.
const EXCHANGE: &str = "create_token";
/// Where servers and the proxies before them put the id of a request.
const REQUEST_IDS: [&str; 4] = ["x-request-id", "request-id", "x-correlation-id", "cf-ray"];

/// The longest answer, in bytes, that is searched for a refusal although it can be decoded.
const SHORT: usize = 1024;

/// What the generated client hands its requests to: what all calls share, and the settings of some of them.
#[derive(Clone)]
pub(crate) struct Transport {
    pub(crate) shared: Arc<Shared>,
    pub(crate) options: CallOptions,
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
        Self { shared, options }
    }

    /// Sends a request as often as its effect, the settings and the time allow, and decodes the answer.
    pub(crate) async fn call<T: DeserializeOwned>(
        &self,
        request: Request,
        operation: &'static Operation,
    ) -> Result<Answer<T>, Error> {
        let span = trace::span(operation);
        let started = self.shared.environment.now();
        let mut tries = Tries::default();
        let attempts = self.attempts(request, operation, started, &mut tries);
        let result = attempts.instrument(span.clone()).await;
        let elapsed = self.shared.environment.now().duration_since(started);
        let attempts = tries.number;
        let reply = result.map_err(|mut error| {
            if let Some(context) = error.context_mut() {
                context.attempts = attempts;
                context.elapsed = elapsed;
                if tries.reached && context.delivery == Delivery::NotSent {
                    context.delivery = Delivery::Unknown;
                }
            }
            trace::finish(&span, attempts, Err(&error));
            error
        })?;
        let (status, request_id) = (reply.status.as_u16(), request_id(&reply.headers));
        trace::finish(&span, attempts, Ok(status));
        let call = Answered { operation, facts: Facts { status, request_id, attempts, elapsed }, span };
        let decoded = serde_json::from_slice(&reply.body);
        // A refusal may look like an answer with nothing in it, and then it is short.
        if reply.body.len() > SHORT
            && let Ok(value) = decoded
        {
            return Ok(Answer::new(value, call));
        }
        let context = call.context();
        match (refusal::in_success(&context, &reply.body), decoded) {
            (Some(refused), _) => Err(call.noted(refused)),
            (None, Ok(value)) => Ok(Answer::new(value, call)),
            (None, Err(_)) => Err(call.noted(decode::explain::<T>(context, &reply.body))),
        }
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
        let total = shared.timeouts.total(operation.effect, &self.options);
        let mut retries = self.options.retries.unwrap_or(shared.retries);
        let renewable = operation.name != EXCHANGE && shared.auth.can_renew();
        let mut renewals = u32::from(renewable && operation.effect.may_repeat());
        let mut unsent = Some(request);
        let mut repeated = 0;
        loop {
            let Some(next) = unsent.take() else {
                return Err(Error::Timeout { context: Box::new(Context::new(operation, Delivery::NotSent)) });
            };
            if retries > 0 || renewals > 0 {
                unsent = next.try_clone();
            }
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
        for (name, value) in &self.options.headers {
            request.headers_mut().insert(name, value.clone());
        }
        let mut token = None;
        let asked_at = shared.environment.now();
        let mut left = left;
        if operation.name != EXCHANGE {
            let header = if let Some(header) = shared.auth.ready(asked_at) {
                header
            } else {
                let header = self.token(operation, left).await;
                left = left.saturating_sub(shared.environment.now().duration_since(asked_at));
                header.map_err(|error| Failed { error, asked: None, early: true })?
            };
            request.headers_mut().insert(AUTHORIZATION, header.clone());
            token = Some(header);
        }
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
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport").finish_non_exhaustive()
    }
}

/// What a request can't be made of. The text of the cause isn't kept: it may hold the URL.
pub(crate) fn unmade(_: reqwest::Error) -> Error {
    Error::InvalidInput { field: "request", reason: "no request can be made of it" }
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
