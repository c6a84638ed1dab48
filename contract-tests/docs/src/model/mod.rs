//! The content of a page as data: a [`Claim`] is one statement about one place, on one line.

mod claim;
mod id;
mod plain;
mod reading;
mod section;

pub use contract_core::rules::Predicate;

pub use claim::{Claim, Location, NotClaim};
pub use reading::{Claimed, PageLine, Prints, Reading};
pub use section::{Grade, Section};

pub(crate) use id::number;
pub(crate) use plain::says_nothing;
