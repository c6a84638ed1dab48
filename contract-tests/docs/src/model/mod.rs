//! What a page says, as data: a [`Claim`] is one statement at one place, on one line.

mod claim;
mod finding;
mod hashed;
mod id;
mod section;

pub use contract_core::rules::Predicate;

pub use claim::{Claim, Location, NotClaim};
pub use finding::{Cause, DocsFinding, Scope, Severity};
pub use section::{Grade, Section};

pub(crate) use hashed::hashed;
pub(crate) use id::number;
