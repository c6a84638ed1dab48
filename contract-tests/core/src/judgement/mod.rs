//! Turns the result of a run into findings with levels, corrections, messages and an order.
//!
//! Names of operations, properties and files are untrusted: an [`Outcome`] has no terminal controls in them.

mod cause_id;
mod causes;
mod compared;
mod finding;
mod pages;
mod place;

pub use causes::{Cause, causes};
pub use compared::Compared;
pub use finding::{Coverage, Finding, Outcome, Settled, Sources};
pub use pages::Pages;
pub use place::{Anchor, PageLine};
