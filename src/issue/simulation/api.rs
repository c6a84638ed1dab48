//! A simulated API and network that lose, delay, duplicate and reorder messages.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use reqwest::header::HeaderMap;
use reqwest::{Request, StatusCode};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::time::{sleep, timeout};

use crate::connection::{Connection, Exchange, ExchangeError, Intake, Limits, Reply};
use crate::simulation::Random;
use crate::{Environment, Sleep};

/// The maximum replication lag of the server.
const REPLICATION_LAG: Duration = Duration::from_secs(20);

/// The simulated API, network, clock and random numbers of a client.
#[derive(Clone)]
pub(super) struct Api(Arc<Mutex<State>>);

pub(super) struct State {
    pub(super) random: Random,
    /// The cards, in the order in which they were issued.
    pub(super) cards: Vec<IssuedCard>,
    /// The number of requests for a card that the client has sent, by intent.
    pub(super) posts: BTreeMap<String, u32>,
    /// Whether the network may deliver a request for a card twice.
    pub(super) may_duplicate: bool,
    pub(super) duplicates: u32,
    started: tokio::time::Instant,
    /// The course of the run, to compare two runs with the same seed.
    pub(super) log: Vec<String>,
}

/// A card of the simulated API.
#[derive(Clone, Debug)]
pub(super) struct IssuedCard {
    pub(super) id: String,
    /// The name on the card, which identifies the intent.
    pub(super) intent: String,
    customer: String,
    brand: String,
    /// The time of issue; `None` for a card that existed before the run.
    pub(super) issued_at: Option<tokio::time::Instant>,
    /// Whether the server knows the card. Otherwise only the card issuer does, until the server asks it.
    listed: bool,
}

/// The course of a request for a card.
struct Plan {
    /// The time until the card exists, if one is issued.
    card_after: Option<Duration>,
    /// Whether the server then knows the card, or only the card issuer.
    listed: bool,
    response_after: Duration,
    /// The response; `None` for a success.
    response: Option<(u16, Value)>,
}

impl Api {
    pub(super) fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let may_duplicate = random.percent(4);
        let (mut cards, posts, log) = (Vec::new(), BTreeMap::new(), Vec::new());
        if random.percent(50) {
            let (intent, customer) = ("before the run".to_owned(), "customer-1".to_owned());
            let (id, brand) = ("old".to_owned(), "VISA".to_owned());
            cards.push(IssuedCard { id, intent, customer, brand, issued_at: None, listed: true });
        }
        Self(Arc::new(Mutex::new(State {
            random,
            started: tokio::time::Instant::now(),
            cards,
            posts,
            may_duplicate,
            duplicates: 0,
            log,
        })))
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn log(&self, event: String) {
        self.state().log.push(event);
    }

    /// Processes a request that has arrived.
    async fn process(&self, method: &str, path: &str, sync: bool, body: &Value) -> (StatusCode, Value) {
        let (status, body) = match (method, path) {
            ("POST", "/auth/token") => self.token(),
            ("POST", "/cards") => self.issue(body).await,
            _ => self.cards(path, sync),
        };
        (StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), body)
    }

    fn token(&self) -> (u16, Value) {
        if self.state().random.percent(4) {
            return (503, json!({"message": "busy"}));
        }
        (200, json!({"access_token": "t", "token_type": "Bearer", "expires_in": 1200}))
    }

    /// The customer's cards: in any order, some of them twice, no cards as a 200 or a 404, and sometimes from a replica
    /// that lacks the newest ones. With `sync` the server first asks the card issuer, and conceals if that fails.
    fn cards(&self, path: &str, sync: bool) -> (u16, Value) {
        let mut state = self.state();
        if sync && state.random.percent(90) {
            state.cards.iter_mut().for_each(|card| card.listed = true);
        }
        match state.random.below(100) {
            0..4 => return (500, json!({"statusCode": 500, "message": "Internal server error"})),
            4..6 => return (429, json!({"message": "Too many requests"})),
            6..8 => return (401, json!({"message": "Unauthorized", "statusCode": 401})),
            // A gateway in front of the server has lost the route.
            8..9 => return (404, json!({"message": "no Route matched with those values"})),
            9..10 => return (404, json!({"message": "Not Found"})),
            _ => {}
        }
        let customer = path.split('/').nth(2).unwrap_or_default();
        let mut cards: Vec<IssuedCard> =
            state.cards.iter().filter(|card| card.customer == customer && card.listed).cloned().collect();
        if state.random.percent(15) {
            cards.retain(|card| card.issued_at.is_none_or(|at| at.elapsed() > REPLICATION_LAG));
        }
        if cards.is_empty() && state.random.percent(50) {
            return (404, json!({"statusCode": 404, "message": "No cards found", "error": "Not Found"}));
        }
        if state.random.percent(10) {
            cards.extend(cards.first().cloned());
        }
        state.random.shuffle(&mut cards);
        let with_brand = state.random.percent(70);
        let rows = cards.iter().map(|card| {
            let mut row = json!({"id": card.id, "customer_id": card.customer, "status": "ACTIVE"});
            if with_brand {
                row["brand"] = json!(card.brand);
            }
            row
        });
        (200, json!({"data": rows.collect::<Vec<_>>()}))
    }

    async fn issue(&self, body: &Value) -> (u16, Value) {
        let Plan { card_after, listed, response_after, response } = self.plan();
        let started = tokio::time::Instant::now();
        let mut issued = None;
        if let Some(after) = card_after {
            if after <= response_after {
                sleep(after).await;
                issued = Some(self.add(body, listed));
            } else {
                let (api, body) = (self.clone(), body.clone());
                tokio::spawn(async move {
                    sleep(after).await;
                    api.add(&body, listed);
                });
            }
        }
        sleep(response_after.saturating_sub(started.elapsed())).await;
        response.unwrap_or_else(|| {
            let card = json!({"id": issued, "customer_id": body["customer_id"], "status": "PENDING"});
            (201, json!({"status": "success", "message": "", "card": card, "autoFilledFields": []}))
        })
    }

    fn plan(&self) -> Plan {
        let refusal =
            |status: u16, text: &str| Some((status, json!({"statusCode": status, "message": text})));
        let mut state = self.state();
        let random = &mut state.random;
        let response_after = random.duration(100);
        let mut plan = Plan { card_after: None, listed: true, response_after, response: None };
        match random.below(100) {
            // Refusals before the server calls the card issuer.
            0..3 => plan.response = refusal(401, "Unauthorized"),
            3..5 => plan.response = refusal(403, "Forbidden"),
            5..7 => plan.response = refusal(404, "Customer not found"),
            7..9 => plan.response = refusal(429, "Too many requests"),
            9..12 => {
                plan.response = refusal(400, "Card creation failed: Maximum 5 cards allowed per customer");
            }
            12..14 => {
                let texts = json!(["brand must be a string"]);
                plan.response =
                    Some((400, json!({"statusCode": 400, "message": texts, "error": "Bad Request"})));
            }
            // Refusals and failures that don't tell whether a card is issued.
            14..30 => {
                let responses = [
                    refusal(500, "Internal server error"),
                    refusal(503, "Issuance temporarily unavailable"),
                    refusal(400, "Card creation failed: Failed to create card: no answer from the issuer"),
                    refusal(400, "Une erreur est survenue"),
                    refusal(422, "Card issuer rejected: try later"),
                    Some((200, json!({"status": "error", "code": 500, "message": "Out of order"}))),
                    // Something between the client and the server, after it has forwarded the request.
                    Some((403, json!({"message": "Forbidden"}))),
                    Some((429, json!({"message": "Limit Exceeded"}))),
                ];
                plan.response.clone_from(random.choose(&responses));
                if random.percent(60) {
                    // Before the response, or long after it.
                    plan.card_after = Some(random.duration(300));
                    plan.listed = random.percent(70);
                }
            }
            // A response that can't be decoded.
            30..34 => {
                plan.response = Some((201, json!({"status": "success", "card": 7})));
                plan.card_after = Some(response_after / 2);
            }
            // A response with a card that isn't the one requested.
            34..37 => {
                let cards = [
                    json!({"id": "stray", "customer_id": "customer-2"}),
                    json!({"id": "stray", "brand": "VERVE", "status": "FAILED"}),
                    json!({"id": "stray", "brand": "amex", "status": "TERMINATED"}),
                ];
                let card = random.choose(&cards);
                plan.response = Some((
                    201,
                    json!({"status": "success", "message": "", "card": card, "autoFilledFields": []}),
                ));
                plan.card_after = random.percent(50).then_some(response_after);
            }
            _ => plan.card_after = Some(response_after),
        }
        plan
    }

    fn add(&self, body: &Value, listed: bool) -> String {
        let mut state = self.state();
        let id = format!("card-{}", state.cards.len());
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let card = IssuedCard {
            id: id.clone(),
            intent: text("name_on_card"),
            customer: text("customer_id"),
            brand: text("brand"),
            issued_at: Some(tokio::time::Instant::now()),
            listed,
        };
        state.log.push(format!("{id} for {}", card.intent));
        state.cards.push(card);
        id
    }
}

impl Connection for Api {
    fn exchange<'a>(&'a self, request: Request, limits: Limits, intake: &'a mut dyn Intake) -> Exchange<'a> {
        Box::pin(async move {
            let reply = timeout(limits.total.min(limits.read), self.deliver(request));
            reply.await.unwrap_or(Err(ExchangeError::Timeout)).map(|reply| reply.through(intake))
        })
    }
}

impl Api {
    /// The network. It delivers a request even if the client stops waiting for the response.
    async fn deliver(&self, request: Request) -> Result<Reply, ExchangeError> {
        let (connect_time, refuses_connection) = {
            let mut state = self.state();
            (state.random.duration(2), state.random.percent(4))
        };
        sleep(connect_time).await;
        if refuses_connection {
            return Err(ExchangeError::Connect);
        }
        let (sender, receiver) = oneshot::channel();
        let (api, method) = (self.clone(), request.method().as_str().to_owned());
        let path = request.url().path().to_owned();
        let sync = request.url().query().is_some_and(|query| query.contains("sync=true"));
        let body = request.body().and_then(|body| body.as_bytes());
        let body: Value = body.and_then(|body| serde_json::from_slice(body).ok()).unwrap_or_default();
        let issues_card = method == "POST" && path == "/cards";
        if issues_card {
            let intent = body["name_on_card"].as_str().unwrap_or_default().to_owned();
            *self.state().posts.entry(intent).or_default() += 1;
        }
        self.log(format!("{method} {path}"));
        tokio::spawn(async move {
            let (request_time, loses_request, duplicates, response_time, loses_response) = {
                let mut state = api.state();
                let duplicates = issues_card && state.may_duplicate && state.random.percent(30);
                let random = &mut state.random;
                (random.duration(20), random.percent(5), duplicates, random.duration(20), random.percent(6))
            };
            sleep(request_time).await;
            if loses_request {
                return;
            }
            if duplicates {
                api.state().duplicates += 1;
                api.add(&body, true);
            }
            let response = api.process(&method, &path, sync, &body).await;
            sleep(response_time).await;
            if !loses_response {
                let _ = sender.send(response);
            }
        });
        let stays_open = self.state().random.percent(50);
        match receiver.await {
            Ok((status, body)) => {
                Ok(Reply { status, headers: HeaderMap::new(), body: body.to_string().into_bytes().into() })
            }
            // A lost message shows as a broken connection, or not at all.
            Err(_) if stays_open => std::future::pending().await,
            Err(_) => Err(ExchangeError::Interrupted),
        }
    }
}

impl Environment for Api {
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
