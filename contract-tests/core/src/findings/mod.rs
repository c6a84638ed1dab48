//! From observations to findings.
//!
//! [`Summary`] groups what exchanges showed: it does not depend on their order and can be merged, so work can be split.
//! A [`Run`] is all that was learned; [`summary_file`] writes it to a file and [`merge_summaries`] joins such files.
//! [`Outcome`] is made from it at the end: levels, corrections, messages and order.
//!
//! Names of operations, properties and files are text of strangers: [`Outcome`] takes out what steers a terminal.

mod conclusions;
mod document;
mod finding;
mod fingerprint;
mod group;
mod groups;
mod learned_file;
mod likeness;
mod message;
mod names;
mod quick_hash;
mod remark;
mod renames;
mod restore;
mod run;
mod shard;
mod summary;
pub mod summary_file;
mod years;

pub use document::SummaryDocument;
pub use finding::{Coverage, Finding, Outcome, Settled, Sources};
pub use fingerprint::fingerprint;
pub use group::{Group, Key, MORE};
pub use remark::Remark;
pub use restore::{MergeError, merge as merge_summaries};
pub use run::Run;
pub use shard::Shard;
pub use summary::{Summary, Tally};
