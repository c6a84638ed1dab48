//! Streams all fundings of a card. Like servers of October 2025, the mock server ignores paging and filters.

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use cartevo::testing::{Answer, MockServer, Operation};
use cartevo::{Amount, CardTransactionsQuery, Error, TransactionType};
use serde_json::{Value, json};

const CARD: &str = "550e8400-e29b-41d4-a716-446655440000";

#[tokio::main]
async fn main() -> Result<(), Error> {
    let server = MockServer::start().await;
    server.answer(Operation::GetCardTransactions, everything());
    let client = server.client();

    let query = CardTransactionsQuery::new().kind(TransactionType::Funding).sync(false);
    let mut transactions = client.card_transactions(CARD, &query).stream();
    let mut total = Amount::ZERO.decimal();
    while let Some(transaction) = transactions.next().await {
        let transaction = transaction?;
        println!("{} {} {}", transaction.id, transaction.amount(), transaction.type_);
        total += transaction.amount().decimal();
    }
    println!("{total} USD in total, {} request(s)", server.requests().len());
    Ok(())
}

fn everything() -> Answer {
    let transaction = |id: usize, kind: &str| {
        json!({"id": format!("t-{id}"), "category": "CARD", "type": kind, "status": "SUCCESS", "amount": 10.25,
            "description": "", "currency": "USD", "created_at": "2026-04-09T09:42:11.123Z"})
    };
    let kinds = ["FUND", "AUTHORIZATION", "FUNDING", "SETTLEMENT"];
    let items: Vec<Value> = kinds.iter().enumerate().map(|(id, kind)| transaction(id, kind)).collect();
    let body = json!({"success": true, "transactions": items, "filters": {"limit": 20},
        "pagination": {"limit": 20, "offset": 0, "total": 4}});
    Answer::json(200, body.to_string())
}
