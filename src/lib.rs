//! Client for the [Cartevo](https://cartevo.co) card-issuing API.
//!
//! The types are generated from an OpenAPI document that was corrected by hand, because the vendor's documentation
//! contradicts itself and what the servers answer. Whatever shape an answer has, of those that are documented or
//! recorded, it becomes one [`Customer`], [`Card`] or [`Transaction`].
//!
//! ```no_run
//! # async fn run() -> Result<(), cartevo::Error> {
//! use cartevo::{Client, CustomerCardsQuery};
//!
//! let client = Client::builder().credentials("client_...", "the key").build()?;
//! for card in client.customer_cards("8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b", &CustomerCardsQuery::new()).await? {
//!     println!("{} ends in {:?}, {:?} USD left", card.id, card.last4(), card.balance);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What is never shown
//!
//! No `Debug`, `Display`, `Serialize` or error of this crate shows a card number, a CVV, a token or a key; `Debug` of
//! the generated types leaves out what is personal too. There is no switch. The "tokens" in [`Card::number`] and
//! [`Card::cvv`] can be read by anyone who holds them, so they are [`Secret`]s.
//!
//! Secrets, [`Raw`] parts and the bytes of every answer are wiped from memory when they are done with. What the libraries
//! below keep for a while (buffers of the connection, of TLS, of decompression) is not.
//!
//! # What is sent twice
//!
//! What only reads is sent again after a broken connection, a time-out and the statuses 408, 429 and 5xx: twice, after
//! random waits that grow from 0.5 to 8 seconds or the wait that the server asks for. What issues a card is sent again
//! only if no connection could be made for it: the API has no idempotency key. [`Error::delivery`] says how far a request
//! came.
//!
//! # Issuing a card
//!
//! [`Client::prepare_issue`] gives a handle to store before anything is sent. Whatever happens then, [`IssueHandle`]
//! finds out what became of the request, by reading, and says so only where there is no doubt: [`IssueOutcome`].
//!
//! # Lists
//!
//! [`Client::card_transactions`] and [`Client::customer_transactions`] give a page if awaited, and everything as a
//! [`TransactionStream`]. Pages count from 1; what a server makes of paging and filters is taken care of.
//!
//! # What can be seen of it
//!
//! Each call is a span of [`tracing`](https://docs.rs/tracing) with OpenTelemetry's names: operation, status, attempts,
//! delivery. No span or event holds a body, a query, a header's value or an id.
//!
//! # Features
//!
//! `rustls` (on unless switched off) brings TLS. `testing` brings a mock server for your own tests, `recorder` the
//! hook through which `cartevo-contract` records calls. No feature changes
//! what the rest does.

#![warn(unnameable_types)]

mod amount;
mod answer;
mod auth;
mod base_url;
mod body;
mod builder;
mod card;
mod cause;
mod client;
mod connection;
mod context;
mod created;
mod decode;
#[cfg(test)]
mod effects;
mod environment;
mod error;
mod expiry;
mod generated;
mod id;
mod issue;
mod new_card;
mod operation;
mod options;
mod page;
mod query;
mod raw;
#[cfg(feature = "recorder")]
pub mod recorder;
mod redact;
mod refusal;
mod response;
mod retry;
mod retry_after;
mod secret;
mod shared;
mod stream;
#[cfg(feature = "testing")]
pub mod testing;
mod trace;
mod transaction;
mod transactions;
mod transport;

pub use amount::{Amount, ParseAmountError};
pub use builder::ClientBuilder;
pub use client::Client;
pub use context::{Context, Delivery};
pub use created::CreatedCard;
pub use environment::{Environment, Sleep};
pub use error::Error;
pub use expiry::Expiry;
pub use generated::types::{
    Card, CardBrand, CardStatus, Currency, Customer, IdDocumentType, ProviderMapping, Transaction,
    TransactionCategory, TransactionStatus, TransactionType,
};
pub use issue::{IssueHandle, IssueOutcome, PreparedIssue, Undecided};
pub use new_card::NewCard;
pub use options::CallOptions;
pub use page::Page;
pub use query::{CardTransactionsQuery, CustomerCardsQuery, CustomerTransactionsQuery, DateBound};
pub use raw::Raw;
pub use response::Response;
pub use secret::Secret;
pub use stream::TransactionStream;
pub use transaction::TransactionKind;
pub use transactions::TransactionList;

pub use jiff;
pub use rust_decimal;
