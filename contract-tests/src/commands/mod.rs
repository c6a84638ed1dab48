//! The commands, one file each.

mod accept;
mod check;
mod check_error;
mod completions;
mod explain;
mod import;
mod judge;
mod merge;
mod output;
mod pending;
mod record_error;
mod reject;
mod rules;
mod scan;
mod schema;

pub use accept::{AcceptArgs, accept};
pub use check::{CheckArgs, check};
pub use check_error::CheckError;
pub use completions::{CompletionsArgs, completions};
pub use explain::{ExplainArgs, explain};
pub use import::{ImportArgs, Kind, import};
pub use judge::JudgeArgs;
pub use merge::{MergeArgs, merge};
pub use output::ReportArgs;
pub use pending::pending;
pub use record_error::RecordError;
pub use reject::{RejectArgs, reject};
pub use rules::rules;
pub use scan::{ScanArgs, scan};
pub use schema::{SchemaArgs, SchemaName, schema};
