//! Lists the declined authorizations of a card in one month. It uses a mock server in the same process and needs neither
//! an account nor a network.

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use cartevo::jiff::civil::date;
use cartevo::{CardTransactionsQuery, Client, Error, TransactionStatus, TransactionType};
use httpmock::MockServer;
use serde_json::json;

const CARD: &str = "550e8400-e29b-41d4-a716-446655440000";

#[tokio::main]
async fn main() -> Result<(), Error> {
    let server = mock().await;
    let client = Client::builder().base_url(server.base_url()).token("a-token").build()?;

    let query = CardTransactionsQuery::new()
        .created_from(date(2026, 4, 1))
        .created_before(date(2026, 5, 1))
        .kind(TransactionType::Authorization)
        .status(TransactionStatus::Failed)
        .sync(false);
    let page = client.card_transactions(CARD, &query).await?;
    for transaction in &page.items {
        println!(
            "{}  {} {}",
            transaction.created_at,
            transaction.amount,
            transaction.description.as_deref().unwrap_or("-")
        );
    }
    println!("{} of {:?}", page.items.len(), page.total);
    Ok(())
}

async fn mock() -> MockServer {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.method("GET")
                .path(format!("/cards/{CARD}/transactions"))
                .query_param("fromDate", "2026-04-01")
                .query_param("toDate", "2026-05-01")
                .query_param("type", "AUTHORIZATION")
                .query_param("status", "FAILED")
                .query_param("sync", "false");
            // The envelope of October 2025, with an offset in place of a page number.
            then.status(200).json_body(json!({"success": true, "transactions": [
                {"id": "t-1", "category": "CARD", "type": "AUTHORIZATION", "status": "FAILED", "amount": 12.5,
                 "currency": "USD", "description": "A shop", "created_at": "2026-04-09T09:42:11.123Z"}
            ], "pagination": {"limit": 20, "offset": 0, "total": 1}, "filters": {"limit": 20}}));
        })
        .await;
    server
}
