//! Turns the result of a run into findings with levels, corrections, messages and an order.
//!
//! Names of operations, properties and files are untrusted: an [`Outcome`] has no terminal controls in them.

mod compared;
mod finding;
mod pages;
mod place;

pub use compared::Compared;
pub use finding::{Coverage, Finding, Outcome, Settled, Sources};
pub use pages::Pages;
pub use place::{Anchor, PageLine};
