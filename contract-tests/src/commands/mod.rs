//! The commands, one file each.

mod check;
mod check_error;
mod coverage;
mod explain;
mod mutate;
mod rules;
mod setting;

pub use check::{CheckArgs, check};
pub use check_error::CheckError;
pub use coverage::{CoverageArgs, ResultFormat, coverage};
pub use explain::{ExplainArgs, explain};
pub use mutate::{MutateArgs, mutate};
pub use rules::rules;
pub use setting::SettingArgs;
