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
mod client;
mod created;
mod decode;
mod error;
mod expiry;
mod generated;
mod id;
mod new_card;
mod page;
mod query;
mod raw;
mod redact;
mod refusal;
mod secret;
mod transport;

pub use amount::{Amount, ParseAmountError};
pub use builder::ClientBuilder;
pub use client::Client;
pub use created::CreatedCard;
pub use error::{Error, TransportKind};
pub use expiry::Expiry;
pub use generated::types::{
    Card, CardBrand, CardStatus, Currency, Customer, IdDocumentType, ProviderMapping, Transaction,
    TransactionCategory, TransactionStatus, TransactionType,
};
pub use new_card::NewCard;
pub use page::Page;
pub use query::{CardTransactionsQuery, CustomerCardsQuery, CustomerTransactionsQuery, DateBound};
pub use raw::Raw;
pub use secret::Secret;

pub use jiff;
pub use rust_decimal;
