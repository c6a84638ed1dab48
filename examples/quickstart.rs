//! From nothing to a customer's cards and the last transactions. It speaks to a mock server of the same crate, so it needs
//! no account and no network; for the real API leave `base_url` out and give your own credentials.

#![allow(clippy::print_stdout, reason = "an example shows what it got")]

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
            "card ending in {}, until {}, {} on it",
            card.last4().unwrap_or("????"),
            card.expiry().map_or("?".to_owned(), |expiry| expiry.to_string()),
            card.balance.unwrap_or_default(),
        );
    }

    let page = client.customer_transactions(CUSTOMER, &CustomerTransactionsQuery::new().limit(5)).await?;
    for transaction in &page.items {
        println!("{} {:?} {}", transaction.created_at, transaction.kind(), transaction.amount());
    }
    println!("answered with {} after {} attempt(s)", page.status(), page.attempts());
    Ok(())
}
