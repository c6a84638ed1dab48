//! A mock server for your own tests. It responds like the API, and fails on demand.
//!
//! Its responses are scrubbed recordings of the vendor's server, the same ones that this crate is tested against. They
//! are part of the published package. The feature `testing` enables this module:
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
//! // A customer that doesn't exist:
//! server.answer(Operation::GetCustomer, Answer::refusal(404, "Customer not found"));
//! assert!(matches!(client.customer("c-1").await, Err(Error::NotFound { .. })));
//!
//! // A card that is issued, but whose response is lost:
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
//! By default each answer is a recording, whatever was done before. To test a whole flow, let the server
//! [play cards](MockServer::play_cards): what is issued, funded, frozen and terminated then shows in what is read.
//!
//! [`MockServer::client`] returns a client that doesn't wait between attempts. [`VirtualTime`] does the same for a client
//! that you build yourself.

mod answer;
mod cards;
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
