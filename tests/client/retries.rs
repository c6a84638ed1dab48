//! Retries: which failures are retried, how often and after which delay.

use std::time::Duration;

use cartevo::testing::{Answer, MockServer, Operation, VirtualTime};
use cartevo::{CallOptions, Client, Delivery, Error, NewCard};

use crate::{ID, summary};

const CUSTOMER: &str = r#"{"data": {"id": "c", "first_name": "A", "last_name": "B"}}"#;

/// A server that sends these failures, and then the customer.
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

fn seconds(delays: &[Duration]) -> Vec<u64> {
    delays.iter().map(Duration::as_secs).collect()
}

#[tokio::test]
async fn reads_are_retried_after_every_temporary_failure() {
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
        let [first, second] = time.waits()[..] else { panic!("{:?}", time.waits()) };
        assert!(
            first <= Duration::from_millis(500) && second <= Duration::from_secs(1),
            "{first:?} {second:?}"
        );
    }
}

#[tokio::test]
async fn reads_fail_after_two_retries() {
    let server = server(vec![Answer::status(503); 5]).await;
    let error = client(&server).0.customer(ID).await.unwrap_err();
    assert_eq!((summary(&error), error.attempts()), (("server", Some(503), vec![]), 3));
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn permanent_failures_are_not_retried() {
    for status in [400, 401, 403, 404, 409, 422, 302] {
        let server = server(vec![Answer::refusal(status, "No")]).await;
        let error = client(&server).0.customer(ID).await.unwrap_err();
        assert_eq!((error.status(), error.attempts()), (Some(status), 1));
    }
}

#[tokio::test]
async fn create_card_is_sent_once_after_any_failure() {
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
        // Refused before anything was issued.
        assert_eq!(error.is_retryable(), matches!(error.status(), Some(401 | 429)), "{failure:?}");
    }
}

#[tokio::test]
async fn create_card_is_retried_if_no_connection_was_established() {
    let time = VirtualTime::new();
    let client = Client::builder().base_url(unused_url()).token("t").environment(time.clone());
    let client = client.build().unwrap();
    let error = client.create_card(&NewCard::new(ID, "VISA")).await.unwrap_err();
    assert!(matches!(error, Error::Connection { .. }));
    assert_eq!((error.delivery(), error.attempts(), error.is_retryable()), (Delivery::NotSent, 3, true));
    assert_eq!(time.waits().len(), 2);
}

/// A URL on which no server listens.
fn unused_url() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

#[tokio::test]
async fn retry_after_is_respected() {
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
async fn a_retry_after_of_more_than_a_minute_fails_the_call() {
    let server = server(vec![Answer::refusal(429, "Later").header("retry-after", "61")]).await;
    let (client, time) = client(&server);
    let error = client.customer(ID).await.unwrap_err();
    let Error::RateLimited { retry_after, .. } = &error else { panic!("{error:?}") };
    assert_eq!((*retry_after, error.is_retryable()), (Some(Duration::from_secs(61)), true));
    assert_eq!((error.attempts(), time.waits().len()), (1, 0));
}

#[tokio::test]
async fn all_attempts_and_delays_share_the_timeout() {
    let busy = Answer::status(503).header("retry-after", "40");
    let server = server(vec![busy; 3]).await;
    let (client, time) = client(&server);
    let error = client.customer(ID).await.unwrap_err();
    // The second delay would exceed the timeout of 60 seconds.
    assert_eq!((error.attempts(), seconds(&time.waits())), (2, vec![40]));
    assert!(error.elapsed() >= Duration::from_secs(40) && error.elapsed() < Duration::from_secs(60));
}

#[tokio::test]
async fn the_retry_budget_limits_retries_during_an_outage() {
    let server = server(Vec::new()).await;
    server.answer(Operation::GetCustomer, Answer::status(500));
    let (client, _) = client(&server);
    for _ in 0..20 {
        // Clones share the budget.
        client.clone().customer(ID).await.unwrap_err();
    }
    assert_eq!(server.requests().len(), 20 + 10, "the budget allows ten retries");
    server.answer(Operation::GetCustomer, Answer::json(200, CUSTOMER));
    for _ in 0..10 {
        client.customer(ID).await.unwrap();
    }
    server.answer_next(Operation::GetCustomer, Answer::status(500));
    assert_eq!(client.customer(ID).await.unwrap().attempts(), 2, "successes refill the budget");
}

#[tokio::test]
async fn options_override_the_settings_of_the_client() {
    let server = server(vec![Answer::status(503), Answer::status(503)]).await;
    let (client, _) = client(&server);
    let options = CallOptions::new().retries(0).header("x-trace", "7c1").unwrap();
    let error = client.with_options(options).customer(ID).await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    let sent = &server.requests()[0];
    assert!(sent.headers.contains(&("x-trace".to_owned(), "7c1".to_owned())));
    assert_eq!(client.customer(ID).await.unwrap().attempts(), 2, "the client itself is unchanged");
    for (name, value) in [("authorization", "x"), ("Content-Length", "1"), ("bad name", "x"), ("x", "a\nb")] {
        let error = CallOptions::new().header(name, value).unwrap_err();
        assert!(matches!(error, Error::InvalidInput { field: "header", .. }), "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_read_timeout_is_retried_for_reads() {
    let server = server(Vec::new()).await;
    server.answer(Operation::GetCustomer, Answer::status(200).silent());
    let error = server.client().customer(ID).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
    assert_eq!((error.attempts(), error.delivery()), (3, Delivery::Unknown));
}

#[tokio::test]
async fn responses_and_errors_have_a_request_id() {
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
