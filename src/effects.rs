//! Retries of operations that today's spec has none of: a client that the pipeline made of a spec with one operation of
//! each effect, on a network that does as it is told. (`tests/pipeline.rs` holds the client and the spec together.)

#![allow(clippy::unwrap_used, reason = "tests may panic")]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use reqwest::header::HeaderMap;
use reqwest::{Request, StatusCode};

use crate::base_url::BaseUrl;
use crate::connection::{Connection, Exchange, Limits, Lost, Reply};
use crate::options::CallOptions;
use crate::transport::Transport;
use crate::{Client, Delivery, Environment, Error, Response, Sleep};

mod money {
    #![allow(
        dead_code,
        unused_imports,
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

/// What a request gets.
#[derive(Clone, Copy, Debug)]
enum Gets {
    Status(u16),
    Lost(Lost),
}

/// A network that does as it is told, then answers.
#[derive(Clone, Default)]
struct Network {
    told: Arc<Mutex<VecDeque<Gets>>>,
    sent: Arc<Mutex<Vec<String>>>,
}

impl Connection for Network {
    fn exchange(&self, request: Request, _: Limits) -> Exchange<'_> {
        let path = request.url().path().to_owned();
        let token = path == "/auth/token";
        let body = if token {
            r#"{"access_token": "t", "token_type": "Bearer", "expires_in": 3600}"#
        } else {
            r#"{"id": "x"}"#
        };
        self.sent.lock().unwrap().push(path);
        let gets = if token { None } else { self.told.lock().unwrap().pop_front() };
        let status = match gets {
            Some(Gets::Lost(lost)) => return Box::pin(async move { Err(lost) }),
            Some(Gets::Status(status)) => status,
            None => 200,
        };
        let status = StatusCode::from_u16(status).unwrap();
        Box::pin(async move {
            Ok(Reply { status, headers: HeaderMap::new(), body: body.as_bytes().to_vec().into() })
        })
    }
}

struct Hurry;

impl Environment for Hurry {
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

#[derive(Clone, Copy, Debug, PartialEq)]
enum Asked {
    Read,
    Write,
    Issue,
    Money,
}

/// What an operation gives on a network, and how often each path was asked for: the operation's own, and the token's.
async fn ask(asked: Asked, told: &[Gets]) -> (Result<Response<money::types::Thing>, Error>, usize, usize) {
    let network = Network::default();
    network.told.lock().unwrap().extend(told);
    let builder = Client::builder().credentials("client_1", "key").environment(Hurry);
    let url = BaseUrl::parse("https://api.example.com").unwrap();
    let client = builder.build_on(&url, reqwest::Client::new(), Arc::new(network.clone())).unwrap();
    let transport = Transport::new(Arc::clone(client.shared()), CallOptions::new());
    let api = money::Client::new_with_client(&url.text, reqwest::Client::new(), transport);
    let order = money::types::Order { amount: crate::Amount::from_cents(100) };
    let answer = match asked {
        Asked::Read => api.get_thing("a").await,
        Asked::Write => api.change_thing("a").await,
        Asked::Issue => api.issue_thing(&order).await,
        Asked::Money => api.fund_thing("a", &order).await,
    };
    let outcome = answer.map(|answer| answer.map(|thing| thing));
    let sent = network.sent.lock().unwrap().clone();
    let tokens = sent.iter().filter(|path| *path == "/auth/token").count();
    (outcome, sent.len() - tokens, tokens)
}

const ALL: [Asked; 4] = [Asked::Read, Asked::Write, Asked::Issue, Asked::Money];

#[tokio::test]
async fn what_may_have_been_sent_is_sent_again_only_if_it_reads() {
    for gets in [
        Gets::Status(408),
        Gets::Status(429),
        Gets::Status(500),
        Gets::Status(503),
        Gets::Lost(Lost::TimedOut),
        Gets::Lost(Lost::Broken),
    ] {
        for asked in ALL {
            let (outcome, sent, _) = ask(asked, &[gets]).await;
            let reads = asked == Asked::Read;
            assert_eq!((outcome.is_ok(), sent), (reads, if reads { 2 } else { 1 }), "{asked:?} {gets:?}");
        }
    }
}

#[tokio::test]
async fn what_was_provably_not_sent_is_sent_again_whatever_it_does() {
    let gets = Gets::Lost(Lost::Unconnected);
    for asked in ALL {
        let (outcome, sent, _) = ask(asked, &[gets, gets]).await;
        assert_eq!((outcome.unwrap().attempts(), sent), (3, 3), "{asked:?}");
        let (outcome, sent, _) = ask(asked, &[gets; 3]).await;
        let error = outcome.unwrap_err();
        assert_eq!((error.delivery(), error.is_retryable(), sent), (Delivery::NotSent, true, 3), "{asked:?}");
    }
}

#[tokio::test]
async fn after_no_connection_and_then_a_doubt_nothing_but_a_read_is_sent_again() {
    for asked in ALL {
        let (outcome, sent, _) = ask(asked, &[Gets::Lost(Lost::Unconnected), Gets::Lost(Lost::Broken)]).await;
        let Err(error) = outcome else {
            assert_eq!((asked, sent), (Asked::Read, 3));
            continue;
        };
        assert_eq!(
            (error.delivery(), error.is_retryable(), sent),
            (Delivery::Unknown, false, 2),
            "{asked:?}"
        );
    }
}

#[tokio::test]
async fn what_one_attempt_may_have_done_no_later_one_undoes() {
    let unconnected = Gets::Lost(Lost::Unconnected);
    let (outcome, sent, _) = ask(Asked::Read, &[Gets::Lost(Lost::Broken), unconnected, unconnected]).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.delivery(), error.is_retryable(), sent), (Delivery::Unknown, true, 3));
}

#[tokio::test]
async fn after_a_refused_token_only_a_read_is_sent_again() {
    for asked in ALL {
        let (outcome, sent, tokens) = ask(asked, &[Gets::Status(401)]).await;
        let reads = asked == Asked::Read;
        let counted = if reads { (2, 2) } else { (1, 1) };
        assert_eq!((outcome.is_ok(), (sent, tokens)), (reads, counted), "{asked:?}");
    }
    let (outcome, sent, tokens) = ask(Asked::Read, &[Gets::Status(401); 4]).await;
    assert!(matches!(outcome, Err(Error::Unauthorized { .. })));
    assert_eq!((sent, tokens), (2, 2), "a refusal is no loop");
}
