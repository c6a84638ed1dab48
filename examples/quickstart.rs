//! Reads a customer, the customer's cards and the latest transactions. It uses the mock server of this crate and needs
//! neither an account nor a network. For the real API, omit `base_url` and use your own credentials.

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use cartevo::testing::MockServer;
use cartevo::{Client, CustomerCardsQuery, CustomerTransactionsQuery, Error};

const CUSTOMER: &str = "8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b";

#[tokio::main]
async fn main() -> Result<(), Error> {
    let server = MockServer::start().await;
    let client = Client::builder().base_url(server.url()).credentials("client_1", "the key").build()?;

    let customer = client.customer(CUSTOMER).await?;
    println!("customer {}, active: {:?}", customer.id, customer.is_active);

    for card in client.customer_cards(CUSTOMER, &CustomerCardsQuery::new()).await? {
        println!(
            "card ending in {}, expires {}, balance {}",
            card.last4().unwrap_or("????"),
            card.expiry().map_or("?".to_owned(), |expiry| expiry.to_string()),
            card.balance.unwrap_or_default(),
        );
    }

    let page = client.customer_transactions(CUSTOMER, &CustomerTransactionsQuery::new().limit(5)).await?;
    for transaction in &page.items {
        println!("{} {:?} {}", transaction.created_at, transaction.kind(), transaction.amount());
    }
    println!("status {} after {} attempt(s)", page.status(), page.attempts());
    Ok(())
}
