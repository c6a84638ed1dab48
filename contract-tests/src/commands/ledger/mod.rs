//! `ledger`: corrections listed, shown, judged, removed and drafted.

mod list;
mod prune;
mod show;
mod suggest;
mod verify;

use std::io::Write;

use clap::{Args, Subcommand};

use super::judge::Judge;
use super::setting::{Setting, SettingArgs};
use super::sources::SourceArgs;
use super::today::TodayArgs;
use super::{CheckError, LedgerCommandError};
use crate::exit::Exit;
use crate::output::ResultFormat;
use crate::output::unless_gone;
use crate::project::Key;
use crate::report::Paint;
use contract_core::harmless::harmless_lines;
use contract_core::ledger::Ledger;
use contract_core::rules::Levels;

/// What to do with the ledger.
#[derive(Debug, Args)]
pub struct LedgerArgs {
    /// Which of it.
    #[command(subcommand)]
    pub action: LedgerAction,
}

/// What can be done with the ledger.
#[derive(Debug, Subcommand)]
pub enum LedgerAction {
    /// List the corrections, a line each
    List(ListArgs),
    /// Show a correction, the places of the spec that carry its id, and what its evidence shows
    Show(ShowArgs),
    /// Judge every correction by its own evidence, its citations and its dates
    Verify(VerifyArgs),
    /// Remove the corrections that their own evidence no longer supports
    Prune(PruneArgs),
    /// Print the correction that would settle a finding
    Suggest(SuggestArgs),
}

/// What to list.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Spec and ledger.
    #[command(flatten)]
    pub setting: SettingArgs,
}

/// What to show.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The id of a correction, such as K-012
    #[arg(value_name = "ID")]
    pub id: String,
    /// Spec and ledger.
    #[command(flatten)]
    pub setting: SettingArgs,
}

/// How to judge.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Spec and ledger.
    #[command(flatten)]
    pub setting: SettingArgs,
    /// The day on which it is judged.
    #[command(flatten)]
    pub today: TodayArgs,
    /// How to write the result
    #[arg(long, value_enum, default_value_t)]
    pub format: ResultFormat,
}

/// What to remove.
#[derive(Debug, Args)]
pub struct PruneArgs {
    /// Say what would be removed, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Spec and ledger.
    #[command(flatten)]
    pub setting: SettingArgs,
}

/// What to draft.
#[derive(Debug, Args)]
pub struct SuggestArgs {
    /// The fingerprint of a finding, as `check` prints it
    #[arg(value_name = "FINGERPRINT")]
    pub fingerprint: String,
    /// Where the exchanges are that show it.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// Spec and ledger.
    #[command(flatten)]
    pub setting: SettingArgs,
    /// The day on which it is drafted.
    #[command(flatten)]
    pub today: TodayArgs,
}

/// Does it.
///
/// # Errors
/// There is no spec or ledger, one of them cannot be used, the correction or finding does not exist, or the result
/// cannot be written.
pub fn ledger(
    args: &LedgerArgs,
    paint: Paint,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Exit, LedgerCommandError> {
    match &args.action {
        LedgerAction::List(args) => list::list(args, out),
        LedgerAction::Show(args) => show::show(args, out),
        LedgerAction::Verify(args) => verify::verify(args, paint, out),
        LedgerAction::Prune(args) => prune::prune(args, out, talk),
        LedgerAction::Suggest(args) => suggest::suggest(args, out, talk),
    }
}

/// What is judged by, with each rule at its own level.
fn judge(setting: &SettingArgs) -> Result<Judge, CheckError> {
    Judge::new(setting, Levels::default())
}

/// The ledger that is judged.
fn ledger_of(judge: &Judge) -> Result<&Ledger, LedgerCommandError> {
    let Setting { ledger, .. } = &judge.setting;
    ledger.as_ref().ok_or_else(|| LedgerCommandError::NoLedger(judge.setting.shown(Key::Ledger)))
}

/// Writes the result to standard output, whose reader may have gone away.
fn print(out: &mut dyn Write, text: &str) -> Result<(), LedgerCommandError> {
    let written = out.write_all(harmless_lines(text).as_bytes()).and_then(|()| out.flush());
    Ok(unless_gone(written).map_err(CheckError::standard_output)?)
}
