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
//! # What isn't there yet
//!
//! Nothing is sent twice: there are no retries. Pages are read one by one. A card whose issuing was not answered is to
//! be looked for with [`Client::customer_cards`] before another is issued: the API has no idempotency key.

#![warn(unnameable_types)]

mod amount;
mod auth;
mod base_url;
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
