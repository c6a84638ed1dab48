//! From observations to findings.
//!
//! [`Summary`] groups observations. It does not depend on their order and can be merged, so work can be
//! split. A [`Run`] is the result of a run; [`summary_file`] writes it to a file and [`merge_summaries`]
//! joins such files. [`conclusions`] makes the decisions that need all exchanges.
//!
//! This module does not know the ledger: the caller decides what is settled.

mod alike_values;
mod conclusions;
mod contradiction;
mod declared_type;
mod details;
mod document;
mod documented;
mod expected_text;
mod fingerprint;
mod gated;
mod group;
mod groups;
mod known;
mod learned_file;
mod likeness;
mod marked;
pub(crate) mod message;
mod names;
mod not_compared;
mod pair;
mod points;
mod proof;
mod remark;
mod renames;
mod restore;
mod run;
mod shard;
mod summary;
pub mod summary_file;
mod years;

pub use crate::rules::MORE;
pub use conclusions::{Grounds, conclusions};
pub use contradiction::{Contradiction, NamedPlace};
pub use document::SummaryDocument;
pub use documented::{DocumentedPair, DocumentedValues};
pub(crate) use fingerprint::digits;
pub use fingerprint::fingerprint;
pub use gated::found_gated;
pub use group::{Group, Key};
pub use not_compared::NotCompared;
pub use remark::Remark;
pub use restore::{MergeError, merge as merge_summaries};
pub use run::Run;
pub use shard::Shard;
pub use summary::{Summary, Tally};
