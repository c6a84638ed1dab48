//! `merge`: what several runs learned, as the report of one.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::CheckError;
use super::judge_args::JudgeArgs;
use super::output::{self, ReportArgs};
use crate::exit::Exit;
use crate::report::Paint;
use contract_core::findings::merge_summaries;

/// What to merge, and how to report it.
#[derive(Debug, Args)]
pub struct MergeArgs {
    /// Summaries, each written with `check --format summary=FILE`: all shards of one run, or whole runs
    #[arg(value_name = "SUMMARY", required = true)]
    pub summaries: Vec<PathBuf>,
    /// What the exchanges are judged by.
    #[command(flatten)]
    pub judge: JudgeArgs,
    /// What is reported.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// Merges the summaries and writes the reports, the same as those of one run over everything.
///
/// # Errors
/// A summary cannot be read or does not belong to the others, and everything that keeps `check` from its report.
pub fn merge(
    args: &MergeArgs,
    paint: Paint,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Exit, CheckError> {
    args.report.refuse_same_place()?;
    let baseline = args.report.load_baseline()?;
    let judge = args.judge.judge()?;
    let run = merge_summaries(&args.summaries, &judge.setting.spec)?;
    let exit = output::report(&run, &judge, baseline.as_ref(), &args.report, paint, out, talk)?;
    Ok(if run.summary.exchanges() == 0 { exit.or(output::nothing(talk)) } else { exit })
}
