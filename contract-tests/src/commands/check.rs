//! `check`: compares exchanges with the spec.

use std::io::Write;
use std::num::NonZeroUsize;

use clap::Args;

use super::CheckError;
use super::bindings::Locked;
use super::hint;
use super::judge::Judge;
use super::judge_args::JudgeArgs;
use super::output::{self, ReportArgs};
use super::sources::SourceArgs;
use crate::exit::Exit;
use crate::project::Key;
use crate::report::Paint;
use contract_core::findings::Shard;
use contract_core::workers::Options;
use contract_docs::READER_VERSION;

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The sources of the exchanges.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// The spec, the ledger and the levels.
    #[command(flatten)]
    pub judge: JudgeArgs,
    /// The reports.
    #[command(flatten)]
    pub report: ReportArgs,
    /// How many exchanges to list for each finding; 0 lists all
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub max_examples: usize,
    /// Check only one part of the exchanges, such as 2/4 for the second of four; write each part with
    /// --format summary=FILE and join them with `merge`
    #[arg(long, value_name = "K/N", conflicts_with = "baseline")]
    pub shard: Option<Shard>,
    /// Exit with 4 if bindings.lock differs from what the spec generates, or older readers wrote docs.lock
    #[arg(long)]
    pub locked: bool,
    /// The maximum number of threads; the report does not depend on it [default: the number of processors]
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// Checks the sources and writes the reports.
///
/// # Errors
/// There is no spec or it cannot be used; a source, the ledger or the baseline cannot be read; a rule does
/// not exist; or a report cannot be written. Entries that cannot be read are not an error: the others are
/// checked, and the exit is [`Exit::Unusable`].
pub fn check(
    args: &CheckArgs,
    paint: Paint,
    out: &mut dyn Write,
    log: &mut dyn Write,
) -> Result<Exit, CheckError> {
    args.report.refuse_same_place()?;
    let baseline = args.report.load_baseline()?;
    let judge = args.judge.judge()?;
    let inputs = judge.setting.inputs(&args.sources)?;
    if !args.report.quiet {
        let lines = judge.setting.spec.cautions.iter().map(|caution| format!("caution: {caution}"));
        output::say(log, lines, judge.setting.spec.cautions.len());
    }
    let (run, passed) = judge.run(&inputs, options(args));
    let suggest = hint::suggest(&run.sources, &args.sources.read, &args.judge.setting, &judge.setting);
    let mut exit = output::report((&run, suggest), &judge, baseline.as_ref(), &args.report, paint, out, log)?;
    if args.locked {
        exit = exit.or(locks(&judge, log)?);
    }
    // A shard may hold nothing to compare even if the whole input does; `merge` sees the whole.
    let is_part = passed > 0;
    Ok(if is_part { exit } else { exit.or(output::unless_compared(&run.summary, log)) })
}

/// Checks that the locks of the project are up to date. Not with a spec other than the project's.
fn locks(judge: &Judge, log: &mut dyn Write) -> Result<Exit, CheckError> {
    if !judge.setting.is_own {
        return Ok(Exit::Clean);
    }
    let mut stale = Vec::new();
    let bindings = Locked::load(None, None)?;
    if !bindings.is_current() {
        stale.push(format!(
            "error: {} differs from what the spec generates\n  help: `cartevo-contract bindings --check` lists the differences, `cartevo-contract bindings` writes the lock",
            bindings.shown()
        ));
    }
    if judge.docs().is_some_and(|docs| docs.reader != READER_VERSION) {
        stale.push(format!(
            "error: {} was written by another version of the page readers\n  help: write it again with `cartevo-contract docs lock`",
            judge.setting.shown(Key::DocsLock)
        ));
    }
    let count = stale.len();
    output::say(log, stale.into_iter(), count);
    Ok(if count == 0 { Exit::Clean } else { Exit::StaleLock })
}

fn options(args: &CheckArgs) -> Options {
    Options {
        jobs: args.jobs,
        max_examples: args.max_examples,
        shard: args.shard,
        count_presence: args.report.needs_presence(),
    }
}
