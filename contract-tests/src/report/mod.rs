//! From observations to findings to reports.
//!
//! [`Summary`] groups what exchanges showed: it does not depend on their order and can be merged, so work can be split.
//! [`Report`] is made from it at the end: levels, corrections, messages and order. [`text`] and [`json`] write it.

mod conclusions;
mod finding;
mod fingerprint;
mod group;
mod groups;
pub mod json;
mod likeness;
mod message;
mod names;
mod renames;
mod snippet;
mod summary;
pub mod text;
mod write;

pub use finding::{Coverage, Finding, Report, Settled, Sources};
pub use fingerprint::fingerprint;
pub use group::{Group, Key, MORE};
pub use summary::{Summary, Tally};
pub use write::write_whole;
