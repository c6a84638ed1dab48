//! Retries of operations with each effect. The OpenAPI document has operations with some of them only, so these tests use
//! the operations generated from the document of the pipeline's tests, over a scripted network.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use reqwest::header::HeaderMap;
use reqwest::{Request, StatusCode, Url};
use serde::de::IgnoredAny;

use crate::base_url::BaseUrl;
use crate::connection::{Connection, Exchange, ExchangeError, Intake, Limits, Reply};
use crate::operation::{Effect, Operation};
use crate::options::CallOptions;
use crate::transport::Transport;
use crate::{Client, Delivery, Environment, Error, Sleep};

mod money {
    #![allow(
        dead_code,
        unused_imports,
        unused_macros,
        unused_mut,
        unused_qualifications,
        unreachable_pub,
        missing_docs,
        clippy::all,
        clippy::pedantic,
        reason = "generated"
    )]

    include!("../openapi/codegen/tests/pipeline/money.rs");
}

/// The result of an exchange on the scripted network.
#[derive(Clone, Copy, Debug)]
enum Outcome {
    Status(u16),
    Failure(ExchangeError),
}

/// A network that returns the scripted outcomes in order, and then successes. Token exchanges always succeed.
#[derive(Clone, Default)]
struct Network {
    script: Arc<Mutex<VecDeque<Outcome>>>,
    paths: Arc<Mutex<Vec<String>>>,
}

impl Connection for Network {
    fn exchange<'a>(&'a self, request: Request, _: Limits, intake: &'a mut dyn Intake) -> Exchange<'a> {
        let path = request.url().path().to_owned();
        let is_token_exchange = path == "/auth/token";
        self.paths.lock().unwrap().push(path);
        if is_token_exchange {
            let token = r#"{"access_token": "t", "token_type": "Bearer", "expires_in": 3600}"#;
            return Box::pin(async move { Ok(reply(200, token).through(intake)) });
        }
        let outcome = self.script.lock().unwrap().pop_front().unwrap_or(Outcome::Status(200));
        Box::pin(async move {
            match outcome {
                Outcome::Status(status) => Ok(reply(status, r#"{"id": "x"}"#).through(intake)),
                Outcome::Failure(error) => Err(error),
            }
        })
    }
}

fn reply(status: u16, body: &str) -> Reply {
    let status = StatusCode::from_u16(status).unwrap();
    Reply { status, headers: HeaderMap::new(), body: body.as_bytes().to_vec().into() }
}

/// An environment without delays.
struct Immediate;

impl Environment for Immediate {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn timestamp(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn sleep(&self, _: Duration) -> Sleep<'_> {
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> f64 {
        0.0
    }
}

/// The result of a call, and the requests it took.
struct Call {
    result: Result<(), Error>,
    requests: usize,
    token_exchanges: usize,
}

/// Calls an operation over a network with this script.
async fn call(operation: &'static Operation, script: &[Outcome]) -> Call {
    let network = Network::default();
    network.script.lock().unwrap().extend(script);
    let builder = Client::builder().credentials("client_1", "key").environment(Immediate);
    let url = BaseUrl::parse("https://api.example.com").unwrap();
    let client = builder.build_on(&url, reqwest::Client::new(), Arc::new(network.clone())).unwrap();
    let transport = Transport::new(Arc::clone(client.shared()), CallOptions::new());
    let url = Url::parse(&format!("{}{}", url.text, operation.path)).unwrap();
    let request = Request::new(operation.method.parse().unwrap(), url);
    let result = transport.call::<IgnoredAny>(request, operation).await.map(drop);
    let paths = network.paths.lock().unwrap();
    let token_exchanges = paths.iter().filter(|path| *path == "/auth/token").count();
    Call { result, requests: paths.len() - token_exchanges, token_exchanges }
}

/// The operations of the document, which has at least one with each effect.
fn operations() -> impl Iterator<Item = &'static Operation> {
    for effect in [Effect::Read, Effect::Write, Effect::Issue, Effect::Money] {
        assert!(money::operations::ALL.iter().any(|operation| operation.effect == effect), "{effect:?}");
    }
    money::operations::ALL.iter().copied()
}

const UNCONNECTED: Outcome = Outcome::Failure(ExchangeError::Connect);
const INTERRUPTED: Outcome = Outcome::Failure(ExchangeError::Interrupted);
const TIMED_OUT: Outcome = Outcome::Failure(ExchangeError::Timeout);

#[tokio::test]
async fn only_reads_are_retried_after_a_request_that_may_have_been_delivered() {
    let failures = [408, 429, 500, 503].map(Outcome::Status);
    for failure in failures.into_iter().chain([TIMED_OUT, INTERRUPTED]) {
        for operation in operations() {
            let call = call(operation, &[failure]).await;
            let expected = if operation.effect == Effect::Read { (true, 2) } else { (false, 1) };
            assert_eq!((call.result.is_ok(), call.requests), expected, "{operation:?} {failure:?}");
        }
    }
}

#[tokio::test]
async fn every_operation_is_retried_if_no_connection_was_established() {
    for operation in operations() {
        let success = call(operation, &[UNCONNECTED, UNCONNECTED]).await;
        assert_eq!((success.result, success.requests), (Ok(()), 3), "{operation:?}");
        let failure = call(operation, &[UNCONNECTED; 3]).await;
        let error = failure.result.unwrap_err();
        let observed = (error.delivery(), error.is_retryable(), failure.requests);
        assert_eq!(observed, (Delivery::NotSent, true, 3), "{operation:?}");
    }
}

#[tokio::test]
async fn only_reads_are_retried_if_a_later_attempt_may_have_been_delivered() {
    for operation in operations() {
        let call = call(operation, &[UNCONNECTED, INTERRUPTED]).await;
        let Err(error) = call.result else {
            assert_eq!((operation.effect, call.requests), (Effect::Read, 3));
            continue;
        };
        let observed = (error.delivery(), error.is_retryable(), call.requests);
        assert_eq!(observed, (Delivery::Unknown, false, 2), "{operation:?}");
    }
}

#[tokio::test]
async fn delivery_stays_unknown_if_a_later_attempt_was_not_sent() {
    for operation in operations().filter(|operation| operation.effect == Effect::Read) {
        let call = call(operation, &[INTERRUPTED, UNCONNECTED, UNCONNECTED]).await;
        let error = call.result.unwrap_err();
        let observed = (error.delivery(), error.is_retryable(), call.requests);
        assert_eq!(observed, (Delivery::Unknown, true, 3));
    }
}

#[tokio::test]
async fn only_reads_are_sent_again_with_a_renewed_token_and_only_once() {
    for operation in operations() {
        let is_read = operation.effect == Effect::Read;
        let once = call(operation, &[Outcome::Status(401)]).await;
        let expected = if is_read { (true, 2, 2) } else { (false, 1, 1) };
        let observed = (once.result.is_ok(), once.requests, once.token_exchanges);
        assert_eq!(observed, expected, "{operation:?}");
        let always = call(operation, &[Outcome::Status(401); 4]).await;
        assert!(matches!(always.result, Err(Error::Unauthorized { .. })), "{operation:?}");
        let expected = if is_read { (2, 2) } else { (1, 1) };
        assert_eq!((always.requests, always.token_exchanges), expected, "{operation:?}");
    }
}
