//! `ledger verify`.

use std::io::Write;

use super::{VerifyArgs, citations, docs_of, ledger_of, print};
use crate::cli::ResultFormat;
use crate::cli::run::unless_gone;
use crate::commands::setting::Setting;
use crate::commands::{CheckError, LedgerCommandError};
use crate::exit::Exit;
use crate::report::{Report, Style, json, text};
use contract_core::findings::Summary;
use contract_core::judgement::{Coverage, Outcome, Sources};
use contract_core::ledger::Audit;
use contract_core::rules::Levels;

/// Reports everything that is wrong with the ledger.
pub(super) fn verify(
    args: &VerifyArgs,
    color: bool,
    out: &mut dyn Write,
) -> Result<Exit, LedgerCommandError> {
    let setting = Setting::load(&args.setting)?;
    let ledger = ledger_of(&setting)?;
    let project = setting.project.as_ref().ok_or(LedgerCommandError::NoRoot)?;
    let docs = docs_of(&setting)?;
    let remarks = Audit {
        root: &project.root,
        spec: &setting.spec,
        ledger,
        citations: citations(docs.as_ref()),
        today: args.today.day(),
    }
    .remarks();
    let sources = Sources {
        spec: &setting.spec,
        ledger: Some(ledger),
        levels: &Levels::default(),
        coverage: Coverage::default(),
        presence: None,
        remarks: &remarks,
    };
    let summary = Summary::new(1);
    let report = Report::from(Outcome::new(&summary, sources));
    let written = match args.format {
        ResultFormat::Json => json::write(&report, out),
        ResultFormat::Text => text::write(&report, Style { color, verbose: false, quiet: true }, out),
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
