//! Restarts after a crash: the service settles every stored handle without a known outcome, and sends nothing again.

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use std::error::Error;
use std::time::Duration;

use cartevo::testing::{Answer, MockServer, Operation};
use cartevo::{CardBrand, IssueHandle, IssueOutcome, NewCard};

const CUSTOMER: &str = "8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start().await;
    let stored = crash(&server).await?;

    let client = server.client();
    let handle: IssueHandle = serde_json::from_str(&stored)?;
    println!("prepared at {}, outcome unknown", handle.prepared_at());
    server.answer(Operation::GetCustomerCards, Answer::json(200, r#"{"data": [{"id": "card-1"}]}"#));
    // The card issuer may take 90 seconds. Settle a handle that stays undecided again later.
    match handle.settle_within(&client, Duration::from_secs(120)).await {
        IssueOutcome::Issued(card) => println!("issued {}", card.id),
        IssueOutcome::Undecided(undecided) => {
            println!("undecided, {} candidate(s)", undecided.candidates().len());
        }
        IssueOutcome::NotIssued(why) => println!("not issued: {why}"),
    }
    println!("{} request(s) sent", server.requests_to(Operation::CreateCard).len());
    Ok(())
}

/// The process that crashes: it stores the handle, sends the request, and exits before the response arrives.
async fn crash(server: &MockServer) -> Result<String, Box<dyn Error>> {
    server.answer(Operation::GetCustomerCards, Answer::refusal(404, "No cards found for this customer"));
    server.answer(Operation::CreateCard, Answer::status(201).silent());
    let client = server.client();
    let prepared = client.prepare_issue(NewCard::new(CUSTOMER, CardBrand::Mastercard)).await?.exclusive()?;
    let stored = serde_json::to_string(prepared.handle())?;
    let sending = tokio::time::timeout(Duration::from_millis(50), prepared.send()).await;
    println!("crashed before the response arrived: {}", sending.is_err());
    Ok(stored)
}
