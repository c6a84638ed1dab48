//! The commands, one file each.

mod check;
mod check_error;
mod docs;
mod explain;
mod rules;

pub use check::{CheckArgs, check};
pub use check_error::CheckError;
pub use docs::{DocsArgs, DocsCommand, DocsError, docs};
pub use explain::{ExplainArgs, explain};
pub use rules::rules;
