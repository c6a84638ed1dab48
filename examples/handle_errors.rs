//! Inspects errors and decides how to react. The mock server fails in six ways.

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use cartevo::testing::{Answer, MockServer, Operation};
use cartevo::{Delivery, Error};

const CUSTOMER: &str = "8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b";

#[tokio::main]
async fn main() {
    let server = MockServer::start().await;
    let client = server.client();
    for answer in [
        Answer::refusal(404, "Customer not found").header("x-request-id", "req-7"),
        Answer::refusal(429, "Too many requests").header("retry-after", "90"),
        Answer::text(502, "<html><h1>Bad gateway</h1></html>"),
        Answer::json(200, r#"{"data": {"id": 7}}"#),
        Answer::json(200, r#"{"status": "error", "code": 500, "message": "Out of order"}"#),
        Answer::status(200).lost(),
    ] {
        server.answer(Operation::GetCustomer, answer);
        if let Err(error) = client.customer(CUSTOMER).await {
            println!("{error}\n    {}", advice(&error));
        }
    }
}

fn advice(error: &Error) -> String {
    let advice = match error {
        Error::NotFound { .. } => "the customer doesn't exist or belongs to another company".to_owned(),
        Error::RateLimited { retry_after: Some(delay), .. } => format!("retry in {} s", delay.as_secs()),
        Error::Unauthorized { .. } => "check the credentials".to_owned(),
        Error::Decode { pointer, .. } => format!("the API has changed at {pointer}: update this crate"),
        error if error.is_retryable() => "retry later".to_owned(),
        error if error.delivery() == Delivery::Unknown => "look up what the server did".to_owned(),
        _ => "alert an operator".to_owned(),
    };
    let id = error.request_id().map_or(String::new(), |id| format!(", request {id}"));
    format!("status {:?}, {} attempt(s){id}: {advice}", error.status(), error.attempts())
}
