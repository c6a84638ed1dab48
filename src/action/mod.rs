//! Actions: requests that move money or change a card, each done at most once.
//!
//! Most of them have no idempotency key, and a server that responds with an error may have done the action nevertheless.
//! The client therefore records what was before, sends the request once, and, if the outcome is unclear, reads until the
//! evidence has one explanation only. It sends a request again only where the vendor documents a key that makes it
//! harmless, and with the same key.
//!
//! What an action of a kind leaves behind, and so how it is settled, is in [`movement`], [`status`], [`keyed`] and
//! [`deposit`]. All else is the same for all.

mod client;
mod deposit;
mod finding;
mod handle;
mod keyed;
mod kind;
mod movement;
mod outcome;
mod prepared;
mod record;
mod request;
mod settle;
#[cfg(test)]
mod simulation;
mod status;
mod subject;

pub use handle::ActionHandle;
pub use kind::ActionKind;
pub use outcome::{ActionOutcome, NotDone, UndecidedAction};
pub use prepared::PreparedAction;
pub use record::ActionRecord;
