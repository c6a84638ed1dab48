//! Writes the reports of a run, and says how it ended.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::judge::{Judge, Subject};
use super::{CheckError, TodayArgs};
use crate::cli::run::unless_gone;
use crate::cli::{Output, names};
use crate::exit::Exit;
use crate::report::{
    Audience, Baseline, Detail, Paint, Presence, Rendering, Report, ReportFormat, Style, step_summary,
    write_whole,
};
use contract_core::findings::Run;

/// How many lines are said about each kind of thing on the way.
const MOST_LINES: usize = 20;

/// The file that GitHub shows as the summary of a step.
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// What is reported, how, and where to.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The reports to be written.
    #[arg(long = "format", value_name = "FORMAT[=FILE]", help = formats_help())]
    pub formats: Vec<Output>,
    /// List and count only what this earlier report, written with --format json=REPORT, does not have
    #[arg(long, value_name = "REPORT")]
    pub baseline: Option<PathBuf>,
    /// Show settled findings and what nothing showed in full
    #[arg(short, long)]
    pub verbose: bool,
    /// Show nothing but findings that fail the check
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// The day on which corrections are judged.
    #[command(flatten)]
    pub today: TodayArgs,
}

fn formats_help() -> String {
    format!(
        "Write a report, to standard output or as FORMAT=FILE to a file; repeatable [default: {}] [formats: {}; \
         `merge` reads {}]",
        ReportFormat::default().as_str(),
        names(),
        ReportFormat::Summary.as_str()
    )
}

impl ReportArgs {
    pub(super) fn detail(&self) -> Detail {
        match (self.quiet, self.verbose) {
            (true, _) => Detail::Failing,
            (false, true) => Detail::Full,
            (false, false) => Detail::Usual,
        }
    }

    pub(super) fn refuse_same_place(&self) -> Result<(), CheckError> {
        for (at, output) in self.formats.iter().enumerate() {
            if self.formats.iter().skip(at + 1).any(|other| other.file == output.file) {
                let place =
                    output.file.as_ref().map_or("standard output".into(), |file| file.display().to_string());
                return Err(CheckError::SamePlace(place));
            }
        }
        Ok(())
    }

    pub(super) fn load_baseline(&self) -> Result<Option<Baseline>, CheckError> {
        Ok(self.baseline.as_deref().map(Baseline::load).transpose()?)
    }

    /// Does some report say how often declared properties are there?
    pub(super) fn needs_presence(&self) -> bool {
        self.formats.iter().any(|output| output.format.row().presence == Presence::Told)
    }

    /// Does the report for people go to standard output, and say what it leaves out by itself?
    fn tells_people(&self) -> bool {
        let is_there =
            |output: &Output| output.format.row().audience == Audience::Terminal && output.file.is_none();
        self.formats.is_empty() || self.formats.iter().any(is_there)
    }
}

/// Writes the reports on what a run learned, and says how it ended.
pub(super) fn report(
    run: &Run,
    judge: &Judge,
    baseline: Option<&Baseline>,
    args: &ReportArgs,
    paint: Paint,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Exit, CheckError> {
    let outcome = judge.judgement(Subject::Run(run), args.today.day());
    let docs = judge.docs_side();
    let mut report = Report { outcome, docs: docs.as_ref(), baseline: None };
    if let Some(baseline) = baseline {
        report.compare(baseline, &judge.levels);
    }
    let standard = [Output { format: ReportFormat::default(), file: None }];
    let formats = if args.formats.is_empty() { &standard[..] } else { &args.formats };
    for output in formats {
        let paint = if output.file.is_none() { paint } else { Paint::Plain };
        let style = Style { paint, detail: args.detail() };
        write_report(output, &report, run, style, out)?;
    }
    if let Some(comparison) = report.baseline.as_ref().filter(|_| !args.quiet && !args.tells_people()) {
        say(talk, std::iter::once(comparison.sentence()), 1);
    }
    Ok(end(&report, run, talk))
}

fn write_report(
    output: &Output,
    report: &Report<'_>,
    run: &Run,
    style: Style,
    out: &mut dyn Write,
) -> Result<(), CheckError> {
    let format = output.format.row();
    let step = if format.audience == Audience::GithubStep { write_step_summary(report)? } else { None };
    let rendering = Rendering { report, run, style, step };
    let render = |out: &mut dyn Write| (format.write)(&rendering, out);
    let Some(path) = &output.file else {
        let written = render(&mut *out).and_then(|()| out.flush());
        return unless_gone(written).map_err(failed("standard output".as_ref()));
    };
    let mut bytes = Vec::new();
    render(&mut bytes).and_then(|()| write_whole(path, &bytes)).map_err(failed(path))
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> CheckError {
    let path = path.to_owned();
    move |error| CheckError::Output { path, error }
}

/// Appends the report to the summary of the step, where GitHub runs us. Says how many findings it holds.
fn write_step_summary(report: &Report<'_>) -> Result<Option<step_summary::Listed>, CheckError> {
    let Some(path) = std::env::var_os(STEP_SUMMARY).filter(|path| !path.is_empty()).map(PathBuf::from) else {
        return Ok(None);
    };
    step_summary::append(report, &path).map(Some).map_err(failed(&path))
}

fn end(report: &Report<'_>, run: &Run, talk: &mut dyn Write) -> Exit {
    let mut exit = if report.outcome.failing() > 0 { Exit::Findings } else { Exit::Clean };
    let summary = &run.summary;
    if summary.unread() > 0 {
        let lines = summary
            .unread_examples()
            .map(|unread| format!("error: {} could not be read: {}", unread.locator, unread.reason));
        say(talk, lines, usize::try_from(summary.unread()).unwrap_or(usize::MAX));
        exit = exit.or(Exit::Unusable);
    }
    exit
}

/// Says that nothing was checked.
pub(super) fn nothing(talk: &mut dyn Write) -> Exit {
    let line =
        "error: no exchange was read, so nothing was checked\n  help: name a source that holds exchanges";
    say(talk, std::iter::once(line.to_owned()), 1);
    Exit::Nothing
}

/// Says some of the lines, and how many more there are. Talk that nobody hears is no error.
pub(super) fn say(talk: &mut dyn Write, lines: impl Iterator<Item = String>, count: usize) {
    let mut said = 0;
    for line in lines.take(MOST_LINES) {
        let _: io::Result<()> = writeln!(talk, "{line}");
        said += 1;
    }
    if count > said {
        let _: io::Result<()> = writeln!(talk, "... and {} more", count - said);
    }
}
