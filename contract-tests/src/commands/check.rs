//! `check`: exchanges against the spec.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::CheckError;
use super::judge::{Judge, JudgeArgs};
use super::output::{self, ReportArgs};
use crate::exchange::{Entry, Input, Locator, Reader, Unread, inputs};
use crate::exit::Exit;
use crate::project::ProjectError;
use crate::report::{Run, Shard, Summary};
use crate::verdict::Checker;

/// What to check, and how.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Recordings, folders of them, .har, .ndjson or .jsonl files (plain, .gz, .zst), or - for standard input
    /// [default: contract-tests/recordings of the project]
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// What the exchanges are judged by.
    #[command(flatten)]
    pub judge: JudgeArgs,
    /// What is reported.
    #[command(flatten)]
    pub report: ReportArgs,
    /// How many exchanges to name for each finding; 0 names all
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub max_examples: usize,
    /// Check one part of the exchanges only, such as 2/4 for the second of four; write each part with --format
    /// summary=FILE and join them with `merge`
    #[arg(long, value_name = "K/N", conflicts_with = "baseline")]
    pub shard: Option<Shard>,
}

/// Checks the sources and writes the reports.
///
/// # Errors
/// There is no spec or it cannot be used, a source, the ledger or the baseline cannot be read, a rule does not exist,
/// or a report cannot be written. Entries that cannot be read are no error: the rest is checked, and the end is
/// [`Exit::Unusable`].
pub fn check(
    args: &CheckArgs,
    color: bool,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Exit, CheckError> {
    args.report.refuse_same_place()?;
    let baseline = args.report.load_baseline()?;
    let judge = Judge::new(&args.judge)?;
    let inputs = sources(args, &judge)?;
    if !args.report.quiet {
        let lines = judge.spec.cautions.iter().map(|caution| format!("caution: {caution}"));
        output::say(talk, lines, judge.spec.cautions.len());
    }
    let (run, entries) = read_all(args, &judge, &inputs);
    let exit = output::report(&run, &judge, baseline.as_ref(), &args.report, color, out, talk)?;
    // A part may be empty where the whole is not.
    Ok(if entries == 0 { exit.or(output::nothing(talk)) } else { exit })
}

fn sources(args: &CheckArgs, judge: &Judge) -> Result<Vec<Input>, CheckError> {
    match (&judge.project, args.sources.is_empty()) {
        (_, false) => Ok(inputs(&args.sources)?),
        (None, true) => Err(ProjectError::NoProject.into()),
        (Some(project), true) => {
            let mut found = inputs(&[project.recordings()])?;
            for input in &mut found {
                let shown = input.path.as_ref().map(|path| project.shown(path));
                input.name = shown.map_or_else(|| input.name.clone(), Into::into);
            }
            Ok(found)
        }
    }
}

/// Reads every input. Returns what was learned, and how many exchanges there were to be read, those of other parts
/// among them.
fn read_all(args: &CheckArgs, judge: &Judge, inputs: &[Input]) -> (Run, u64) {
    let mut summary = Summary::new(args.max_examples);
    let mut checker = Checker::new(&judge.spec);
    if args.report.needs_presence() {
        checker = checker.with_presence();
    }
    let mut deal = Deal { shard: args.shard, next: 0, passed: 0 };
    for (number, input) in inputs.iter().enumerate() {
        read(input, u32::try_from(number).unwrap_or(u32::MAX), &mut deal, &mut checker, &mut summary);
    }
    summary.learn(checker.learned());
    let entries = summary.exchanges() + deal.passed;
    let run = Run {
        sources: inputs.iter().map(|input| Arc::clone(&input.name)).collect(),
        shard: args.shard,
        summary,
        reach: checker.reach().clone(),
        presence: checker.presence().cloned(),
    };
    (run, entries)
}

/// Deals the entries of all sources out to the parts.
struct Deal {
    shard: Option<Shard>,
    /// The number of the next entry over all sources.
    next: u64,
    /// How many entries went to other parts.
    passed: u64,
}

impl Deal {
    /// Is the next entry ours?
    fn is_ours(&mut self) -> bool {
        let entry = self.next;
        self.next += 1;
        self.shard.is_none_or(|shard| shard.holds(entry))
    }
}

fn read(input: &Input, number: u32, deal: &mut Deal, checker: &mut Checker<'_>, summary: &mut Summary) {
    let mut reader = match Reader::open(input) {
        Ok(reader) => reader,
        Err(error) => {
            let locator = Locator { source: input.name.clone(), index: 0 };
            let reason = error.to_string().lines().next().unwrap_or_default().to_owned();
            if deal.is_ours() {
                summary.add_unread(number, Unread { locator, reason });
            }
            return;
        }
    };
    loop {
        while !deal.is_ours() {
            if !reader.skip_entry() {
                deal.next -= 1;
                return;
            }
            deal.passed += 1;
        }
        match reader.next_entry() {
            None => {
                deal.next -= 1;
                return;
            }
            Some(Entry::Unread(unread)) => summary.add_unread(number, unread),
            Some(Entry::Exchange(exchange)) => {
                summary.begin(number, exchange.locator);
                let operation = checker.check(&exchange, &mut |observation| summary.observe(observation));
                if let Some(operation) = operation {
                    summary.end(operation, exchange.response.status);
                }
            }
        }
    }
}
