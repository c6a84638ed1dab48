//! The commands, one file each.

mod check;
mod check_error;
mod completions;
mod explain;
mod judge;
mod merge;
mod output;
mod rules;
mod schema;

pub use check::{CheckArgs, check};
pub use check_error::CheckError;
pub use completions::{CompletionsArgs, completions};
pub use explain::{ExplainArgs, explain};
pub use judge::JudgeArgs;
pub use merge::{MergeArgs, merge};
pub use output::ReportArgs;
pub use rules::rules;
pub use schema::{SchemaArgs, SchemaName, schema};
