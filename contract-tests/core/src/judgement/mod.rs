//! From what a run learned to what is reported: levels, corrections, messages and order.
//!
//! Names of operations, properties and files are text of strangers: [`Outcome`] takes out what steers a terminal.

mod compared;
mod finding;
mod pages;
mod place;

pub use compared::Compared;
pub use finding::{Coverage, Finding, Outcome, Settled, Sources};
pub use pages::Pages;
pub use place::{Anchor, PageLine};
