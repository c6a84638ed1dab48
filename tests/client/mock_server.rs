//! The mock server, as users' tests see it.

use std::time::Duration;

use cartevo::testing::{Answer, MockServer, Operation, recordings};
use cartevo::{CardTransactionsQuery, Client, CustomerCardsQuery, CustomerTransactionsQuery, Error, NewCard};
use tokio::time::Instant;

/// Calls an operation for its outcome alone.
async fn call(client: &Client, operation: Operation) -> Result<(), Error> {
    match operation {
        Operation::CreateToken | Operation::GetCustomer => client.customer("c").await.map(drop),
        Operation::GetCustomerCards => client.customer_cards("c", &CustomerCardsQuery::new()).await.map(drop),
        Operation::GetCustomerTransactions => {
            client.customer_transactions("c", &CustomerTransactionsQuery::new()).await.map(drop)
        }
        Operation::GetCardTransactions => {
            client.card_transactions("c", &CardTransactionsQuery::new()).await.map(drop)
        }
        Operation::CreateCard => client.create_card(&NewCard::new("c", "VISA")).await.map(drop),
        _ => panic!("no call for {operation}"),
    }
}

#[tokio::test]
async fn every_operation_is_answered_with_a_recorded_success() {
    let server = MockServer::start().await;
    let client = server.client_builder().credentials("client_1", "key").build().unwrap();
    for operation in Operation::ALL {
        call(&client, operation).await.unwrap_or_else(|error| panic!("{operation}: {error}"));
        assert!(!server.requests_to(operation).is_empty(), "{operation}");
    }
}

#[tokio::test]
async fn every_recording_is_served_with_its_status() {
    let server = MockServer::start().await;
    for recording in recordings().iter().filter(|it| it.operation() != Operation::CreateToken) {
        server.answer(recording.operation(), Answer::recorded(recording));
        let status = match call(&server.client(), recording.operation()).await {
            Ok(()) => recording.status() / 100 * 100,
            Err(error) => error.status().unwrap(),
        };
        let expected = if recording.status() < 300 { 200 } else { recording.status() };
        assert_eq!(status, expected, "{}", recording.name());
    }
}

#[tokio::test]
async fn models_can_be_used_as_responses() {
    let server = MockServer::start().await;
    let client = server.client();
    let customer = client.customer("c").await.unwrap();
    server.answer(Operation::GetCustomer, Answer::customer(&customer));
    assert_eq!(*client.customer("c").await.unwrap(), *customer);
    let cards = client.customer_cards("c", &CustomerCardsQuery::new()).await.unwrap();
    server.answer(Operation::GetCustomerCards, Answer::cards(&cards));
    server.answer(Operation::CreateCard, Answer::created(&cards[0]));
    let created = client.create_card(&NewCard::new("c", "VISA")).await.unwrap();
    assert_eq!(created.card.id, cards[0].id);
    assert_eq!(client.customer_cards("c", &CustomerCardsQuery::new()).await.unwrap().len(), cards.len());
}

#[tokio::test(start_paused = true)]
async fn responses_can_be_delayed() {
    let server = MockServer::start().await;
    server.answer(Operation::GetCustomer, Answer::refusal(404, "No").after(Duration::from_millis(40)));
    let started = Instant::now();
    server.client().customer("c").await.unwrap_err();
    assert!(started.elapsed() >= Duration::from_millis(40));
}

#[tokio::test]
async fn an_unknown_path_is_not_found() {
    let server = MockServer::start().await;
    let client = Client::builder().base_url(format!("{}/api/v9", server.url())).token("t").build().unwrap();
    assert_eq!(client.customer("c").await.unwrap_err().status(), Some(404));
    assert_eq!(server.requests()[0].operation, None);
}
