//! The client through its public interface, against a server in the same process.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "tests may panic")]

mod auth;
mod decoding;
mod errors;
mod issuing;
mod mock_server;
mod requests;
mod retries;
mod secrets;
mod spans;
mod tokens;
mod transactions;
mod transport;
mod undecided;
mod values;

use cartevo::{Client, Error};
use httpmock::MockServer;
use serde_json::Value;

/// A made-up id.
const ID: &str = "8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b";

/// A client of `server` with a fixed token, which sends nothing again.
fn client(server: &MockServer) -> Client {
    let client = Client::builder().base_url(server.base_url()).token("fixed").retries(0);
    client.build().expect("the settings are right")
}

/// What an error is, with its status and the server's messages.
fn told(error: &Error) -> (&'static str, Option<u16>, &[String]) {
    (error.kind(), error.status(), error.messages())
}

/// What reading a customer gives when the server answers with `status` and `body`.
async fn customer_answered(status: u16, body: &str) -> Result<cartevo::Customer, Error> {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.method("GET").path(format!("/customers/{ID}"));
            then.status(status).body(body);
        })
        .await;
    Ok(client(&server).customer(ID).await?.into_inner())
}

/// What reading a customer's cards gives when the server answers with `body`.
async fn cards_answered(body: Value) -> Result<Vec<cartevo::Card>, Error> {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.method("GET").path(format!("/customers/{ID}/cards"));
            then.status(200).json_body(body);
        })
        .await;
    Ok(client(&server).customer_cards(ID, &cartevo::CustomerCardsQuery::new()).await?.into_inner())
}
