//! `coverage`: which assertions of the spec exchanges showed.

use std::io::{self, Write};

use clap::Args;

use super::CheckError;
use super::setting::{Setting, SettingArgs, read_all};
use super::sources::SourceArgs;
use crate::coverage::{Coverage, json, text};
use crate::exit::Exit;
use crate::output::ResultFormat;
use crate::output::unless_gone;
use crate::report::Detail;
use contract_core::findings::Summary;
use contract_core::verdict::Checker;

/// What to measure.
#[derive(Debug, Args)]
pub struct CoverageArgs {
    /// Where the exchanges are read from.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// What the exchanges are compared with.
    #[command(flatten)]
    pub setting: SettingArgs,
    /// Fail (exit 1) if fewer than this share of the assertions was shown, in percent
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub min: Option<f64>,
    /// How to write the result
    #[arg(long, value_enum, default_value_t)]
    pub format: ResultFormat,
    /// List what was shown as well
    #[arg(short, long)]
    pub verbose: bool,
}

/// Measures the spec by the sources.
///
/// # Errors
/// There is no spec or it cannot be used, a source or the ledger cannot be read, or the result cannot be written.
pub fn coverage(args: &CoverageArgs, out: &mut dyn Write, talk: &mut dyn Write) -> Result<Exit, CheckError> {
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
    let mut exit = how_it_was_read(&summary, talk);
    let (shown, all) = measured.total();
    if let Some(min) = args.min
        && is_below(shown, all, min)
    {
        say(
            talk,
            &format!(
                "error: {shown} of {all} assertions were shown, which is less than {min} %\n  help: record what is listed as shown by nothing, or lower --min"
            ),
        );
        exit = exit.or(Exit::Findings);
    }
    Ok(exit)
}

/// The end of a run by how its sources could be read.
pub(super) fn how_it_was_read(summary: &Summary, talk: &mut dyn Write) -> Exit {
    let mut exit = Exit::Clean;
    for unread in summary.unread_examples().take(20) {
        say(talk, &format!("error: {} could not be read: {}", unread.locator, unread.reason));
    }
    if summary.unread() > 0 {
        exit = Exit::Unusable;
    }
    if summary.exchanges() == 0 {
        say(
            talk,
            "error: no exchange was read, so nothing was shown\n  help: name a source that holds exchanges",
        );
        exit = exit.or(Exit::Nothing);
    }
    exit
}

/// Says a line. Talk that nobody hears is no error.
pub(super) fn say(talk: &mut dyn Write, line: &str) {
    let _: io::Result<()> = writeln!(talk, "{line}");
}

fn percent(text: &str) -> Result<f64, String> {
    let number = text.trim_end_matches('%').parse::<f64>().ok();
    number
        .filter(|number| (0.0..=100.0).contains(number))
        .ok_or_else(|| "write a number from 0 to 100".into())
}

/// Is the share smaller than `min` percent? A spec has far fewer assertions than a float can tell apart.
#[expect(clippy::cast_precision_loss, reason = "counts of assertions are small")]
fn is_below(shown: u64, all: u64, min: f64) -> bool {
    (shown as f64) * 100.0 < min * (all as f64)
}
