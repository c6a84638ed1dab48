//! What a query selects is left out of no list and what it doesn't select of all, even if the server ignores filters.

use cartevo::jiff::civil::date;
use cartevo::testing::{Answer, MockServer, Operation};
use cartevo::{
    CardBrand, CardStatus, CardsQuery, Client, PaymentType, PaymentsQuery, TransactionStatus,
    TransactionsQuery,
};
use serde_json::{Value, json};

/// A server that ignores filters, and the items that it has besides these fields.
async fn server(operation: Operation, base: &Value, rows: &[Value]) -> (MockServer, Client) {
    let rows: Vec<Value> = rows.iter().map(|row| merged(base, row)).collect();
    let data = if operation == Operation::GetCards { json!({"cards": rows}) } else { json!(rows) };
    let body =
        json!({"success": true, "data": data, "meta": {"limit": 100, "total": rows.len(), "totalPages": 1}});
    let server = MockServer::start().await;
    server.answer(operation, Answer::json(200, body.to_string()));
    let client = server.client();
    (server, client)
}

fn merged(base: &Value, row: &Value) -> Value {
    let mut merged = base.clone();
    for (name, value) in row.as_object().unwrap() {
        merged[name] = value.clone();
    }
    merged
}

#[tokio::test]
async fn transactions_are_filtered_by_what_they_state() {
    let base = json!({"category": "WALLET", "type": "FUND", "status": "PENDING", "amount": 1,
        "created_at": "2026-04-09T09:42:11Z"});
    let rows = [
        json!({"id": "a", "wallet_id": "w1", "customer_id": "c1"}),
        json!({"id": "b", "wallet_id": "w2", "customer": {"id": "c1"}}),
        json!({"id": "c", "wallet_id": null, "customer": {"id": "c2"}, "reference": "a"}),
        json!({"id": "d", "status": "success"}),
    ];
    let (_server, client) = server(Operation::GetTransactions, &base, &rows).await;
    let query = TransactionsQuery::new();
    let cases = [
        (query.clone(), "abcd"),
        (query.clone().wallet_id("w1"), "acd"),
        (query.clone().customer_id("c1"), "abd"),
        (query.clone().status(TransactionStatus::Pending), "abc"),
        (query.clone().status(TransactionStatus::Success), "d"),
        (query.transaction_id("a"), "ac"),
    ];
    for (query, expected) in cases {
        let ids =
            |items: Vec<cartevo::Transaction>| items.into_iter().map(|item| item.id).collect::<String>();
        let page = client.transactions(&query).await.unwrap().into_inner().items;
        assert_eq!(ids(page), expected, "{query:?}");
        assert_eq!(ids(client.transactions(&query).stream().try_collect().await.unwrap()), expected);
    }
}

#[tokio::test]
async fn payments_are_filtered_by_what_they_state() {
    let base = json!({"status": "SUCCESS", "amount": 1, "currency": "XAF"});
    let rows = [
        json!({"transaction_id": "a", "type": "collection", "external_id": "order-1",
            "created_at": "2026-04-01T00:00:00Z"}),
        json!({"transaction_id": "b", "type": "PAYOUT", "external_id": "order-12",
            "initiated_at": "2026-05-01T00:00:00Z"}),
        json!({"transaction_id": "c"}),
    ];
    let (_server, client) = server(Operation::GetPayments, &base, &rows).await;
    let query = PaymentsQuery::new();
    let cases = [
        (query.clone(), "abc"),
        (query.clone().external_id("order-1"), "abc"),
        (query.clone().external_id("order-12"), "bc"),
        (query.clone().kind(PaymentType::Payout), "bc"),
        (query.clone().kind(PaymentType::Collection), "ac"),
        (query.clone().created_from(date(2026, 5, 1)), "bc"),
        (query.clone().created_before(date(2026, 5, 1)), "ac"),
        (query.status(TransactionStatus::Failed), ""),
    ];
    for (query, expected) in cases {
        let all = client.payments(&query).stream().try_collect().await.unwrap();
        let ids: String = all.into_iter().map(|item| item.transaction_id).collect();
        assert_eq!(ids, expected, "{query:?}");
    }
}

#[tokio::test]
async fn cards_are_filtered_by_what_they_state() {
    let rows = [
        json!({"id": "a", "status": "active", "brand": "VISA", "last4": "1234"}),
        json!({"id": "b", "status": "FROZEN", "brand": "mastercard", "masked_pan": "400000******5678"}),
        json!({"id": "c", "last4": "****"}),
    ];
    let (_server, client) = server(Operation::GetCards, &json!({}), &rows).await;
    let query = CardsQuery::new();
    let cases = [
        (query.clone(), "abc"),
        (query.clone().status(CardStatus::Active), "ac"),
        (query.clone().brand(CardBrand::Mastercard), "bc"),
        (query.last4("5678"), "bc"),
    ];
    for (query, expected) in cases {
        let all = client.cards(&query).await.unwrap().into_inner().cards;
        assert_eq!(all.into_iter().map(|card| card.id).collect::<String>(), expected, "{query:?}");
    }
}
