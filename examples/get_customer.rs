//! Reads a customer. It uses a mock server in the same process and needs neither an account nor a network.

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use cartevo::{Client, Error};
use httpmock::MockServer;
use serde_json::json;

const CUSTOMER: &str = "8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b";

#[tokio::main]
async fn main() -> Result<(), Error> {
    let server = mock().await;
    let client = Client::builder().base_url(server.base_url()).token("a-token").build()?;

    let customer = client.customer(CUSTOMER).await?;
    println!(
        "{} {} lives in {}",
        customer.first_name.as_deref().unwrap_or("-"),
        customer.last_name.as_deref().unwrap_or("-"),
        customer.country.as_deref().unwrap_or("?")
    );
    println!("id document: {}", customer.type_.as_ref().map_or("none", |kind| kind.as_str()));
    // `Debug` hides personal data.
    println!("in a log: {customer:?}");

    match client.customer("00000000-0000-4000-8000-000000000000").await {
        Err(error @ Error::NotFound { .. }) => println!("unknown id: {error}"),
        other => println!("unknown id: {other:?}"),
    }
    Ok(())
}

/// A server with one customer, in the format of October 2025: a database row in an envelope without metadata.
async fn mock() -> MockServer {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.method("GET").path(format!("/customers/{CUSTOMER}"));
            then.status(200).json_body(json!({"data": {
                "id": CUSTOMER, "first_name": "Ada", "last_name": "Example", "country": "Cameroon",
                "id_document_type": "PASSPORT", "is_active": true
            }}));
        })
        .await;
    server
        .mock_async(|when, then| {
            when.method("GET").path_prefix("/customers/0");
            then.status(404)
                .json_body(json!({"message": "Customer not found", "error": "Not Found", "statusCode": 404}));
        })
        .await;
    server
}
