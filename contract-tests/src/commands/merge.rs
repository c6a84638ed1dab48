//! `merge`: joins the summaries of several runs into one report.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::CheckError;
use super::hint;
use super::judge_args::JudgeArgs;
use super::output::{self, ReportArgs};
use super::sources::ReadArgs;
use crate::exit::Exit;
use crate::report::Paint;
use contract_core::findings::merge_summaries;

/// Arguments of `merge`.
#[derive(Debug, Args)]
pub struct MergeArgs {
    /// Summaries written with `check --format summary=FILE`: all shards of one run, or whole runs
    #[arg(value_name = "SUMMARY", required = true)]
    pub summaries: Vec<PathBuf>,
    /// The spec, the ledger and the levels.
    #[command(flatten)]
    pub judge: JudgeArgs,
    /// The reports.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// Merges the summaries and writes the reports. They equal those of a single run over all exchanges.
///
/// # Errors
/// A summary cannot be read or belongs to another run; also all errors of `check`.
pub fn merge(
    args: &MergeArgs,
    paint: Paint,
    out: &mut dyn Write,
    log: &mut dyn Write,
) -> Result<Exit, CheckError> {
    args.report.refuse_same_place()?;
    let baseline = args.report.load_baseline()?;
    let judge = args.judge.judge()?;
    let run = merge_summaries(&args.summaries, &judge.setting.spec)?;
    let suggest = hint::suggest(&run.sources, &ReadArgs::default(), &args.judge.setting, &judge.setting);
    let exit = output::report((&run, suggest), &judge, baseline.as_ref(), &args.report, paint, out, log)?;
    Ok(exit.or(output::unless_compared(&run.summary, log)))
}
