//! What went wrong is told by status and message, whatever the body.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;

use cartevo::{Client, Delivery, Error, NewCard};
use httpmock::MockServer;
use serde_json::json;

use crate::{ID, cards_answered, client, customer_answered, told};

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[tokio::test]
async fn the_five_bodies_of_the_server_are_read() {
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
        let error = customer_answered(status, &body.to_string()).await.unwrap_err();
        let kind = if status == 500 { "server" } else { "invalid_request" };
        assert_eq!(told(&error), (kind, Some(status), &texts(&messages)[..]));
    }
}

#[tokio::test]
async fn an_error_under_the_status_of_a_success_is_an_error() {
    let body = json!({"status": "error", "code": 500, "message": "Out of order", "error": {"message": "Out of order"}});
    let error = customer_answered(200, &body.to_string()).await.unwrap_err();
    assert_eq!(told(&error), ("server", Some(200), &texts(&["Out of order"])[..]));

    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.path("/cards");
            then.status(200).json_body(body);
        })
        .await;
    let error = client(&server).create_card(&NewCard::new(ID, "VISA")).await.unwrap_err();
    assert_eq!(told(&error), ("server", Some(200), &texts(&["Out of order"])[..]));
}

#[tokio::test]
async fn bodies_without_a_message_keep_the_status() {
    let html = customer_answered(502, "<html><h1>502 Bad Gateway</h1></html>").await.unwrap_err();
    assert_eq!(told(&html), ("server", Some(502), &[][..]));
    let empty = customer_answered(401, "").await.unwrap_err();
    assert_eq!(told(&empty), ("unauthorized", Some(401), &[][..]));
    let moved = customer_answered(302, "").await.unwrap_err();
    assert_eq!(told(&moved), ("unexpected", Some(302), &[][..]));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let body = json!({"message": "Customer not found", "error": "Not Found", "statusCode": 404}).to_string();
    let error = customer_answered(404, &body).await.unwrap_err();
    assert_eq!(told(&error), ("not_found", Some(404), &texts(&["Customer not found"])[..]));
}

#[tokio::test]
async fn a_body_of_another_form_is_named_by_place_and_type() {
    let cases = [
        (json!({"data": [{"id": "a"}, {"id": 7}]}), "data[1].id", "a text", "a number"),
        (json!({"data": {"id": "a"}}), "data", "a list", "an object"),
        (json!({"data": [{"id": "a", "balance": true}]}), "data[0].balance", "an amount", "a boolean"),
        (json!({"data": [{"id": "a", "balance": "10,5"}]}), "data[0].balance", "an amount", "a text"),
        (
            json!({"data": [{"id": "a", "created_at": "yesterday"}]}),
            "data[0].created_at",
            "a value of the known form",
            "a text",
        ),
        (json!({"data": [{"status": "ACTIVE"}]}), "data[0]", "a field that is always there", "an object"),
        (json!({"data": [{"id": "a", "status": {}}]}), "data[0].status", "a text", "an object"),
        (json!([]), ".", "an object", "a list"),
    ];
    for (body, pointer, expected, found) in cases {
        let error = cards_answered(body).await.unwrap_err();
        assert_eq!((error.status(), error.delivery()), (Some(200), Delivery::Answered));
        let Error::Decode { pointer: at, expected: wanted, found: there, .. } = error else {
            panic!("{error:?}")
        };
        assert_eq!((at.as_str(), wanted, there), (pointer, expected, found));
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_is_named_as_such() {
    for (body, found) in [
        ("", "nothing"),
        (r#"{"data": {"id": "a", "first_name": "#, "JSON that is cut off"),
        ("<html>", "something that isn't JSON"),
    ] {
        let error = customer_answered(200, body).await.unwrap_err();
        assert!(matches!(error, Error::Decode { expected: "JSON", found: f, .. } if f == found), "{error:?}");
    }
}

/// A server that takes one request and answers with these bytes.
fn answering(bytes: &'static [u8]) -> String {
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
async fn an_answer_that_breaks_off_is_a_broken_connection() {
    let url = answering(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"data\":");
    let client = Client::builder().base_url(url).token("t").retries(0).build().unwrap();
    let error = client.customer(ID).await.unwrap_err();
    assert!(matches!(error, Error::Connection { .. }), "{error:?}");
    assert_eq!((error.delivery(), error.status(), error.is_retryable()), (Delivery::Unknown, None, true));
}

#[tokio::test]
async fn no_server_means_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder().base_url(url).token("t").retries(0).build().unwrap();
    let error = client.customer(ID).await.unwrap_err();
    assert!(matches!(error, Error::Connection { .. }), "{error:?}");
    assert_eq!((error.delivery(), error.is_retryable()), (Delivery::NotSent, true));
}

#[tokio::test(start_paused = true)]
async fn a_slow_server_is_given_up_on() {
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
async fn a_body_without_end_is_not_read_to_its_end() {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.any_request();
            then.status(200).body(vec![b' '; 17 * 1024 * 1024]);
        })
        .await;
    let error = client(&server).customer(ID).await.unwrap_err();
    let Error::Decode { expected, .. } = &error else { panic!("{error:?}") };
    assert_eq!((*expected, error.status()), ("an answer of at most 16 MiB", Some(200)));
    assert_eq!(error.delivery(), Delivery::Answered);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
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
