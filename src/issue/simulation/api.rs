//! An API that loses, delays, doubles and reorders, and the network before it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use reqwest::header::HeaderMap;
use reqwest::{Request, StatusCode};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::time::{sleep, timeout};

use super::random::Chance;
use crate::connection::{Connection, Exchange, Limits, Lost, Reply};
use crate::{Environment, Sleep};

/// How far the server's copy of its cards may be behind.
const BEHIND: Duration = Duration::from_secs(20);

/// The world outside of the client.
#[derive(Clone)]
pub(super) struct Api(Arc<Mutex<State>>);

pub(super) struct State {
    pub(super) chance: Chance,
    /// The cards, in the order of their issuing.
    pub(super) cards: Vec<Issued>,
    /// How many requests for a card the client has sent, by intent.
    pub(super) posts: BTreeMap<String, u32>,
    /// Whether the network may deliver a request for a card twice.
    pub(super) doubling: bool,
    pub(super) doubled: u32,
    /// What happened, for the comparison of two runs of a seed.
    pub(super) log: Vec<String>,
}

/// A card that was issued.
#[derive(Clone, Debug)]
pub(super) struct Issued {
    pub(super) id: String,
    /// The name on the card, which names the intent.
    pub(super) intent: String,
    customer: String,
    brand: String,
    /// When it was issued; `None` for what was there before.
    pub(super) at: Option<tokio::time::Instant>,
}

/// What the server does with a request for a card.
struct Plan {
    /// When the card is there, if it is issued at all.
    card_after: Option<Duration>,
    answer_after: Duration,
    answer: Option<(u16, Value)>,
}

impl Api {
    pub(super) fn new(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let doubling = chance.percent(4);
        let (mut cards, posts, log) = (Vec::new(), BTreeMap::new(), Vec::new());
        if chance.percent(50) {
            let (intent, customer) = ("of old".to_owned(), "customer-1".to_owned());
            cards.push(Issued { id: "old".to_owned(), intent, customer, brand: "VISA".to_owned(), at: None });
        }
        Self(Arc::new(Mutex::new(State { chance, cards, posts, doubling, doubled: 0, log })))
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, what: String) {
        self.state().log.push(what);
    }

    /// Works off a request that has arrived.
    async fn work(&self, method: &str, path: &str, body: &Value) -> (StatusCode, Value) {
        let (status, body) = match (method, path) {
            ("POST", "/auth/token") => self.token(),
            ("POST", "/cards") => self.issue(body).await,
            _ => self.cards(path),
        };
        (StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), body)
    }

    fn token(&self) -> (u16, Value) {
        if self.state().chance.percent(4) {
            return (503, json!({"message": "busy"}));
        }
        (200, json!({"access_token": "t", "token_type": "Bearer", "expires_in": 1200}))
    }

    /// The customer's cards: in any order, some of them twice, none of them in two ways, and now and then from a copy
    /// that lacks the newest.
    fn cards(&self, path: &str) -> (u16, Value) {
        let mut state = self.state();
        match state.chance.below(100) {
            0..4 => return (500, json!({"statusCode": 500, "message": "Internal server error"})),
            4..6 => return (429, json!({"message": "Too many requests"})),
            6..8 => return (401, json!({"message": "Unauthorized", "statusCode": 401})),
            _ => {}
        }
        let customer = path.split('/').nth(2).unwrap_or_default();
        let mut cards: Vec<Issued> =
            state.cards.iter().filter(|card| card.customer == customer).cloned().collect();
        if state.chance.percent(15) {
            cards.retain(|card| card.at.is_none_or(|at| at.elapsed() > BEHIND));
        }
        if cards.is_empty() && state.chance.percent(50) {
            return (404, json!({"statusCode": 404, "message": "Not found", "error": "Not Found"}));
        }
        if state.chance.percent(10) {
            cards.extend(cards.first().cloned());
        }
        state.chance.shuffle(&mut cards);
        let brands = state.chance.percent(70);
        let rows = cards.iter().map(|card| {
            let mut row = json!({"id": card.id, "customer_id": card.customer, "status": "ACTIVE"});
            if brands {
                row["brand"] = json!(card.brand);
            }
            row
        });
        (200, json!({"data": rows.collect::<Vec<_>>()}))
    }

    async fn issue(&self, body: &Value) -> (u16, Value) {
        let plan = self.plan();
        let Plan { card_after, answer_after, answer } = plan;
        let begun = tokio::time::Instant::now();
        let mut issued = None;
        if let Some(after) = card_after {
            if after <= answer_after {
                sleep(after).await;
                issued = Some(self.add(body));
            } else {
                let (api, body) = (self.clone(), body.clone());
                tokio::spawn(async move {
                    sleep(after).await;
                    api.add(&body);
                });
            }
        }
        sleep(answer_after.saturating_sub(begun.elapsed())).await;
        answer.unwrap_or_else(|| {
            let card = json!({"id": issued, "customer_id": body["customer_id"], "status": "PENDING"});
            (201, json!({"status": "success", "message": "", "card": card, "autoFilledFields": []}))
        })
    }

    fn plan(&self) -> Plan {
        let refusal =
            |status: u16, text: &str| Some((status, json!({"statusCode": status, "message": text})));
        let mut state = self.state();
        let chance = &mut state.chance;
        let answer_after = chance.time(100);
        let mut plan = Plan { card_after: None, answer_after, answer: None };
        match chance.below(100) {
            // Refusals before the issuer is asked.
            0..3 => plan.answer = refusal(401, "Unauthorized"),
            3..5 => plan.answer = refusal(403, "Forbidden"),
            5..7 => plan.answer = refusal(404, "Customer not found"),
            7..9 => plan.answer = refusal(429, "Too many requests"),
            9..12 => plan.answer = refusal(400, "Card creation failed: Maximum 5 cards allowed per customer"),
            12..14 => plan.answer = Some((400, json!({"message": ["brand must be a string"]}))),
            // Refusals and failures whose cause says nothing of the card.
            14..30 => {
                let answers = [
                    refusal(500, "Internal server error"),
                    refusal(503, "Issuance temporarily unavailable"),
                    refusal(400, "Card creation failed: Failed to create card: no answer from the issuer"),
                    refusal(400, "Une erreur est survenue"),
                    refusal(422, "Card issuer rejected: try later"),
                    Some((200, json!({"status": "error", "code": 500, "message": "Out of order"}))),
                ];
                let index = usize::try_from(chance.below(answers.len() as u64)).unwrap_or_default();
                plan.answer.clone_from(&answers[index]);
                if chance.percent(60) {
                    // Before the answer, or long after it.
                    plan.card_after = Some(chance.time(300));
                }
            }
            // An answer that nobody can read.
            30..34 => {
                plan.answer = Some((201, json!({"status": "success", "card": 7})));
                plan.card_after = Some(answer_after / 2);
            }
            _ => plan.card_after = Some(answer_after),
        }
        plan
    }

    fn add(&self, body: &Value) -> String {
        let mut state = self.state();
        let id = format!("card-{}", state.cards.len());
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let card = Issued {
            id: id.clone(),
            intent: text("name_on_card"),
            customer: text("customer_id"),
            brand: text("brand"),
            at: Some(tokio::time::Instant::now()),
        };
        state.log.push(format!("{id} for {}", card.intent));
        state.cards.push(card);
        id
    }
}

impl Connection for Api {
    fn exchange(&self, request: Request, limits: Limits) -> Exchange<'_> {
        Box::pin(async move {
            let answer = timeout(limits.total.min(limits.silence), self.carry(request));
            answer.await.unwrap_or(Err(Lost::TimedOut))
        })
    }
}

impl Api {
    /// The network. What has left the client goes on without it.
    async fn carry(&self, request: Request) -> Result<Reply, Lost> {
        let (connecting, unconnected) = {
            let mut state = self.state();
            (state.chance.time(2), state.chance.percent(4))
        };
        sleep(connecting).await;
        if unconnected {
            return Err(Lost::Unconnected);
        }
        let (sender, receiver) = oneshot::channel();
        let (api, method) = (self.clone(), request.method().as_str().to_owned());
        let path = request.url().path().to_owned();
        let body = request.body().and_then(|body| body.as_bytes());
        let body: Value = body.and_then(|body| serde_json::from_slice(body).ok()).unwrap_or_default();
        let issuing = method == "POST" && path == "/cards";
        if issuing {
            let intent = body["name_on_card"].as_str().unwrap_or_default().to_owned();
            *self.state().posts.entry(intent).or_default() += 1;
        }
        self.note(format!("{method} {path}"));
        tokio::spawn(async move {
            let (way, lost, doubled, back, unanswered) = {
                let mut state = api.state();
                let doubled = issuing && state.doubling && state.chance.percent(30);
                let chance = &mut state.chance;
                (chance.time(20), chance.percent(5), doubled, chance.time(20), chance.percent(6))
            };
            sleep(way).await;
            if lost {
                return;
            }
            if doubled {
                api.state().doubled += 1;
                api.add(&body);
            }
            let answer = api.work(&method, &path, &body).await;
            sleep(back).await;
            if !unanswered {
                let _ = sender.send(answer);
            }
        });
        let silent = self.state().chance.percent(50);
        match receiver.await {
            Ok((status, body)) => {
                Ok(Reply { status, headers: HeaderMap::new(), body: body.to_string().into_bytes().into() })
            }
            // A lost request or answer shows as a broken connection, or not at all.
            Err(_) if silent => std::future::pending().await,
            Err(_) => Err(Lost::Broken),
        }
    }
}

impl Environment for Api {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn timestamp(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn sleep(&self, duration: Duration) -> Sleep<'_> {
        Box::pin(sleep(duration))
    }

    fn random(&self) -> f64 {
        self.state().chance.unit()
    }
}
