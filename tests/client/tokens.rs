//! The lifecycle of tokens: renewal, expiry and rejection.

use std::time::Duration;

use cartevo::testing::{Answer, MockServer, Operation, VirtualTime};
use cartevo::{Client, Delivery, Error, NewCard};

use crate::ID;

const CUSTOMER: &str = r#"{"data": {"id": "c", "first_name": "A", "last_name": "B"}}"#;

async fn server() -> (MockServer, Client, VirtualTime) {
    let (server, time) = (MockServer::start().await, VirtualTime::new());
    server.answer(Operation::CreateToken, Answer::token("first", 3600));
    server.answer(Operation::GetCustomer, Answer::json(200, CUSTOMER));
    let client = server.client_builder().credentials("client_1", "key").environment(time.clone());
    let client = client.build().unwrap();
    (server, client, time)
}

/// The `Authorization` headers of the requests for the customer.
fn tokens(server: &MockServer) -> Vec<String> {
    let header = |request: &cartevo::testing::SentRequest| {
        request.headers.iter().find(|(name, _)| name == "authorization").map(|(_, value)| value.clone())
    };
    server.requests_to(Operation::GetCustomer).iter().filter_map(header).collect()
}

#[tokio::test]
async fn a_token_is_renewed_five_minutes_before_it_expires() {
    let (server, client, time) = server().await;
    client.customer(ID).await.unwrap();
    time.advance(Duration::from_secs(3600 - 301));
    client.customer(ID).await.unwrap();
    assert_eq!(server.requests_to(Operation::CreateToken).len(), 1);
    server.answer(Operation::CreateToken, Answer::token("second", 3600));
    time.advance(Duration::from_secs(2));
    client.customer(ID).await.unwrap();
    assert_eq!(tokens(&server), ["Bearer first", "Bearer first", "Bearer second"]);
}

#[tokio::test]
async fn a_failed_renewal_keeps_the_current_token_until_it_expires() {
    let (server, client, time) = server().await;
    client.customer(ID).await.unwrap();
    server.answer(Operation::CreateToken, Answer::status(503));
    time.advance(Duration::from_secs(3600 - 200));
    for _ in 0..3 {
        client.customer(ID).await.unwrap();
    }
    // One exchange with two retries, and then none until the backoff has elapsed.
    assert_eq!(server.requests_to(Operation::CreateToken).len(), 1 + 3);
    time.advance(Duration::from_secs(31));
    client.customer(ID).await.unwrap();
    assert_eq!(server.requests_to(Operation::CreateToken).len(), 1 + 3 + 3);
    time.advance(Duration::from_secs(200));
    let error = client.customer(ID).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.delivery(), error.operation()),
        ("server", Delivery::NotSent, Some("getCustomer"))
    );
}

#[tokio::test]
async fn a_rejected_token_is_renewed_and_the_read_repeated() {
    let (server, client, _) = server().await;
    server.answer_next(Operation::GetCustomer, Answer::refusal(401, "Unauthorized"));
    client.customer(ID).await.unwrap();
    assert_eq!(server.requests_to(Operation::CreateToken).len(), 2);
    assert_eq!(server.requests_to(Operation::GetCustomer).len(), 2);
}

#[tokio::test]
async fn create_card_is_not_repeated_after_a_rejected_token() {
    let (server, client, _) = server().await;
    server.answer(Operation::CreateCard, Answer::refusal(401, "Unauthorized"));
    let error = client.create_card(&NewCard::new(ID, "VISA")).await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized { .. }));
    assert_eq!(server.requests_to(Operation::CreateCard).len(), 1);
    client.customer(ID).await.unwrap();
    assert_eq!(server.requests_to(Operation::CreateToken).len(), 2, "the rejected token is discarded");
}

#[tokio::test]
async fn a_rejected_fixed_token_fails_the_call() {
    let (server, _, _) = server().await;
    server.answer(Operation::GetCustomer, Answer::refusal(401, "Unauthorized"));
    let error = server.client().customer(ID).await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(401), 1));
}

#[tokio::test]
async fn waiting_calls_share_the_result_of_a_token_exchange() {
    for (answer, succeed) in [
        (Answer::refusal(401, "Invalid client credentials"), false),
        (Answer::status(503), false),
        (Answer::token("short", 0), true),
    ] {
        let server = MockServer::start().await;
        server.answer(Operation::GetCustomer, Answer::json(200, CUSTOMER));
        server.answer(Operation::CreateToken, answer.clone());
        let client = server.client_builder().credentials("client_1", "key").retries(0).build().unwrap();
        // The runtime polls every call before the server.
        let calls: Vec<_> = (0..1000)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move { client.customer(ID).await.is_ok() })
            })
            .collect();
        for call in calls {
            assert_eq!(call.await.unwrap(), succeed, "{answer:?}");
        }
        assert_eq!(server.requests_to(Operation::CreateToken).len(), 1, "{answer:?}");
        // A later call starts a new exchange.
        let _ = client.customer(ID).await;
        assert_eq!(server.requests_to(Operation::CreateToken).len(), 2, "{answer:?}");
    }
}

#[tokio::test]
async fn a_cancelled_renewal_is_taken_over_by_a_waiting_call() {
    let (server, client, _) = server().await;
    server.answer_next(Operation::CreateToken, Answer::token("never", 3600).silent());
    let call = || {
        let client = client.clone();
        tokio::spawn(async move { client.customer(ID).await.is_ok() })
    };
    let first = call();
    while server.requests_to(Operation::CreateToken).is_empty() {
        tokio::task::yield_now().await;
    }
    let others: Vec<_> = (0..20).map(|_| call()).collect();
    tokio::task::yield_now().await;
    first.abort();
    for other in others {
        assert!(other.await.unwrap());
    }
    assert_eq!(server.requests_to(Operation::CreateToken).len(), 2);
}
