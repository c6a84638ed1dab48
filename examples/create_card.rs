//! Issues a card with the plain operation. It uses a mock server in the same process and needs neither an account nor a
//! network.

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use cartevo::{Amount, CardBrand, Client, Delivery, Error, NewCard};
use httpmock::MockServer;
use serde_json::json;

const CUSTOMER: &str = "8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b";

#[tokio::main]
async fn main() -> Result<(), Error> {
    let server = mock().await;
    let client = Client::builder().base_url(server.base_url()).token("a-token").build()?;

    let card =
        NewCard::new(CUSTOMER, CardBrand::Visa).name_on_card("ADA EXAMPLE").amount(Amount::from_cents(2000));
    match client.create_card(&card).await {
        Ok(created) => println!(
            "issued {} ending in {}, status {}, balance {} USD",
            created.card.id,
            created.card.last4().unwrap_or("????"),
            created.card.status.as_ref().map_or("?", |status| status.as_str()),
            created.card.balance.unwrap_or_default(),
        ),
        Err(error) if error.delivery() == Delivery::NotSent => println!("not sent: {error}"),
        // The API has no idempotency key, so a second request may issue a second card.
        Err(error) if error.delivery() == Delivery::Unknown => {
            println!("{error}: look for the card before you request another one");
        }
        Err(error) => println!("failed: {error}"),
    }

    let too_expensive = NewCard::new(CUSTOMER, CardBrand::Visa).amount(Amount::from_cents(10_000_000));
    if let Err(error) = client.create_card(&too_expensive).await {
        println!("rejected by the server: {error}");
    }
    if let Err(error) = client.create_card(&NewCard::new(CUSTOMER, "AMEX")).await {
        println!("rejected by the client: {error}");
    }
    Ok(())
}

async fn mock() -> MockServer {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.method("POST").path("/cards").json_body_includes(r#"{"amount": 20, "brand": "VISA"}"#);
            then.status(201).json_body(
                json!({"status": "success", "message": "Card created successfully!", "card": {
                "id": "card-1", "customer_id": CUSTOMER, "status": "ACTIVE", "balance": 20, "currency": "USD",
                "masked_number": "400000******0002", "expiry_month": 9, "expiry_year": 29, "brand": "VISA"
            }, "autoFilledFields": []}),
            );
        })
        .await;
    server
        .mock_async(|when, then| {
            when.method("POST").path("/cards").json_body_includes(r#"{"amount": 100000}"#);
            then.status(400).json_body(json!({"statusCode": 400, "error": "Bad Request",
                "message": "Card creation failed: Insufficient balance. Required: $100001, Available: $300"}));
        })
        .await;
    server
}
