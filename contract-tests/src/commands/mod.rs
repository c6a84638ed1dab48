//! The commands, one file each.

mod check;
mod check_error;
mod coverage;
mod explain;
mod ledger;
mod ledger_error;
mod mutate;
mod rules;
mod setting;
mod today;

pub use check::{CheckArgs, check};
pub use check_error::CheckError;
pub use coverage::{CoverageArgs, ResultFormat, coverage};
pub use explain::{ExplainArgs, explain};
pub use ledger::{LedgerAction, LedgerArgs, ListArgs, PruneArgs, ShowArgs, SuggestArgs, VerifyArgs, ledger};
pub use ledger_error::LedgerCommandError;
pub use mutate::{MutateArgs, mutate};
pub use rules::rules;
pub use setting::SettingArgs;
pub use today::TodayArgs;
