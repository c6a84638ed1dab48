//! The commands, one file each.

mod accept;
mod check;
mod check_error;
mod coverage;
mod explain;
mod import;
mod ledger;
mod ledger_error;
mod mutate;
mod pending;
mod record_error;
mod reject;
mod rules;
mod scan;
mod setting;
mod today;

pub use accept::{AcceptArgs, accept};
pub use check::{CheckArgs, check};
pub use check_error::CheckError;
pub use coverage::{CoverageArgs, ResultFormat, coverage};
pub use explain::{ExplainArgs, explain};
pub use import::{ImportArgs, Kind, import};
pub use ledger::{LedgerAction, LedgerArgs, ListArgs, PruneArgs, ShowArgs, SuggestArgs, VerifyArgs, ledger};
pub use ledger_error::LedgerCommandError;
pub use mutate::{MutateArgs, mutate};
pub use pending::pending;
pub use record_error::RecordError;
pub use reject::{RejectArgs, reject};
pub use rules::rules;
pub use scan::{ScanArgs, scan};
pub use setting::SettingArgs;
pub use today::TodayArgs;
