//! Issues exactly one card despite a failure: it stores the handle before it sends the request, and settles the unclear
//! outcome by reading. The mock server loses the response.

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use std::error::Error;

use cartevo::testing::{Answer, MockServer, Operation};
use cartevo::{Amount, CardBrand, IssueOutcome, NewCard};

const CUSTOMER: &str = "8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b";

/// A placeholder for your database.
#[derive(Default)]
struct Database {
    handles: Vec<String>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start().await;
    server.answer(Operation::GetCustomerCards, Answer::json(200, r#"{"data": [{"id": "card-1"}]}"#));
    server.answer(Operation::CreateCard, Answer::status(201).lost());
    let client = server.client();
    let mut database = Database::default();

    let card =
        NewCard::new(CUSTOMER, CardBrand::Visa).name_on_card("ADA EXAMPLE").amount(Amount::from_cents(2000));
    // Exclusive: this process holds a lock on the customer, and nobody issues cards in the dashboard.
    let prepared = client.prepare_issue(card).await?.exclusive()?;
    database.handles.push(serde_json::to_string(prepared.handle())?);

    // The server issues the card, but its response is lost.
    let after = r#"{"data": [{"id": "card-1"}, {"id": "card-2", "masked_pan": "400000******0002"}]}"#;
    server.answer(Operation::GetCustomerCards, Answer::json(200, after));
    match prepared.send().await {
        IssueOutcome::Issued(card) => {
            println!("issued {} ending in {}", card.id, card.last4().unwrap_or("????"));
        }
        IssueOutcome::NotIssued(error) => println!("not issued: {error}"),
        IssueOutcome::Undecided(undecided) => println!("settle {} later", undecided.handle().id()),
    }
    println!("{} request(s) sent", server.requests_to(Operation::CreateCard).len());
    Ok(())
}
