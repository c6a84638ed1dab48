//! A simulated bank: a card, a wallet, payments and fundings, and what a server shows of them.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::simulation::Random;

/// The maximum replication lag of the server.
const REPLICATION_LAG: u64 = 50;

pub(super) const CARD: &str = "card-1";
/// The intent of what was done before the run.
pub(super) const BEFORE: &str = "before the run";
pub(super) const WALLET: &str = "wallet-2";

/// What was done, and for whom. The truth that callers don't know.
#[derive(Clone, Debug)]
pub(super) struct Effect {
    pub(super) intent: String,
    /// The id of the transaction that it left.
    pub(super) trace: Option<String>,
}

/// A transaction of the card or the wallet, a payment, or a funding.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) intent: String,
    pub(super) kind: &'static str,
    pub(super) key: Option<String>,
    amount: Value,
    at: Instant,
    /// When it gets its final status, and which.
    final_at: Instant,
    pub(super) final_status: &'static str,
    /// Whether the server knows it. Otherwise only the card issuer does, until the server asks it.
    listed: bool,
}

/// The status and the balance in cents of the card since a time.
#[derive(Clone, Copy, Debug)]
struct CardState {
    since: Instant,
    status: &'static str,
    cents: i64,
}

pub(super) struct Bank {
    history: Vec<CardState>,
    pub(super) rows: Vec<Row>,
    pub(super) effects: Vec<Effect>,
    /// How often the card has changed without any caller.
    pub(super) disturbances: u32,
    /// Whether the response to a funding states another id than the transaction has, as in October 2025.
    has_other_ids: bool,
    /// Whether the server ignores paging.
    ignores_paging: bool,
    /// Whether a deposit leaves no transaction.
    leaves_no_deposits: bool,
}

impl Bank {
    pub(super) fn new(random: &mut Random, status: &'static str) -> Self {
        let since = Instant::now();
        let mut bank = Self {
            history: vec![CardState { since, status, cents: 100_000 }],
            rows: Vec::new(),
            effects: Vec::new(),
            disturbances: 0,
            has_other_ids: random.percent(50),
            ignores_paging: random.percent(30),
            leaves_no_deposits: random.percent(20),
        };
        // What was before the run looks like what callers do.
        for kind in ["FUND", "WITHDRAW", "DEPOSIT"] {
            bank.add_row(random, BEFORE, kind, json!(50), None, "SUCCESS");
        }
        bank.rows.iter_mut().for_each(|row| row.listed = true);
        bank
    }

    fn state(&self) -> CardState {
        self.history[self.history.len() - 1]
    }

    pub(super) fn status(&self) -> &'static str {
        self.state().status
    }

    fn change(&mut self, change: impl FnOnce(&mut CardState)) {
        let mut state = CardState { since: Instant::now(), ..self.state() };
        change(&mut state);
        self.history.push(state);
    }

    /// A payment by the holder of the card.
    pub(super) fn spend(&mut self, cents: i64) {
        self.change(|state| state.cents -= cents);
        self.disturbances += 1;
    }

    /// What was before shows up again, under another id, as when the server stores what the card issuer tells it late.
    pub(super) fn echo(&mut self) {
        for index in 0..2 {
            let (id, at) = (format!("row-{}", self.rows.len()), Instant::now());
            let row = Row { id, at, ..self.rows[index].clone() };
            self.rows.push(row);
        }
        self.disturbances += 1;
    }

    /// Does what a request asks for. Returns the response of a success, or why it is refused.
    pub(super) fn act(
        &mut self,
        random: &mut Random,
        intent: &str,
        path: &str,
        body: &Value,
    ) -> Result<Value, &'static str> {
        match path.rsplit('/').next().unwrap_or_default() {
            "fund" if path.starts_with("/cards") => self.transfer(random, intent, "FUND", body),
            "withdraw" => self.transfer(random, intent, "WITHDRAW", body),
            "freeze" => {
                self.set_status(intent, "ACTIVE", "FROZEN", "Card freeze failed: Card is already frozen")
            }
            "unfreeze" => {
                self.set_status(intent, "FROZEN", "ACTIVE", "Card unfreeze failed: Card is not frozen")
            }
            "terminate" | CARD => self.terminate(intent),
            "deposit" => Ok(self.deposit(random, intent, body)),
            "fund" => Ok(self.pay(random, intent, "WALLET_FUND", "trxId", body)),
            "collect" => Ok(self.pay(random, intent, "COLLECTION", "external_id", body)),
            _ => Ok(self.pay(random, intent, "PAYOUT", "external_id", body)),
        }
    }

    fn transfer(
        &mut self,
        random: &mut Random,
        intent: &str,
        kind: &'static str,
        body: &Value,
    ) -> Result<Value, &'static str> {
        let cents = body["amount"].as_i64().unwrap_or_default() * 100;
        let CardState { status, cents: before, .. } = self.state();
        if status != "ACTIVE" {
            return Err("Card funding failed: Cannot fund frozen card");
        }
        self.change(|state| state.cents += if kind == "FUND" { cents } else { -cents });
        // A server may mark what the card issuer has done as failed.
        let status = if random.percent(3) { "FAILED" } else { "SUCCESS" };
        let row = self.add_row(random, intent, kind, body["amount"].clone(), None, status);
        self.effects.push(Effect { intent: intent.to_owned(), trace: Some(row.clone()) });
        let id = if self.has_other_ids { format!("response to {row}") } else { row };
        Ok(json!({"success": true, "data": {"transaction_id": id, "card_id": CARD, "amount": body["amount"],
            "currency": "USD", "card_balance_before": dollars(before), "card_balance_after": dollars(self.state().cents)}}))
    }

    fn set_status(
        &mut self,
        intent: &str,
        from: &str,
        to: &'static str,
        refusal: &'static str,
    ) -> Result<Value, &'static str> {
        if self.status() != from {
            return Err(refusal);
        }
        self.change(|state| state.status = to);
        self.effects.push(Effect { intent: intent.to_owned(), trace: None });
        Ok(json!({"success": true, "data": {"card_id": CARD, "card_status": to}}))
    }

    fn terminate(&mut self, intent: &str) -> Result<Value, &'static str> {
        if self.status() == "TERMINATED" {
            return Err("Card termination failed: Card is already terminated");
        }
        self.change(|state| (state.status, state.cents) = ("TERMINATED", 0));
        self.effects.push(Effect { intent: intent.to_owned(), trace: None });
        Ok(
            json!({"success": true, "data": {"card_id": CARD, "card_status": "TERMINATED", "refund_processed": true}}),
        )
    }

    fn deposit(&mut self, random: &mut Random, intent: &str, body: &Value) -> Value {
        let amount = body["destinationWallet"]["amount"].clone();
        let trace = (!self.leaves_no_deposits)
            .then(|| self.add_row(random, intent, "DEPOSIT", amount, None, "SUCCESS"));
        self.effects.push(Effect { intent: intent.to_owned(), trace });
        json!({"success": true, "statusCode": 200, "message": "Data retrieved successfully"})
    }

    /// A payment or the funding of a wallet. A second request with the same key gets the first one's.
    fn pay(
        &mut self,
        random: &mut Random,
        intent: &str,
        kind: &'static str,
        key: &str,
        body: &Value,
    ) -> Value {
        let key = body[key].as_str().unwrap_or_default().to_owned();
        let existing = self.rows.iter().find(|row| row.kind == kind && row.key.as_ref() == Some(&key));
        let id = if let Some(row) = existing {
            row.id.clone()
        } else {
            let status = if random.percent(80) { "SUCCESS" } else { "FAILED" };
            let id = self.add_row(random, intent, kind, body["amount"].clone(), Some(key), status);
            self.effects.push(Effect { intent: intent.to_owned(), trace: Some(id.clone()) });
            id
        };
        let row = self.rows.iter().find(|row| row.id == id).map(show).unwrap_or_default();
        let data = if kind == "WALLET_FUND" { json!({"transaction": row}) } else { row };
        json!({"success": true, "message": "", "data": data})
    }

    fn add_row(
        &mut self,
        random: &mut Random,
        intent: &str,
        kind: &'static str,
        amount: Value,
        key: Option<String>,
        final_status: &'static str,
    ) -> String {
        let (id, at) = (format!("row-{}", self.rows.len()), Instant::now());
        let takes = if key.is_some() || random.percent(20) { random.duration(300) } else { Duration::ZERO };
        let listed = key.is_some() || random.percent(70);
        let intent = intent.to_owned();
        let final_at = at + takes;
        self.rows.push(Row { id: id.clone(), intent, kind, key, amount, at, final_at, final_status, listed });
        id
    }

    /// The server asks the card issuer for what it lacks, and conceals if that fails.
    fn sync(&mut self, random: &mut Random) {
        if random.percent(90) {
            self.rows.iter_mut().for_each(|row| row.listed = true);
        }
    }

    /// A response to a read, sometimes from a replica.
    pub(super) fn show(&mut self, random: &mut Random, path: &str, query: &[(String, String)]) -> Value {
        let as_of = if random.percent(15) { random.duration(REPLICATION_LAG) } else { Duration::ZERO };
        let as_of = Instant::now().checked_sub(as_of).unwrap_or_else(Instant::now);
        self.sync(random);
        if path == format!("/cards/{CARD}") {
            return self.show_card(as_of);
        }
        let get = |name: &str| query.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str());
        let (kinds, first): (&[&str], usize) = match path {
            "/payment/transactions" => match get("type") {
                Some("PAYOUT") => (&["PAYOUT"], 1),
                _ => (&["COLLECTION"], 1),
            },
            path if path.starts_with("/cards") => (&["FUND", "WITHDRAW"], 0),
            _ => (&["WALLET_FUND", "DEPOSIT"], 1),
        };
        let filter = get("external_id");
        let selects = |row: &&Row| {
            kinds.contains(&row.kind)
                && row.listed
                && row.at <= as_of
                && filter.is_none_or(|text| row.key.as_ref().is_some_and(|key| key.contains(text)))
        };
        let mut rows: Vec<Value> = self.rows.iter().filter(selects).map(show).collect();
        let total = rows.len();
        if random.percent(10) {
            rows.extend(rows.first().cloned());
        }
        random.shuffle(&mut rows);
        let number = |name: &str| get(name).and_then(|text| text.parse::<usize>().ok());
        let (page, limit) = (number("page").unwrap_or(first), number("limit").unwrap_or(20).max(1));
        if !self.ignores_paging {
            rows = rows.into_iter().skip((page - first) * limit).take(limit).collect();
        }
        json!({"success": true, "data": rows, "pagination": {"page": page, "limit": limit, "total": total,
            "totalPages": total.div_ceil(limit)}})
    }

    fn show_card(&self, as_of: Instant) -> Value {
        let state = self.history.iter().rev().find(|state| state.since <= as_of).unwrap_or(&self.history[0]);
        json!({"success": true, "data": {"id": CARD, "status": state.status, "balance": dollars(state.cents)}})
    }
}

fn dollars(cents: i64) -> Value {
    json!(cents / 100)
}

fn show(row: &Row) -> Value {
    let status = if row.final_at <= Instant::now() { row.final_status } else { "PENDING" };
    let kind = if row.kind == "WALLET_FUND" { "FUND" } else { row.kind };
    json!({"id": row.id, "transaction_id": row.id, "category": "CARD", "type": kind, "amount": row.amount,
        "status": status, "currency": if row.key.is_some() { "XAF" } else { "USD" }, "description": "",
        "created_at": Timestamp::UNIX_EPOCH.to_string(), "external_id": row.key, "reference": row.key})
}
