//! Funds a card exactly once despite a failure and a crash: it stores the handle before it sends the request, and settles
//! the unclear outcome by reading. The mock server plays the card, and loses the response.

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use std::error::Error;
use std::time::Duration;

use cartevo::testing::{Answer, MockServer, Operation};
use cartevo::{ActionHandle, ActionOutcome, Amount, CardBrand, NewCard};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start().await;
    server.play_cards(Amount::from_cents(100_000));
    let stored = crash(&server).await?;

    // The restarted service settles every stored handle without a known outcome, and sends nothing again.
    let client = server.client();
    let handle: ActionHandle = serde_json::from_str(&stored)?;
    println!("{} of {:?}, outcome unknown", handle.kind(), handle.target());
    match handle.settle_within(&client, Duration::from_secs(120)).await {
        ActionOutcome::Done(record) => println!("done: {:?}", record.transaction_id()),
        ActionOutcome::NotDone(why) => println!("not done: {why}"),
        ActionOutcome::Undecided(doubt) => println!("undecided, {} candidate(s)", doubt.candidates().len()),
    }
    println!("{} request(s) sent", server.requests_to(Operation::FundCard).len());
    Ok(())
}

/// The process that crashes: it stores the handle, sends the request, and exits before the response arrives.
async fn crash(server: &MockServer) -> Result<String, Box<dyn Error>> {
    let client = server.client();
    let card = client.create_card(&NewCard::new("customer-1", CardBrand::Visa)).await?.into_inner().card;
    server.answer_next(Operation::FundCard, Answer::status(200).silent());
    // Exclusive: this process holds a lock on the card, and nobody funds it in the dashboard.
    let prepared = client.prepare_fund_card(&card.id, Amount::from_cents(5000)).await?.exclusive()?;
    let stored = serde_json::to_string(prepared.handle())?;
    let sending = tokio::time::timeout(Duration::from_millis(50), prepared.send()).await;
    println!("crashed before the response arrived: {}", sending.is_err());
    Ok(stored)
}
