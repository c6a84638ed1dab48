//! From observations to findings.
//!
//! [`Summary`] groups what exchanges showed: it does not depend on their order and can be merged, so work can be split.
//! A [`Run`] is all that was learned; [`summary_file`] writes it to a file and [`merge_summaries`] joins such files.
//! [`conclusions`] decides at the end what can be told only over all exchanges.
//!
//! Knows no ledger: what is settled, the caller says.

mod conclusions;
mod contradiction;
mod document;
mod expected_text;
mod fingerprint;
mod group;
mod groups;
mod learned_file;
mod likeness;
pub(crate) mod message;
mod names;
mod points;
mod quick_hash;
mod remark;
mod renames;
mod restore;
mod run;
mod said;
mod shard;
mod summary;
pub mod summary_file;
mod years;

pub use crate::rules::MORE;
pub use conclusions::{Grounds, conclusions};
pub use contradiction::{Contradiction, NamedPlace};
pub use document::SummaryDocument;
pub use fingerprint::fingerprint;
pub use group::{Group, Key};
pub use remark::Remark;
pub use restore::{MergeError, merge as merge_summaries};
pub use run::Run;
pub use shard::Shard;
pub use summary::{Summary, Tally};
