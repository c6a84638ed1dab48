//! Issuing a card exactly once.
//!
//! The API has no idempotency key, a response may take 90 seconds, and a server that responds with an error may have
//! issued the card nevertheless. The client therefore records the customer's existing cards, sends the request once, and,
//! if the outcome is unclear, polls the customer's cards until the new one appears. It never sends the request again.

mod closing;
mod handle;
mod outcome;
mod prepared;
mod settle;
#[cfg(test)]
mod simulation;

pub use handle::IssueHandle;
pub use outcome::{IssueOutcome, Undecided};
pub use prepared::PreparedIssue;
