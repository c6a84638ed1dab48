//! A server for your own tests: it answers as the API is known to answer, and fails as you tell it to.
//!
//! The answers are recordings of the vendor's server, scrubbed: the ones this crate is itself checked against. They are
//! part of the published package. With the feature `testing`:
//!
//! ```
//! # #[tokio::main]
//! # async fn main() -> Result<(), cartevo::Error> {
//! use cartevo::testing::{Answer, MockServer, Operation};
//! use cartevo::{Error, IssueOutcome, NewCard};
//!
//! let server = MockServer::start().await;
//! let client = server.client();
//!
//! // What the code under test does when the customer isn't there:
//! server.answer(Operation::GetCustomer, Answer::refusal(404, "Customer not found"));
//! assert!(matches!(client.customer("c-1").await, Err(Error::NotFound { .. })));
//!
//! // And when the answer to a request for a card is lost, but the card is there:
//! server.answer(Operation::GetCustomerCards, Answer::json(200, r#"{"data": []}"#));
//! server.answer_next(Operation::CreateCard, Answer::status(201).lost());
//! let prepared = client.prepare_issue(NewCard::new("c-1", "VISA")).await?.exclusive()?;
//! server.answer(Operation::GetCustomerCards, Answer::json(200, r#"{"data": [{"id": "card-1"}]}"#));
//! assert_eq!(prepared.send().await.issued().map(|card| card.id).as_deref(), Some("card-1"));
//! assert_eq!(server.requests_to(Operation::CreateCard).len(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! [`MockServer::client`] makes a client that waits for nothing between attempts; [`VirtualTime`] does the same for a
//! client you build yourself.

mod answer;
mod http;
mod operation;
mod recordings;
mod server;
mod time;

pub use answer::Answer;
pub use operation::Operation;
pub use recordings::{Recording, recordings};
pub use server::{MockServer, SentRequest};
pub use time::VirtualTime;
