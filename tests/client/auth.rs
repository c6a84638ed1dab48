//! Authentication: fixed tokens, and tokens in exchange for credentials.

use cartevo::{Client, Delivery, Error};
use httpmock::{Mock, MockServer};
use serde_json::json;

use crate::{ID, summary};

fn with_credentials(server: &MockServer) -> Client {
    Client::builder()
        .base_url(server.base_url())
        .credentials("client_1", "key")
        .retries(0)
        .build()
        .expect("the settings are valid")
}

async fn token(server: &MockServer, lifetime: i64) -> Mock<'_> {
    server
        .mock_async(|when, then| {
            when.method("POST")
                .path("/auth/token")
                .header_missing("authorization")
                .json_body(json!({"client_id": "client_1", "client_key": "key"}));
            then.status(200)
                .json_body(json!({"access_token": "issued", "token_type": "Bearer", "expires_in": lifetime}));
        })
        .await
}

async fn customer(server: &MockServer) -> Mock<'_> {
    server
        .mock_async(|when, then| {
            when.method("GET").path(format!("/customers/{ID}")).header("authorization", "Bearer issued");
            then.status(200).json_body(json!({"data": {"id": ID, "first_name": "A", "last_name": "B"}}));
        })
        .await
}

#[tokio::test]
async fn a_fixed_token_is_sent_unchanged() {
    let server = MockServer::start_async().await;
    let customer = customer(&server).await;
    let client = Client::builder().base_url(server.base_url()).token("issued").build().unwrap();
    client.customer(ID).await.unwrap();
    customer.assert_async().await;
}

#[tokio::test]
async fn concurrent_calls_share_one_token_exchange() {
    let server = MockServer::start_async().await;
    let (token, customer) = (token(&server, 3600).await, customer(&server).await);
    let client = with_credentials(&server);
    let calls = (0..20).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.customer(ID).await })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    token.assert_calls_async(1).await;
    customer.assert_calls_async(20).await;
}

#[tokio::test]
async fn an_expired_token_is_renewed() {
    let server = MockServer::start_async().await;
    let (token, _customer) = (token(&server, 0).await, customer(&server).await);
    let client = with_credentials(&server);
    client.customer(ID).await.unwrap();
    client.customer(ID).await.unwrap();
    token.assert_calls_async(2).await;
}

#[tokio::test]
async fn a_short_lived_token_is_used_for_half_of_its_lifetime() {
    let server = MockServer::start_async().await;
    let (token, _customer) = (token(&server, 240).await, customer(&server).await);
    let client = with_credentials(&server);
    client.customer(ID).await.unwrap();
    client.customer(ID).await.unwrap();
    token.assert_calls_async(1).await;
}

#[tokio::test]
async fn rejected_credentials_fail_the_call_before_its_request_is_sent() {
    let server = MockServer::start_async().await;
    let refusal = server
        .mock_async(|when, then| {
            when.path("/auth/token");
            then.status(401).json_body(json!({"message": "Invalid client credentials", "statusCode": 401}));
        })
        .await;
    let customer = customer(&server).await;
    let error = with_credentials(&server).customer(ID).await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized { .. }));
    assert_eq!(summary(&error), ("unauthorized", Some(401), vec!["Invalid client credentials".to_owned()]));
    assert_eq!(error.delivery(), Delivery::NotSent, "the request needs a token");
    refusal.assert_calls_async(1).await;
    customer.assert_calls_async(0).await;
}

#[tokio::test]
async fn a_rejected_token_is_renewed_once_per_read() {
    let server = MockServer::start_async().await;
    let token = token(&server, 3600).await;
    server
        .mock_async(|when, then| {
            when.path(format!("/customers/{ID}"));
            then.status(401);
        })
        .await;
    let client = with_credentials(&server);
    for _ in 0..2 {
        let error = client.customer(ID).await.unwrap_err();
        assert_eq!(summary(&error), ("unauthorized", Some(401), vec![]));
        assert_eq!((error.attempts(), error.delivery()), (2, Delivery::Answered));
    }
    // The second call acquires a token, because the first one discarded the rejected one, and renews it as well.
    token.assert_calls_async(4).await;
}

#[tokio::test]
async fn a_server_error_of_the_token_exchange_is_not_unauthorized() {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.path("/auth/token");
            then.status(503).body("<html>busy</html>");
        })
        .await;
    let error = with_credentials(&server).customer(ID).await.unwrap_err();
    assert_eq!(summary(&error), ("server", Some(503), vec![]));
    assert_eq!((error.delivery(), error.is_retryable()), (Delivery::NotSent, true));
}
