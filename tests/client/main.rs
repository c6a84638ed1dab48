//! Tests of the client through its public API, against servers in the same process.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "tests may panic")]

mod actions;
mod auth;
mod decoding;
mod documented;
mod errors;
mod filters;
mod issuing;
mod masks;
mod messages;
mod mock_server;
mod operations;
mod played_cards;
mod programme;
mod requests;
mod retries;
mod secrets;
mod spans;
mod streams;
mod tokens;
mod transactions;
mod transport;
mod undecided;
mod values;
mod webhooks;

use cartevo::{Client, Error};
use httpmock::MockServer;
use serde_json::Value;

/// An invented id of a customer or card.
const ID: &str = "8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b";

/// A client of `server` with a fixed token and without retries.
fn client(server: &MockServer) -> Client {
    let builder = Client::builder().base_url(server.base_url()).token("fixed").retries(0);
    builder.build().expect("the settings are valid")
}

/// The kind, the status and the messages of an error.
fn summary(error: &Error) -> (&'static str, Option<u16>, Vec<String>) {
    (error.kind(), error.status(), messages(error))
}

/// The messages of an error as the server sent them.
fn messages(error: &Error) -> Vec<String> {
    error.messages().iter().map(|message| message.expose_untrusted().to_owned()).collect()
}

/// Calls `Client::customer` with a server that responds with `status` and `body`.
async fn get_customer(status: u16, body: &str) -> Result<cartevo::Customer, Error> {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.method("GET").path(format!("/customers/{ID}"));
            then.status(status).body(body);
        })
        .await;
    Ok(client(&server).customer(ID).await?.into_inner())
}

/// Calls `Client::customer_cards` with a server that responds with `body`.
async fn get_cards(body: Value) -> Result<Vec<cartevo::Card>, Error> {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.method("GET").path(format!("/customers/{ID}/cards"));
            then.status(200).json_body(body);
        })
        .await;
    Ok(client(&server).customer_cards(ID, &cartevo::CustomerCardsQuery::new()).await?.into_inner())
}
