//! `mutate`: the changes of the spec that the exchanges detect.

use std::io::Write;
use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::CheckError;
use super::coverage::how_it_was_read;
use super::setting::{Setting, SettingArgs};
use super::sources::SourceArgs;
use crate::exit::Exit;
use crate::mutation::{Corpus, Trial, json, text};
use crate::output::ResultFormat;
use crate::output::unless_gone;
use crate::report::Detail;

/// Arguments of `mutate`.
#[derive(Debug, Args)]
pub struct MutateArgs {
    /// The sources of the exchanges.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// The spec and the ledger.
    #[command(flatten)]
    pub setting: SettingArgs,
    /// The number of mutants to try in parallel [default: the number of processors]
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Stop after this many seconds; mutants not yet tried are counted
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    pub time_limit: u64,
    /// The output format
    #[arg(long, value_enum, default_value_t)]
    pub format: ResultFormat,
    /// Also list survivors that only make the spec more permissive
    #[arg(short, long)]
    pub verbose: bool,
}

/// Tries every mutant of the spec on the sources. Surviving mutants are not a failure.
///
/// # Errors
/// There is no spec or it cannot be used, a source or the ledger cannot be read or is too large, or the
/// result cannot be written.
pub fn mutate(args: &MutateArgs, out: &mut dyn Write, log: &mut dyn Write) -> Result<Exit, CheckError> {
    let deadline = Instant::now() + Duration::from_secs(args.time_limit.min(7 * 24 * 3600));
    let setting = Setting::load(&args.setting)?;
    let corpus = Corpus::load(&setting.inputs(&args.sources)?)?;
    let trial = Trial::new(&setting.spec, &corpus)?;
    let exit = how_it_was_read(&trial.summary, log);
    if trial.summary.exchanges() == 0 {
        return Ok(exit);
    }
    let jobs = args.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    // Drawn on standard error, and only on a terminal.
    let bar = ProgressBar::new(trial.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} mutants, {eta} left") {
        bar.set_style(style);
    }
    let result = trial.run(jobs, deadline, &|| bar.inc(1));
    bar.finish_and_clear();
    let detail = if args.verbose { Detail::Full } else { Detail::Usual };
    let written = match args.format {
        ResultFormat::Text => text::write(&setting.spec, &result, detail, out),
        ResultFormat::Json => json::write(&setting.spec, &result, out),
    };
    unless_gone(written.and_then(|()| out.flush())).map_err(CheckError::standard_output)?;
    Ok(exit)
}
