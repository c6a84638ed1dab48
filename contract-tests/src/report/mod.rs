//! From observations to findings to reports.
//!
//! [`Summary`] groups what exchanges showed: it does not depend on their order and can be merged, so work can be split.
//! A [`Run`] is all that was learned; [`summary_file`] writes it to a file and [`merge_summaries`] joins such files.
//! [`Report`] is made from it at the end: levels, corrections, messages and order. Each format is a module of its own.
//!
//! Names of operations, properties and files are text of strangers: [`Report`] takes out what steers a terminal, and
//! each format escapes what means something in it.

mod baseline;
mod clean;
pub mod concise;
mod conclusions;
mod docs_against;
mod docs_side;
mod document;
mod fields;
mod finding;
mod fingerprint;
pub mod github;
mod group;
mod groups;
pub mod html;
mod inline;
pub mod json;
pub mod junit;
mod learned_file;
mod likeness;
pub mod markdown;
mod message;
mod names;
mod quick_hash;
mod remark;
mod renames;
mod restore;
mod run;
pub mod sarif;
mod shard;
mod snippet;
pub mod step_summary;
mod style;
mod summary;
pub mod summary_file;
pub mod text;
mod words;
mod write;
mod years;

pub use baseline::{Baseline, BaselineError, Comparison, Gone};
pub use docs_side::DocsSide;
pub use document::SummaryDocument;
pub use finding::{Coverage, Finding, Report, Settled, Sources};
pub use fingerprint::fingerprint;
pub use group::{Group, Key, MORE};
pub use remark::Remark;
pub use restore::{MergeError, merge as merge_summaries};
pub use run::Run;
pub use shard::Shard;
pub use style::Style;
pub use summary::{Summary, Tally};
pub use write::write_whole;
