//! Issues a card so that no failure can make it two or none: the handle is stored before anything is sent, and what isn't
//! certain is settled by reading. It speaks to a mock server that loses the answer.

#![allow(clippy::print_stdout, reason = "an example shows what it got")]

use std::error::Error;

use cartevo::testing::{Answer, MockServer, Operation};
use cartevo::{Amount, CardBrand, IssueOutcome, NewCard};

const CUSTOMER: &str = "8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b";

/// Stands for your database.
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

    let wanted =
        NewCard::new(CUSTOMER, CardBrand::Visa).name_on_card("ADA EXAMPLE").amount(Amount::from_cents(2000));
    // Exclusive: we hold a lock on this customer, and nobody issues cards by hand.
    let prepared = client.prepare_issue(wanted).await?.exclusive()?;
    database.handles.push(serde_json::to_string(prepared.handle())?);

    // The server has issued the card by now, but nobody will hear of it.
    let after = r#"{"data": [{"id": "card-1"}, {"id": "card-2", "masked_pan": "400000******0002"}]}"#;
    server.answer(Operation::GetCustomerCards, Answer::json(200, after));
    match prepared.send().await {
        IssueOutcome::Issued(card) => {
            println!("issued {} ending in {}", card.id, card.last4().unwrap_or("????"));
        }
        IssueOutcome::NotIssued(why) => println!("no card, and none will come: {why}"),
        IssueOutcome::Undecided(doubt) => println!("settle {} later", doubt.handle().id()),
        _ => println!("an outcome of a later version"),
    }
    println!("{} request(s) were sent", server.requests_to(Operation::CreateCard).len());
    Ok(())
}
