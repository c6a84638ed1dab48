//! Reads one page of a customer's transactions. It uses a mock server in the same process and needs neither an account nor
//! a network.

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use cartevo::{Client, CustomerTransactionsQuery, Error};
use httpmock::MockServer;
use serde_json::json;

const CUSTOMER: &str = "8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b";

#[tokio::main]
async fn main() -> Result<(), Error> {
    let server = mock().await;
    let client = Client::builder().base_url(server.base_url()).token("a-token").build()?;

    let query = CustomerTransactionsQuery::new().page(1).limit(2);
    let page = client.customer_transactions(CUSTOMER, &query).await?;
    for transaction in &page.items {
        println!(
            "{}  {:<14} {:>8}  {}",
            transaction.created_at, transaction.type_, transaction.amount, transaction.status
        );
    }
    println!("page {} of {:?}, {:?} transactions in all", page.number, page.total_pages, page.total);
    Ok(())
}

async fn mock() -> MockServer {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.method("GET")
                .path(format!("/customers/{CUSTOMER}/transactions"))
                .query_param("page", "1")
                .query_param("limit", "2");
            then.status(200).json_body(json!({"success": true, "statusCode": 200, "message": "", "data": [
                {"id": "txn-2", "category": "CARD", "type": "AUTHORIZATION", "status": "SUCCESS", "amount": 12.5,
                 "currency": "USD", "description": "A shop", "created_at": "2026-05-09T09:42:11.123Z"},
                {"id": "txn-1", "category": "CARD", "type": "FUND", "status": "SUCCESS", "amount": "50",
                 "currency": "USD", "description": "Card funding", "created_at": "2026-05-08T08:00:00Z"}
            ], "meta": {"page": 1, "limit": 2, "total": 5, "totalPages": 3}}));
        })
        .await;
    server
}
