//! A server on axum that receives webhooks, verifies them, and settles the handles of issues without a known outcome.

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use std::collections::HashSet;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use cartevo::testing::{Answer, MockServer, Operation};
use cartevo::webhook::{Event, SIGNATURE_HEADER, Verifier, WebhookError};
use cartevo::{CardBrand, Client, IssueHandle, IssueOutcome, NewCard, jiff::Timestamp};

const CUSTOMER: &str = "8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b";

/// The service with what would be in its database.
struct Service {
    client: Client,
    verifier: Verifier,
    handles: Mutex<Vec<IssueHandle>>,
    processed: Mutex<HashSet<String>>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let api = MockServer::start().await;
    let client = api.client();
    let handle = issue_with_unknown_outcome(&api, &client).await?;
    let verifier = Verifier::new("the signing secret")?;
    let service = Arc::new(Service {
        client,
        verifier: verifier.clone(),
        handles: Mutex::new(vec![handle]),
        processed: Mutex::default(),
    });

    let app = Router::new().route("/webhooks/cartevo", post(receive)).with_state(service);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/webhooks/cartevo", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, app).await });

    // What Cartevo sends, twice, and what somebody else sends.
    let body = format!(
        r#"{{"event": "card.created", "data": {{"card": {{"id": "card-1", "customer_id": "{CUSTOMER}"}}}}}}"#
    );
    let signature = verifier.test_header(Timestamp::now(), body.as_bytes());
    for signature in [&signature, &signature, "t=1,v1=00"] {
        let request =
            reqwest::Client::new().post(&url).header(SIGNATURE_HEADER, signature).body(body.clone());
        println!("answered {}", request.send().await?.status());
    }
    Ok(())
}

/// Takes the raw bytes of the body: the signature covers them.
async fn receive(State(service): State<Arc<Service>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    match service.verifier.verify(&headers, &body) {
        Ok(event) => process(&service, &event).await,
        Err(WebhookError::Body { pointer }) => {
            println!("not an event: {pointer}");
            StatusCode::BAD_REQUEST
        }
        Err(error) => {
            println!("refused: {error}");
            StatusCode::UNAUTHORIZED
        }
    }
}

/// Cartevo waits for 10 seconds. A service with much to do would store the event and respond.
async fn process(service: &Service, event: &Event) -> StatusCode {
    let is_new = service.processed.lock().unwrap_or_else(PoisonError::into_inner).insert(event.replay_key());
    if !is_new {
        println!("received again: {}", event.kind());
        return StatusCode::OK;
    }
    let handles = service.handles.lock().unwrap_or_else(PoisonError::into_inner).clone();
    for handle in handles.into_iter().filter(|handle| handle.is_announced_by(event)) {
        match handle.settle_with_event(&service.client, event).await {
            IssueOutcome::Issued(card) => println!("issued {} after all", card.id),
            IssueOutcome::NotIssued(error) => println!("not issued: {error}"),
            IssueOutcome::Undecided(doubt) => println!("{} candidate(s)", doubt.candidates().len()),
        }
    }
    StatusCode::OK
}

/// An issue whose response was lost, of a card that the server doesn't list yet.
async fn issue_with_unknown_outcome(
    api: &MockServer,
    client: &Client,
) -> Result<IssueHandle, Box<dyn Error>> {
    api.answer(Operation::GetCustomerCards, Answer::cards(&[]));
    api.answer(Operation::CreateCard, Answer::status(201).lost());
    let card = NewCard::new(CUSTOMER, CardBrand::Visa).name_on_card("ADA EXAMPLE");
    let prepared = client.prepare_issue(card).await?.exclusive()?.patience(Duration::ZERO);
    match prepared.send().await {
        IssueOutcome::Undecided(doubt) => Ok(doubt.into_handle()),
        outcome => Err(format!("{outcome:?}").into()),
    }
}
