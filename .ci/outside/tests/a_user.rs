//! What a user tests with the published crate: the own code against what the API is known to answer, and its faults.

use cartevo::testing::{Answer, MockServer, Operation};
use cartevo::{CardTransactionsQuery, CustomerCardsQuery, Error, IssueHandle, IssueOutcome, NewCard};
use serde_json::json;

#[tokio::test]
async fn the_recordings_are_in_the_package() {
    let server = MockServer::start().await;
    let client = server.client();
    assert!(!client.customer("customer-1").await.unwrap().id.is_empty());
    assert!(!client.customer_cards("customer-1", &CustomerCardsQuery::new()).await.unwrap().is_empty());
    let all = client.card_transactions("card-1", &CardTransactionsQuery::new()).stream().try_collect().await;
    assert!(!all.unwrap().is_empty());
}

#[tokio::test]
async fn an_outage_is_outlived_by_a_read() {
    let server = MockServer::start().await;
    server.answer_next(Operation::GetCustomer, Answer::refusal(503, "Busy"));
    server.answer_next(Operation::GetCustomer, Answer::status(200).lost());
    assert_eq!(server.client().customer("customer-1").await.unwrap().attempts(), 3);
}

#[tokio::test]
async fn a_refusal_has_a_variant() {
    let server = MockServer::start().await;
    server.answer(Operation::CreateCard, Answer::refusal(400, "Card creation failed: Insufficient balance"));
    let error = server.client().create_card(&NewCard::new("customer-1", "VISA")).await.unwrap_err();
    assert!(matches!(error, Error::InsufficientBalance { .. }), "{error}");
}

#[tokio::test]
async fn a_card_whose_answer_was_lost_is_found_after_a_restart() {
    let server = MockServer::start().await;
    server.answer_next(Operation::GetCustomerCards, Answer::json(200, json!({"data": []}).to_string()));
    server.answer(Operation::CreateCard, Answer::status(200).lost());
    let client = server.client();
    let prepared = client.prepare_issue(NewCard::new("customer-1", "VISA")).await.unwrap();
    let prepared = prepared.exclusive().unwrap().patience(std::time::Duration::ZERO);
    let stored = serde_json::to_string(prepared.handle()).unwrap();
    for _ in 0..3 {
        server.answer_next(Operation::GetCustomerCards, Answer::refusal(500, "Internal server error"));
    }
    assert!(prepared.send().await.is_undecided());
    let row = json!({"data": [{"id": "the-new-one", "brand": "VISA"}]}).to_string();
    server.answer(Operation::GetCustomerCards, Answer::json(200, row));
    let restored: IssueHandle = serde_json::from_str(&stored).unwrap();
    let IssueOutcome::Issued(card) = restored.settle(&server.client()).await else { panic!("not found") };
    assert_eq!(card.id, "the-new-one");
    assert_eq!(server.requests_to(Operation::CreateCard).len(), 1);
}
