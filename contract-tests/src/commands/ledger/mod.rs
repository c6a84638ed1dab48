//! `ledger`: lists, shows, verifies, removes and drafts corrections.

mod list;
mod prune;
mod show;
mod suggest;
mod verify;

use std::io::Write;

use clap::{Args, Subcommand};

use super::judge::Judge;
use super::setting::{Setting, SettingArgs};
use super::{CheckError, LedgerCommandError};
use crate::exit::Exit;
use crate::output::unless_gone;
use crate::project::Key;
use crate::report::Paint;
use contract_core::harmless::harmless_lines;
use contract_core::ledger::Ledger;
use contract_core::rules::Levels;

/// Arguments of `ledger`.
#[derive(Debug, Args)]
pub struct LedgerArgs {
    /// The subcommand.
    #[command(subcommand)]
    pub action: LedgerAction,
}

/// The subcommands of `ledger`.
#[derive(Debug, Subcommand)]
pub enum LedgerAction {
    /// List the corrections, one per line
    List(list::ListArgs),
    /// Show a correction, its marks in the spec, and what its evidence shows
    Show(show::ShowArgs),
    /// Verify every correction by its evidence, citations and dates
    Verify(verify::VerifyArgs),
    /// Remove the corrections that their evidence no longer supports
    Prune(prune::PruneArgs),
    /// Print a draft of the correction that would settle a finding and all others of its cause
    Suggest(suggest::SuggestArgs),
}

/// Runs a subcommand of `ledger`.
///
/// # Errors
/// There is no spec or ledger, one of them cannot be used, the correction or finding does not exist, or the
/// result cannot be written.
pub fn ledger(
    args: &LedgerArgs,
    paint: Paint,
    out: &mut dyn Write,
    log: &mut dyn Write,
) -> Result<Exit, LedgerCommandError> {
    match &args.action {
        LedgerAction::List(args) => list::list(args, out),
        LedgerAction::Show(args) => show::show(args, out),
        LedgerAction::Verify(args) => verify::verify(args, paint, out),
        LedgerAction::Prune(args) => prune::prune(args, out, log),
        LedgerAction::Suggest(args) => suggest::suggest(args, out, log),
    }
}

/// Loads what the ledger is judged by, with the default level of each rule.
fn judge(setting: &SettingArgs) -> Result<Judge, CheckError> {
    Judge::new(setting, Levels::default())
}

/// The ledger.
fn ledger_of(judge: &Judge) -> Result<&Ledger, LedgerCommandError> {
    let Setting { ledger, .. } = &judge.setting;
    ledger.as_ref().ok_or_else(|| LedgerCommandError::NoLedger(judge.setting.shown(Key::Ledger)))
}

/// Prints the result to standard output. A closed pipe is no error.
fn print(out: &mut dyn Write, text: &str) -> Result<(), LedgerCommandError> {
    let written = out.write_all(harmless_lines(text).as_bytes()).and_then(|()| out.flush());
    Ok(unless_gone(written).map_err(CheckError::standard_output)?)
}
