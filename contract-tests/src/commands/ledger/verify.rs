//! `ledger verify`.

use std::io::Write;

use clap::Args;

use super::{judge, ledger_of, print};
use crate::commands::judge::Subject;
use crate::commands::setting::SettingArgs;
use crate::commands::today::TodayArgs;
use crate::commands::{CheckError, LedgerCommandError};
use crate::exit::Exit;
use crate::output::ResultFormat;
use crate::output::unless_gone;
use crate::report::{Detail, Paint, Report, Style, json, text};

/// Arguments of `ledger verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The spec and the ledger.
    #[command(flatten)]
    pub setting: SettingArgs,
    /// The date of the judgement.
    #[command(flatten)]
    pub today: TodayArgs,
    /// The output format
    #[arg(long, value_enum, default_value_t)]
    pub format: ResultFormat,
}

/// Reports all findings about the ledger.
pub(super) fn verify(
    args: &VerifyArgs,
    paint: Paint,
    out: &mut dyn Write,
) -> Result<Exit, LedgerCommandError> {
    let judge = judge(&args.setting)?;
    let ledger = ledger_of(&judge)?;
    if judge.setting.project.is_none() {
        return Err(LedgerCommandError::NoRoot);
    }
    let report = Report::from(judge.judgement(Subject::Ledger, args.today.day()));
    let written = match args.format {
        ResultFormat::Json => json::write(&report, out),
        ResultFormat::Text => text::write(&report, Style { paint, detail: Detail::Failing }, out),
    };
    unless_gone(written.and_then(|()| out.flush())).map_err(CheckError::standard_output)?;
    let (count, failing) = (ledger.corrections.len(), report.outcome.failing());
    if args.format == ResultFormat::Text {
        let corrections = if count == 1 { "correction" } else { "corrections" };
        let findings = if failing == 1 { "finding" } else { "findings" };
        print(out, &format!("{count} {corrections} in {}, {failing} {findings}\n", ledger.file))?;
    }
    Ok(if failing > 0 { Exit::Findings } else { Exit::Clean })
}
