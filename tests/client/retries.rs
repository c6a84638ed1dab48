//! What is sent again, when, how often, and what never is.

use std::time::Duration;

use cartevo::testing::{Answer, MockServer, Operation, VirtualTime};
use cartevo::{CallOptions, Client, Delivery, Error, NewCard};

use crate::{ID, told};

const CUSTOMER: &str = r#"{"data": {"id": "c", "first_name": "A", "last_name": "B"}}"#;

/// A server whose customer is there once `failures` have been answered.
async fn server(failures: Vec<Answer>) -> MockServer {
    let server = MockServer::start().await;
    for failure in failures {
        server.answer_next(Operation::GetCustomer, failure);
    }
    server.answer(Operation::GetCustomer, Answer::json(200, CUSTOMER));
    server
}

fn client(server: &MockServer) -> (Client, VirtualTime) {
    let time = VirtualTime::new();
    (server.client_builder().environment(time.clone()).build().unwrap(), time)
}

fn seconds(waits: &[Duration]) -> Vec<u64> {
    waits.iter().map(Duration::as_secs).collect()
}

#[tokio::test]
async fn a_read_is_sent_again_after_every_failure_that_may_pass() {
    for failure in [
        Answer::refusal(408, "Timeout"),
        Answer::refusal(429, "Slow down"),
        Answer::refusal(500, "Internal server error"),
        Answer::text(502, "<html>Bad gateway</html>"),
        Answer::status(503),
        Answer::status(200).dropped(),
        Answer::status(200).lost(),
        Answer::json(200, CUSTOMER).truncated(9),
    ] {
        let server = server(vec![failure.clone(), failure.clone()]).await;
        let (client, time) = client(&server);
        let customer = client.customer(ID).await.unwrap_or_else(|error| panic!("{failure:?}: {error}"));
        assert_eq!((customer.attempts(), customer.status()), (3, 200), "{failure:?}");
        let waits = time.waits();
        assert_eq!(waits.len(), 2);
        assert!(waits[0] <= Duration::from_millis(500) && waits[1] <= Duration::from_secs(1), "{waits:?}");
    }
}

#[tokio::test]
async fn a_read_is_given_up_on_after_two_retries() {
    let server = server(vec![Answer::status(503); 5]).await;
    let error = client(&server).0.customer(ID).await.unwrap_err();
    assert_eq!((told(&error), error.attempts()), (("server", Some(503), &[][..]), 3));
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn what_will_not_pass_is_not_sent_again() {
    for status in [400, 401, 403, 404, 409, 422, 302] {
        let server = server(vec![Answer::refusal(status, "No")]).await;
        let error = client(&server).0.customer(ID).await.unwrap_err();
        assert_eq!((error.status(), error.attempts()), (Some(status), 1));
    }
}

#[tokio::test]
async fn the_issuing_of_a_card_is_sent_once_whatever_happens() {
    for failure in [
        Answer::refusal(408, "Timeout"),
        Answer::refusal(429, "Slow down"),
        Answer::refusal(500, "Internal server error"),
        Answer::status(503).header("retry-after", "1"),
        Answer::refusal(401, "Unauthorized"),
        Answer::status(201).lost(),
        Answer::status(201).dropped(),
        Answer::json(201, "{}").truncated(1),
        Answer::text(201, "<html>"),
    ] {
        let server = MockServer::start().await;
        server.answer(Operation::CreateToken, Answer::token("t", 3600));
        server.answer(Operation::CreateCard, failure.clone());
        let client = server.client_builder().credentials("client_1", "key").build().unwrap();
        let error = client.create_card(&NewCard::new(ID, "VISA")).await.unwrap_err();
        assert_eq!(error.attempts(), 1, "{failure:?}");
        assert!(server.requests_to(Operation::CreateCard).len() <= 1, "{failure:?}");
        assert_ne!(error.delivery(), Delivery::NotSent);
        assert_eq!(error.is_retryable(), error.status() == Some(429), "{failure:?}");
    }
}

#[tokio::test]
async fn the_issuing_of_a_card_is_sent_again_if_there_was_no_connection() {
    let time = VirtualTime::new();
    let client = Client::builder().base_url(nobody()).token("t").environment(time.clone()).build().unwrap();
    let error = client.create_card(&NewCard::new(ID, "VISA")).await.unwrap_err();
    assert!(matches!(error, Error::Connection { .. }));
    assert_eq!((error.delivery(), error.attempts(), error.is_retryable()), (Delivery::NotSent, 3, true));
    assert_eq!(time.waits().len(), 2);
}

/// An address where nobody listens.
fn nobody() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

#[tokio::test]
async fn a_server_that_asks_for_a_wait_gets_it() {
    let date = "Fri, 20 Nov 2026 00:00:21 GMT";
    let server = server(vec![
        Answer::status(429).header("retry-after", "7"),
        Answer::status(503).header("retry-after", date).header("date", "Fri, 20 Nov 2026 00:00:00 GMT"),
    ])
    .await;
    let (client, time) = client(&server);
    client.customer(ID).await.unwrap();
    assert_eq!(seconds(&time.waits()), [7, 21]);
}

#[tokio::test]
async fn a_server_that_asks_for_more_than_a_minute_is_not_waited_for() {
    let server = server(vec![Answer::refusal(429, "Later").header("retry-after", "61")]).await;
    let (client, time) = client(&server);
    let error = client.customer(ID).await.unwrap_err();
    let Error::RateLimited { retry_after, .. } = &error else { panic!("{error:?}") };
    assert_eq!((*retry_after, error.is_retryable()), (Some(Duration::from_secs(61)), true));
    assert_eq!((error.attempts(), time.waits().len()), (1, 0));
}

#[tokio::test]
async fn all_attempts_and_waits_share_one_time() {
    let wait = || Answer::status(503).header("retry-after", "40");
    let server = server(vec![wait(), wait(), wait()]).await;
    let (client, time) = client(&server);
    let error = client.customer(ID).await.unwrap_err();
    // The second wait would go beyond the 60 seconds of the call.
    assert_eq!((error.attempts(), seconds(&time.waits())), (2, vec![40]));
    assert!(error.elapsed() >= Duration::from_secs(40) && error.elapsed() < Duration::from_secs(60));
}

#[tokio::test]
async fn an_outage_is_not_made_worse() {
    let server = server(Vec::new()).await;
    server.answer(Operation::GetCustomer, Answer::status(500));
    let (client, _) = client(&server);
    for _ in 0..20 {
        // Clones share what may be spent on retries.
        client.clone().customer(ID).await.unwrap_err();
    }
    assert_eq!(server.requests().len(), 20 + 10, "ten retries, then each call is sent once");
    server.answer(Operation::GetCustomer, Answer::json(200, CUSTOMER));
    for _ in 0..10 {
        client.customer(ID).await.unwrap();
    }
    server.answer_next(Operation::GetCustomer, Answer::status(500));
    assert_eq!(client.customer(ID).await.unwrap().attempts(), 2, "successes pay for a retry again");
}

#[tokio::test]
async fn a_call_can_have_settings_of_its_own() {
    let server = server(vec![Answer::status(503), Answer::status(503)]).await;
    let (client, _) = client(&server);
    let options = CallOptions::new().retries(0).header("x-trace", "7c1").unwrap();
    let error = client.with_options(options).customer(ID).await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    let sent = &server.requests()[0];
    assert!(sent.headers.contains(&("x-trace".to_owned(), "7c1".to_owned())));
    assert_eq!(client.customer(ID).await.unwrap().attempts(), 2, "the client itself is as it was");
    for (name, value) in [("authorization", "x"), ("Content-Length", "1"), ("bad name", "x"), ("x", "a\nb")] {
        let error = CallOptions::new().header(name, value).unwrap_err();
        assert!(matches!(error, Error::InvalidInput { field: "header", .. }), "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_silent_server_is_given_up_on_and_a_read_tried_again() {
    let server = server(Vec::new()).await;
    server.answer(Operation::GetCustomer, Answer::status(200).silent());
    let error = server.client().customer(ID).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
    assert_eq!((error.attempts(), error.delivery()), (3, Delivery::Unknown));
}

#[tokio::test]
async fn a_response_knows_how_it_came() {
    let server = server(Vec::new()).await;
    let id = "3f1c0c6e-6c1f-4a3f-9d57-0b2f5f0d8f11";
    server.answer(Operation::GetCustomer, Answer::json(200, CUSTOMER).header("x-request-id", id));
    let customer = client(&server).0.customer(ID).await.unwrap();
    assert_eq!((customer.request_id(), customer.attempts(), customer.status()), (Some(id), 1, 200));
    server.answer(Operation::GetCustomer, Answer::refusal(404, "No").header("x-request-id", "req_42"));
    assert_eq!(client(&server).0.customer(ID).await.unwrap_err().request_id(), Some("req_42"));
    server.answer(Operation::GetCustomer, Answer::refusal(404, "No").header("x-request-id", "a b"));
    assert_eq!(client(&server).0.customer(ID).await.unwrap_err().request_id(), None);
}
