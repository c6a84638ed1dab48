//! A simulated network and gateway that lose, delay, duplicate and reorder messages, and answer for the server.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use reqwest::header::HeaderMap;
use reqwest::{Request, StatusCode};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::time::{sleep, timeout};

use super::bank::Bank;
use crate::connection::{Connection, Exchange, ExchangeError, Intake, Limits, Reply};
use crate::simulation::Random;
use crate::{Environment, Sleep};

/// The header that tells the simulated server what a request is for.
pub(super) const INTENT: &str = "x-intent";

/// The simulated server, network, clock and random numbers of a client.
#[derive(Clone)]
pub(super) struct Network(Arc<Mutex<State>>);

pub(super) struct State {
    pub(super) random: Random,
    pub(super) bank: Bank,
    /// The requests for an action that clients have sent, by intent, with their bodies.
    pub(super) sent: BTreeMap<String, Vec<Value>>,
    /// Whether the network may deliver a request for an action twice.
    may_duplicate: bool,
    pub(super) duplicates: u32,
    started: tokio::time::Instant,
    /// The course of the run, to compare two runs with the same seed.
    pub(super) log: Vec<String>,
}

/// A request as it travels.
#[derive(Clone)]
struct Message {
    path: String,
    query: Vec<(String, String)>,
    body: Value,
    /// What an action is for; `None` for a read.
    intent: Option<String>,
}

/// How the server treats a request for an action.
enum Treatment {
    /// It refuses before it does anything.
    Refuses(u16, Value),
    /// It responds so, and does the action after this time, before the response or later, if at all.
    Responds(u16, Value, Option<Duration>),
    /// It does the action and says so.
    Does,
}

fn error(status: u16, text: &str) -> Value {
    json!({"statusCode": status, "message": text, "error": StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason())})
}

impl Network {
    pub(super) fn new(seed: u64, status: &'static str) -> Self {
        let mut random = Random::new(seed);
        let may_duplicate = random.percent(10);
        let bank = Bank::new(&mut random, status);
        let (sent, log, started) = (BTreeMap::new(), Vec::new(), tokio::time::Instant::now());
        Self(Arc::new(Mutex::new(State { random, bank, sent, may_duplicate, duplicates: 0, started, log })))
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Processes a request that has arrived.
    async fn process(&self, message: &Message) -> (u16, Value) {
        if message.path == "/auth/token" {
            return (200, json!({"access_token": "t", "token_type": "Bearer", "expires_in": 1200}));
        }
        let Some(intent) = &message.intent else { return self.read(message) };
        let treatment = self.treatment(&message.path);
        match treatment {
            Treatment::Refuses(status, body) => (status, body),
            Treatment::Responds(status, body, after) => {
                if let Some(after) = after {
                    let (network, message, intent) = (self.clone(), message.clone(), intent.clone());
                    tokio::spawn(async move {
                        sleep(after).await;
                        let _ = network.act(&message, &intent);
                    });
                }
                let delay = self.state().random.duration(50);
                sleep(delay).await;
                (status, body)
            }
            Treatment::Does => {
                let (before, after) = {
                    let random = &mut self.state().random;
                    (random.duration(50), random.duration(20))
                };
                sleep(before).await;
                let result = self.act(message, intent);
                sleep(after).await;
                result.map_or_else(|text| (400, error(400, text)), |body| (200, body))
            }
        }
    }

    fn act(&self, message: &Message, intent: &str) -> Result<Value, &'static str> {
        let mut state = self.state();
        let State { random, bank, log, .. } = &mut *state;
        let result = bank.act(random, intent, &message.path, &message.body);
        log.push(format!("{intent}: {} {:?}", message.path, result.as_ref().err()));
        result
    }

    fn read(&self, message: &Message) -> (u16, Value) {
        let mut state = self.state();
        let State { random, bank, .. } = &mut *state;
        match random.below(100) {
            0..4 => (500, error(500, "Internal server error")),
            4..6 => (429, json!({"message": "Too many requests"})),
            6..8 => (401, error(401, "Unauthorized")),
            8..9 => (404, json!({"message": "no Route matched with those values"})),
            9..10 => (404, error(404, "Card not found")),
            _ => (200, bank.show(random, &message.path, &message.query)),
        }
    }

    fn treatment(&self, path: &str) -> Treatment {
        let mut state = self.state();
        let random = &mut state.random;
        match random.below(100) {
            0..2 => Treatment::Refuses(401, error(401, "Unauthorized")),
            2..4 => Treatment::Refuses(403, error(403, "Forbidden")),
            4..6 => Treatment::Refuses(429, error(429, "Too many requests")),
            6..9 => {
                let text = "Card funding failed: Insufficient balance. Required: $50, Available: $10";
                Treatment::Refuses(400, error(400, text))
            }
            9..11 => Treatment::Refuses(400, error_list("amount must not be less than 1")),
            // Responses that don't tell whether the action is done: of the server, or of something in between.
            11..28 => {
                let responses = [
                    (500, error(500, "Internal server error")),
                    (503, error(503, "Service unavailable")),
                    (502, json!({"message": "Bad gateway"})),
                    (504, Value::Null),
                    (400, error(400, "Card withdrawal failed: USD wallet not found")),
                    (400, error(400, "Une erreur est survenue")),
                    (409, error(409, "Conflict")),
                    (422, error(422, "Card issuer rejected: try later")),
                    (200, json!({"status": "error", "code": 500, "message": "Out of order"})),
                    (403, json!({"message": "Forbidden"})),
                    (429, json!({"message": "Limit Exceeded"})),
                    (404, json!({"message": "no Route matched with those values"})),
                    (201, json!({"status": "success", "data": 7})),
                    (
                        200,
                        json!({"success": true, "data": {"transaction_id": "stray", "card_id": "card-2",
                        "amount": 50, "currency": "USD", "card_status": "FROZEN", "status": "SUCCESS"}}),
                    ),
                    (
                        200,
                        json!({"success": true, "data": {"transaction_id": "stray", "card_id": "card-1",
                        "amount": 51, "currency": "XAF", "card_status": "PENDING", "status": "SUCCESS"}}),
                    ),
                ];
                // A deposit has no response but a success, so that a wrong one can't be told.
                let number = if path.ends_with("/deposit") { responses.len() - 2 } else { responses.len() };
                let (status, body) = random.choose(&responses[..number]).clone();
                let after = random.percent(60).then(|| random.duration(300));
                Treatment::Responds(status, body, after)
            }
            _ => Treatment::Does,
        }
    }

    /// The network. It delivers a request even if the client stops waiting for the response.
    async fn deliver(&self, message: Message) -> Result<Reply, ExchangeError> {
        let (connect_time, refuses_connection) = {
            let random = &mut self.state().random;
            (random.duration(2), random.percent(4))
        };
        sleep(connect_time).await;
        if refuses_connection {
            return Err(ExchangeError::Connect);
        }
        if let Some(intent) = &message.intent {
            let mut state = self.state();
            state.sent.entry(intent.clone()).or_default().push(message.body.clone());
            state.log.push(format!("{intent} {}", message.path));
        }
        let (sender, receiver) = oneshot::channel();
        let network = self.clone();
        tokio::spawn(async move {
            let (request_time, loses_request, duplicates, response_time, loses_response) = {
                let mut state = network.state();
                let may = state.may_duplicate && message.intent.is_some();
                let random = &mut state.random;
                let duplicates = (may && random.percent(50)).then(|| random.duration(600));
                let losses = (random.percent(5), random.percent(6));
                (random.duration(20), losses.0, duplicates, random.duration(20), losses.1)
            };
            if let Some(late) = duplicates {
                network.state().duplicates += 1;
                let (network, message) = (network.clone(), message.clone());
                tokio::spawn(async move {
                    sleep(late).await;
                    network.process(&message).await;
                });
            }
            sleep(request_time).await;
            if loses_request {
                return;
            }
            let response = network.process(&message).await;
            sleep(response_time).await;
            if !loses_response {
                let _ = sender.send(response);
            }
        });
        let stays_open = self.state().random.percent(50);
        match receiver.await {
            Ok((status, body)) => {
                let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                Ok(Reply { status, headers: HeaderMap::new(), body: body.to_string().into_bytes().into() })
            }
            // A lost message shows as a broken connection, or not at all.
            Err(_) if stays_open => std::future::pending().await,
            Err(_) => Err(ExchangeError::Interrupted),
        }
    }
}

fn error_list(text: &str) -> Value {
    json!({"statusCode": 400, "message": [text], "error": "Bad Request"})
}

impl Connection for Network {
    fn exchange<'a>(&'a self, request: Request, limits: Limits, intake: &'a mut dyn Intake) -> Exchange<'a> {
        Box::pin(async move {
            let is_read = request.method() == "GET" || request.url().path() == "/auth/token";
            let intent = request.headers().get(INTENT).and_then(|value| value.to_str().ok());
            let body = request.body().and_then(|body| body.as_bytes());
            let message = Message {
                path: request.url().path().to_owned(),
                query: request.url().query_pairs().into_owned().collect(),
                body: body.and_then(|body| serde_json::from_slice(body).ok()).unwrap_or_default(),
                intent: intent.filter(|_| !is_read).map(str::to_owned),
            };
            let reply = timeout(limits.total.min(limits.read), self.deliver(message));
            reply.await.unwrap_or(Err(ExchangeError::Timeout)).map(|reply| reply.through(intake))
        })
    }
}

impl Environment for Network {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn timestamp(&self) -> Timestamp {
        let started = self.state().started;
        Timestamp::UNIX_EPOCH + started.elapsed()
    }

    fn sleep(&self, duration: Duration) -> Sleep<'_> {
        Box::pin(sleep(duration))
    }

    fn random(&self) -> f64 {
        self.state().random.unit()
    }
}
