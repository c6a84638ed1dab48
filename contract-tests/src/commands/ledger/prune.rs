//! `ledger prune`.

use std::fmt::Write as _;
use std::fs;
use std::io::Write;

use clap::Args;
use jiff::civil::Date;

use super::{judge, ledger_of, print};
use crate::commands::LedgerCommandError;
use crate::commands::coverage::say;
use crate::commands::setting::SettingArgs;
use crate::exit::Exit;
use crate::project::Key;
use crate::report::write_whole;
use contract_core::ledger::{marks, prune as pruned};

/// Arguments of `ledger prune`.
#[derive(Debug, Args)]
pub struct PruneArgs {
    /// Report what would be removed, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The spec and the ledger.
    #[command(flatten)]
    pub setting: SettingArgs,
}

/// Removes the corrections that their evidence no longer supports: all of them, or none on an error.
pub(super) fn prune(
    args: &PruneArgs,
    out: &mut dyn Write,
    log: &mut dyn Write,
) -> Result<Exit, LedgerCommandError> {
    let judge = judge(&args.setting)?;
    let ledger = ledger_of(&judge)?;
    let setting = &judge.setting;
    let no_ledger = || LedgerCommandError::NoLedger(setting.shown(Key::Ledger));
    let path = setting.ledger_path.as_ref().ok_or_else(no_ledger)?;
    // The date does not affect which corrections are stale.
    let audit = judge.audit(Date::MIN).ok_or(LedgerCommandError::NoRoot)?;
    let ids = audit.stale_ids();
    if ids.is_empty() {
        print(out, &format!("nothing to remove: every correction in {} is supported\n", ledger.file))?;
        return Ok(Exit::Clean);
    }
    let text = fs::read_to_string(path)
        .map_err(|error| LedgerCommandError::Unreadable { path: path.clone(), error })?;
    let left = pruned(&text, &ids, &ledger.file)?;
    if !args.dry_run {
        // What is left stood in this file before, so it does not pass the door of the output.
        write_whole(path, left.as_bytes())
            .map_err(|error| LedgerCommandError::Unwritten { path: path.clone(), error })?;
    }
    let verb = if args.dry_run { "would remove" } else { "removed" };
    let mut text = String::new();
    for entry in ledger.corrections.iter().filter(|entry| ids.contains(&entry.id)) {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{verb} {} {}: {}", entry.id, entry.rule.name, entry.summary());
    }
    print(out, &text)?;
    for mark in marks(&setting.spec).into_iter().filter(|mark| ids.contains(&mark.id)) {
        let place = format!("{}:{}", setting.spec.file_of(&mark.site), mark.site.place);
        say(log, &format!("{place} still carries `x-correction: {}`; remove the mark", mark.id));
    }
    Ok(Exit::Clean)
}
