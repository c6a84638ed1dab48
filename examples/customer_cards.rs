//! Lists the cards of a customer. It uses a mock server in the same process and needs neither an account nor a network.

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use cartevo::{Client, CustomerCardsQuery, Error};
use httpmock::MockServer;
use serde_json::json;

const CUSTOMER: &str = "8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b";

#[tokio::main]
async fn main() -> Result<(), Error> {
    let server = mock().await;
    let client = Client::builder().base_url(server.base_url()).token("a-token").build()?;

    // `sync` makes the server refresh balances and statuses from the card issuer first.
    for card in client.customer_cards(CUSTOMER, &CustomerCardsQuery::new().sync(true)).await? {
        println!(
            "{} ending in {}, expires {}, balance {} {}, {}",
            card.brand.as_ref().map_or("a card", |brand| brand.as_str()),
            card.last4().unwrap_or("????"),
            card.expiry().map_or("?".to_owned(), |expiry| expiry.to_string()),
            card.balance.unwrap_or_default(),
            card.currency().map_or("?", |currency| currency.as_str()),
            card.status.as_ref().map_or("?", |status| status.as_str()),
        );
    }
    Ok(())
}

/// A server with two cards in the formats of two vintages: different names, number and string amounts, two and four digits
/// of the year.
async fn mock() -> MockServer {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.method("GET").path(format!("/customers/{CUSTOMER}/cards")).query_param("sync", "true");
            then.status(200).json_body(json!({"success": true, "statusCode": 200, "message": "", "data": [
                {"id": "card-1", "status": "ACTIVE", "balance": 100.0, "currency": "USD", "brand": "VISA",
                 "masked_pan": "**** **** **** 1111", "expiry_month": 12, "expiry_year": 2028},
                {"id": "card-2", "status": "FROZEN", "balance": "10.50", "currency": "USD", "brand": "MASTERCARD",
                 "masked_number": "555555******4444", "last4": "****", "expiry_month": 9, "expiry_year": 29}
            ]}));
        })
        .await;
    server
}
