//! The classification of errors by status and message.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;

use cartevo::{Client, Delivery, Error, NewCard};
use httpmock::MockServer;
use serde_json::json;

use crate::{ID, client, get_cards, get_customer, summary};

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[tokio::test]
async fn the_five_error_bodies_of_the_server_are_decoded() {
    let cases = [
        (400, json!({"statusCode": 400, "message": "Bad date", "error": "Bad Request"}), vec!["Bad date"]),
        (500, json!({"statusCode": 500, "message": "Internal server error"}), vec!["Internal server error"]),
        (
            400,
            json!({"statusCode": 400, "message": ["brand must be a string", "brand should not be empty"], "error": "Bad Request"}),
            vec!["brand must be a string", "brand should not be empty"],
        ),
        (400, json!({"success": false, "message": "No", "error": "Bad Request"}), vec!["No"]),
        (400, json!({"error": {"code": "x", "message": "Old form"}}), vec!["Old form"]),
    ];
    for (status, body, messages) in cases {
        let error = get_customer(status, &body.to_string()).await.unwrap_err();
        let kind = if status == 500 { "server" } else { "invalid_request" };
        assert_eq!(summary(&error), (kind, Some(status), texts(&messages)));
    }
}

#[tokio::test]
async fn an_error_with_a_success_status_is_an_error() {
    let body = json!({"status": "error", "code": 500, "message": "Out of order", "error": {"message": "Out of order"}});
    let error = get_customer(200, &body.to_string()).await.unwrap_err();
    assert_eq!(summary(&error), ("server", Some(200), texts(&["Out of order"])));

    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.path("/cards");
            then.status(200).json_body(body);
        })
        .await;
    let error = client(&server).create_card(&NewCard::new(ID, "VISA")).await.unwrap_err();
    assert_eq!(summary(&error), ("server", Some(200), texts(&["Out of order"])));
}

#[tokio::test]
async fn bodies_without_a_message_are_classified_by_status() {
    let html = get_customer(502, "<html><h1>502 Bad Gateway</h1></html>").await.unwrap_err();
    assert_eq!(summary(&html), ("server", Some(502), vec![]));
    let empty = get_customer(401, "").await.unwrap_err();
    assert_eq!(summary(&empty), ("unauthorized", Some(401), vec![]));
    let moved = get_customer(302, "").await.unwrap_err();
    assert_eq!(summary(&moved), ("unexpected", Some(302), vec![]));
}

#[tokio::test]
async fn a_404_is_not_found() {
    let body = json!({"message": "Customer not found", "error": "Not Found", "statusCode": 404}).to_string();
    let error = get_customer(404, &body).await.unwrap_err();
    assert_eq!(summary(&error), ("not_found", Some(404), texts(&["Customer not found"])));
}

#[tokio::test]
async fn a_decode_error_names_the_place_and_the_types() {
    let cases = [
        (json!({"data": [{"id": "a"}, {"id": 7}]}), ("data[1].id", "a string", "a number")),
        (json!({"data": {"id": "a"}}), ("data", "an array", "an object")),
        (json!({"data": [{"id": "a", "balance": true}]}), ("data[0].balance", "an amount", "a boolean")),
        (json!({"data": [{"id": "a", "balance": "10,5"}]}), ("data[0].balance", "an amount", "a string")),
        (
            json!({"data": [{"id": "a", "created_at": "yesterday"}]}),
            ("data[0].created_at", "a value of a known format", "a string"),
        ),
        (json!({"data": [{"status": "ACTIVE"}]}), ("data[0]", "a required field", "an object")),
        (json!({"data": [{"id": "a", "status": {}}]}), ("data[0].status", "a string", "an object")),
        (json!([]), (".", "an object", "an array")),
    ];
    for (body, expected_error) in cases {
        let error = get_cards(body).await.unwrap_err();
        assert_eq!((error.status(), error.delivery()), (Some(200), Delivery::Answered));
        let Error::Decode { pointer, expected, found, .. } = error else { panic!("{error:?}") };
        assert_eq!((pointer.as_str(), expected, found), expected_error);
    }
}

#[tokio::test]
async fn a_body_that_is_not_json_is_a_decode_error() {
    for (body, found) in [
        ("", "nothing"),
        (r#"{"data": {"id": "a", "first_name": "#, "truncated JSON"),
        ("<html>", "something else"),
    ] {
        let error = get_customer(200, body).await.unwrap_err();
        assert!(matches!(error, Error::Decode { expected: "JSON", found: f, .. } if f == found), "{error:?}");
    }
}

/// Starts a server that responds to one request with these bytes. Returns its URL.
fn respond_with(bytes: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(bytes);
    });
    format!("http://{address}")
}

#[tokio::test]
async fn a_truncated_response_is_a_connection_error() {
    let url = respond_with(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"data\":");
    let client = Client::builder().base_url(url).token("t").retries(0).build().unwrap();
    let error = client.customer(ID).await.unwrap_err();
    assert!(matches!(error, Error::Connection { .. }), "{error:?}");
    assert_eq!((error.delivery(), error.status(), error.is_retryable()), (Delivery::Unknown, None, true));
}

#[tokio::test]
async fn a_refused_connection_is_a_connection_error() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder().base_url(url).token("t").retries(0).build().unwrap();
    let error = client.customer(ID).await.unwrap_err();
    assert!(matches!(error, Error::Connection { .. }), "{error:?}");
    assert_eq!((error.delivery(), error.is_retryable()), (Delivery::NotSent, true));
}

#[tokio::test(start_paused = true)]
async fn a_slow_server_times_out() {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.any_request();
            then.status(200).delay(Duration::from_secs(5));
        })
        .await;
    let client = Client::builder().base_url(server.base_url()).token("t").timeout(Duration::from_millis(50));
    let error = client.build().unwrap().customer(ID).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
    assert_eq!(error.delivery(), Delivery::Unknown);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_rejected() {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.any_request();
            then.status(200).body(vec![b' '; 17 * 1024 * 1024]);
        })
        .await;
    let error = client(&server).customer(ID).await.unwrap_err();
    let Error::Decode { expected, .. } = &error else { panic!("{error:?}") };
    assert_eq!((*expected, error.status()), ("a body of at most 16 MiB", Some(200)));
    assert_eq!(error.delivery(), Delivery::Answered);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let server = MockServer::start_async().await;
    let target = server
        .mock_async(|when, then| {
            when.path("/elsewhere");
            then.status(200);
        })
        .await;
    server
        .mock_async(|when, then| {
            when.path(format!("/customers/{ID}"));
            then.status(307).header("location", "/elsewhere");
        })
        .await;
    assert_eq!(client(&server).customer(ID).await.unwrap_err().status(), Some(307));
    target.assert_calls_async(0).await;
}

#[tokio::test]
async fn only_a_decision_of_the_card_issuer_is_a_rejection_by_it() {
    let failed = "Card creation failed: Failed to create card: ";
    for (status, message, kind) in [
        (400, format!("{failed}customer is not eligible for card issuing"), "issuer_rejected"),
        (400, format!("{failed}Internal server error"), "server"),
        (400, format!("{failed}socket hang up"), "server"),
        (400, format!("{failed}something new"), "server"),
        (422, "Card issuer rejected: risk".to_owned(), "issuer_rejected"),
        (422, "Card issuer rejected: Internal error".to_owned(), "server"),
        (422, "Card issuer rejected: read ECONNRESET".to_owned(), "server"),
        (422, "Refusé".to_owned(), "issuer_rejected"),
    ] {
        let server = MockServer::start_async().await;
        let body = json!({"statusCode": status, "message": message, "error": "a name"});
        server
            .mock_async(|when, then| {
                when.path("/cards");
                then.status(status).json_body(body);
            })
            .await;
        let error = client(&server).create_card(&NewCard::new(ID, "VISA")).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (kind, Some(status)), "{message}");
        assert!(!error.is_retryable(), "{message}");
    }
    // A gateway that doesn't know the status says nothing about the issuer.
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.path("/cards");
            then.status(422).json_body(json!({"message": "Unprocessable"}));
        })
        .await;
    let error = client(&server).create_card(&NewCard::new(ID, "VISA")).await.unwrap_err();
    assert_eq!(error.kind(), "invalid_request");
}
