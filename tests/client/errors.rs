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
async fn a_body_that_is_too_large_is_an_error_with_the_limit() {
    let server = MockServer::start_async().await;
    let body = json!({"data": {"id": "a", "first_name": "A", "last_name": "B", "street": "x".repeat(5000)}});
    server
        .mock_async(|when, then| {
            when.any_request();
            then.status(200).json_body(body.clone());
        })
        .await;
    let length = body.to_string().len();
    let limited = |bytes| {
        let builder = Client::builder().base_url(server.base_url()).token("fixed").retries(0);
        builder.response_limit(bytes).build()
    };
    let error = limited(length - 1).unwrap().customer(ID).await.unwrap_err();
    let Error::TooLarge { limit, .. } = &error else { panic!("{error:?}") };
    assert_eq!((*limit, error.status()), (length - 1, Some(200)));
    assert_eq!((error.delivery(), error.is_retryable()), (Delivery::Answered, false));
    assert!(error.to_string().contains("response_limit"), "{error}");
    assert!(limited(length).unwrap().customer(ID).await.is_ok());
    assert!(matches!(limited(0), Err(Error::Configuration { setting: "response_limit", .. })));
}

#[tokio::test]
async fn sixteen_mebibytes_are_read_by_default() {
    for (length, is_read) in [(16 * 1024 * 1024, true), (16 * 1024 * 1024 + 1, false)] {
        let mut body = r#"{"data": {"id": "a", "first_name": "A", "last_name": "B"}}"#.to_owned();
        body.extend(std::iter::repeat_n(' ', length - body.len()));
        let result = get_customer(200, &body).await;
        assert_eq!(result.is_ok(), is_read, "{result:?}");
    }
}

#[tokio::test]
async fn a_byte_order_mark_before_a_response_is_ignored() {
    let customer = "\u{feff}{\"data\": {\"id\": \"a\", \"first_name\": \"A\", \"last_name\": \"B\"}}";
    assert_eq!(get_customer(200, customer).await.unwrap().id, "a");
    let refusal = "\u{feff}{\"statusCode\": 404, \"message\": \"Customer not found\"}";
    let error = get_customer(404, refusal).await.unwrap_err();
    assert_eq!(summary(&error), ("not_found", Some(404), texts(&["Customer not found"])));
    let error = get_customer(200, refusal).await.unwrap_err();
    assert_eq!(summary(&error), ("not_found", Some(200), texts(&["Customer not found"])));
    // Two marks are no JSON.
    assert!(matches!(get_customer(200, &format!("\u{feff}{customer}")).await, Err(Error::Decode { .. })));
}

#[tokio::test]
async fn a_base_url_without_the_api_is_an_error_of_its_own() {
    let routes = [
        json!({"statusCode": 404, "message": "Cannot POST /auth/token", "error": "Not Found"}).to_string(),
        json!({"message": "no Route matched with those values"}).to_string(),
        json!({"message": "Not Found", "error": "Not Found", "statusCode": 404}).to_string(),
        "<html>404</html>".to_owned(),
        String::new(),
    ];
    for (status, body) in routes.iter().flat_map(|body| [(404, body), (405, body)]) {
        let server = MockServer::start_async().await;
        server
            .mock_async(|when, then| {
                when.any_request();
                then.status(status).body(body);
            })
            .await;
        for (path, lacks) in [("", "lacks the path `/api/v1`"), ("/api/v1/", "check the host")] {
            let url = format!("{}{path}", server.base_url());
            let client = Client::builder().base_url(url).credentials("client_1", "key").retries(0);
            let error = client.build().unwrap().customer(ID).await.unwrap_err();
            assert_eq!((error.kind(), error.status()), ("wrong_base_url", Some(status)), "{body}");
            assert_eq!((error.delivery(), error.is_retryable()), (Delivery::NotSent, false), "{body}");
            assert!(error.to_string().contains(lacks), "{error}");
        }
    }
    // What the API itself says of the credentials.
    let refused = json!({"statusCode": 404, "message": "Client not found", "error": "Not Found"}).to_string();
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.any_request();
            then.status(404).body(refused);
        })
        .await;
    let client = Client::builder().base_url(server.base_url()).credentials("client_1", "key").retries(0);
    let error = client.build().unwrap().customer(ID).await.unwrap_err();
    assert_eq!(error.kind(), "unauthorized");
    // Without an exchange, only what names the path is about the path.
    for (body, kind) in [
        (
            r#"{"statusCode": 404, "message": "Cannot GET /customers/a", "error": "Not Found"}"#,
            "wrong_base_url",
        ),
        (r#"{"message": "no Route matched with those values"}"#, "wrong_base_url"),
        ("<html>404</html>", "not_found"),
        (r#"{"statusCode": 404, "message": "Customer not found", "error": "Not Found"}"#, "not_found"),
        (r#"{"statusCode": 404, "message": "Cannot be found"}"#, "not_found"),
    ] {
        assert_eq!(get_customer(404, body).await.unwrap_err().kind(), kind, "{body}");
    }
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
