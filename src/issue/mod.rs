//! Issuing a card without doubt.
//!
//! The API has no idempotency key, an answer may take 90 seconds, and a server that answers with an error may have issued
//! the card all the same. So a request is sent once; what the customer's cards were before is written down first; and
//! where it isn't certain what became of the request, the customer's cards are read until the new one shows, never the
//! request sent again.

mod handle;
mod open;
mod outcome;
mod prepared;
mod settle;
#[cfg(test)]
mod simulation;

pub use handle::IssueHandle;
pub(crate) use open::OpenIssues;
pub use outcome::{IssueOutcome, Undecided};
pub use prepared::PreparedIssue;
