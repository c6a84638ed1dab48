//! `coverage`: the assertions of the spec that exchanges showed.

use std::io::{self, Write};

use clap::Args;

use super::CheckError;
use super::output::unless_compared;
use super::setting::{Setting, SettingArgs, read_all};
use super::sources::SourceArgs;
use crate::coverage::{Coverage, json, text};
use crate::exit::Exit;
use crate::output::ResultFormat;
use crate::output::unless_gone;
use crate::report::Detail;
use contract_core::findings::Summary;
use contract_core::verdict::Checker;

/// Arguments of `coverage`.
#[derive(Debug, Args)]
pub struct CoverageArgs {
    /// The sources of the exchanges.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// The spec and the ledger.
    #[command(flatten)]
    pub setting: SettingArgs,
    /// Fail (exit 1) if less than this percentage of the assertions was shown
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub min: Option<f64>,
    /// The output format
    #[arg(long, value_enum, default_value_t)]
    pub format: ResultFormat,
    /// Also list the assertions that were shown
    #[arg(short, long)]
    pub verbose: bool,
}

/// Measures the coverage of the spec by the sources.
///
/// # Errors
/// There is no spec or it cannot be used, a source or the ledger cannot be read, or the result cannot be written.
pub fn coverage(args: &CoverageArgs, out: &mut dyn Write, log: &mut dyn Write) -> Result<Exit, CheckError> {
    let setting = Setting::load(&args.setting)?;
    let inputs = setting.inputs(&args.sources)?;
    let mut summary = Summary::new(1);
    let mut checker = Checker::new(&setting.spec);
    read_all(&inputs, &mut checker, &mut summary);
    let measured = Coverage::of(&setting.spec, checker.coverage());
    let detail = if args.verbose { Detail::Full } else { Detail::Usual };
    let written = match args.format {
        ResultFormat::Text => text::write(&setting.spec, &measured, detail, out),
        ResultFormat::Json => json::write(&setting.spec, &measured, out),
    };
    unless_gone(written.and_then(|()| out.flush())).map_err(CheckError::standard_output)?;
    let mut exit = how_it_was_read(&summary, log);
    let (shown, all) = measured.total();
    if let Some(min) = args.min
        && is_below(shown, all, min)
    {
        say(
            log,
            &format!(
                "error: {shown} of {all} assertions were shown, which is less than {min} %\n  help: record exchanges for the assertions listed as not shown, or lower --min"
            ),
        );
        exit = exit.or(Exit::Findings);
    }
    Ok(exit)
}

/// The exit of a run by how its sources were read.
pub(super) fn how_it_was_read(summary: &Summary, log: &mut dyn Write) -> Exit {
    let mut exit = Exit::Clean;
    for unread in summary.unread_examples().take(20) {
        say(log, &format!("error: {} could not be read: {}", unread.locator, unread.reason));
    }
    if summary.unread() > 0 {
        exit = Exit::Unusable;
    }
    exit.or(unless_compared(summary, log))
}

/// Writes a line to the log, which may be closed.
pub(super) fn say(log: &mut dyn Write, line: &str) {
    let _: io::Result<()> = writeln!(log, "{line}");
}

fn percent(text: &str) -> Result<f64, String> {
    let number = text.trim_end_matches('%').parse::<f64>().ok();
    number
        .filter(|number| (0.0..=100.0).contains(number))
        .ok_or_else(|| "expected a number from 0 to 100".into())
}

/// True if the coverage is below `min` percent. A spec has far fewer assertions than a float can represent
/// exactly.
#[expect(clippy::cast_precision_loss, reason = "counts of assertions are small")]
fn is_below(shown: u64, all: u64, min: f64) -> bool {
    (shown as f64) * 100.0 < min * (all as f64)
}
