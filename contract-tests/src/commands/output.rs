//! Writes the reports of a run and determines its exit.

use std::io::{self, Write};

use clap::Args;

use super::judge::{Judge, Subject};
use super::outputs::{OutputError, or_standard, put, refuse_same_place, tells_people, write_findings};
use super::{BaselineArgs, CheckError, TodayArgs};
use crate::exit::Exit;
use crate::output::{Output, names};
use crate::report::{
    Baseline, BaselineOf, Detail, Paint, Presence, Report, ReportFormat, Style, Writer,
    requests_without_response,
};
use contract_core::findings::{NotCompared, Run, Summary};
use contract_core::spec::Spec;

/// The maximum number of messages of each kind.
const MOST_LINES: usize = 20;

/// The reports to write.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The reports to write.
    #[arg(long = "format", value_name = "FORMAT[=FILE]", help = formats_help())]
    pub formats: Vec<Output>,
    /// The baseline.
    #[command(flatten)]
    pub baseline: BaselineArgs,
    /// Also show settled findings and unobserved assertions in full
    #[arg(short, long)]
    pub verbose: bool,
    /// Show only findings that fail the check
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// The date of the judgement.
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
        Ok(refuse_same_place(&self.formats)?)
    }

    pub(super) fn load_baseline(&self) -> Result<Option<Baseline>, CheckError> {
        Ok(self.baseline.load(BaselineOf::Exchanges)?)
    }

    /// True if a report shows how often declared properties are present.
    pub(super) fn needs_presence(&self) -> bool {
        self.formats.iter().any(|output| output.format.row().presence == Presence::Shown)
    }
}

/// Writes the reports of a run and determines its exit. `suggest` is the command that drafts a correction.
pub(super) fn report(
    (run, suggest): (&Run, String),
    judge: &Judge,
    baseline: Option<&Baseline>,
    args: &ReportArgs,
    paint: Paint,
    out: &mut dyn Write,
    log: &mut dyn Write,
) -> Result<Exit, CheckError> {
    let outcome = judge.judgement(Subject::Run(run), args.today.day());
    let docs = judge.docs_side();
    let mut report = Report { outcome, docs: docs.as_ref(), baseline: None, suggest: Some(suggest) };
    if let Some(baseline) = baseline {
        report.compare(baseline, &judge.levels);
    }
    let outputs = or_standard(&args.formats);
    for output in &outputs {
        let paint = if output.file.is_none() { paint } else { Paint::Plain };
        let style = Style { paint, detail: args.detail() };
        write_report(output, &report, (run, &judge.setting.spec), style, out)?;
    }
    if !args.quiet {
        say_baseline(&report, &outputs, log);
    }
    Ok(end(&report, run, log))
}

fn write_report(
    output: &Output,
    report: &Report<'_>,
    (run, spec): (&Run, &Spec),
    style: Style,
    out: &mut dyn Write,
) -> Result<(), OutputError> {
    match output.format.row().write {
        Writer::Findings(write) => write_findings(output, write, report, style, out),
        Writer::Run(write) => put(output, &|out| write(run, spec, out), out),
    }
}

fn end(report: &Report<'_>, run: &Run, log: &mut dyn Write) -> Exit {
    let mut exit = if report.outcome.failing() > 0 { Exit::Findings } else { Exit::Clean };
    let summary = &run.summary;
    if summary.unread() > 0 {
        let lines = summary
            .unread_examples()
            .map(|unread| format!("error: {} could not be read: {}", unread.locator, unread.reason));
        say(log, lines, usize::try_from(summary.unread()).unwrap_or(usize::MAX));
        exit = exit.or(Exit::Unusable);
    }
    exit
}

/// Logs how many findings the baseline hides, unless a report on standard output shows it.
pub(super) fn say_baseline(report: &Report<'_>, outputs: &[Output], log: &mut dyn Write) {
    if let Some(comparison) = report.baseline.as_ref().filter(|_| !tells_people(outputs)) {
        say(log, std::iter::once(comparison.sentence()), 1);
    }
}

/// The exit of a whole run if nothing was compared. Logs what was there instead.
pub(super) fn unless_compared(summary: &Summary, log: &mut dyn Write) -> Exit {
    let not_compared = NotCompared::of(summary);
    let line = match summary.exchanges() {
        0 if summary.unanswered() > 0 => nothing_saved(summary.unanswered()),
        0 => {
            "error: no exchange was read, so nothing was checked\n  help: name a source that holds exchanges"
                .to_owned()
        }
        all if not_compared.is_everything(summary) => format!(
            "error: nothing could be compared: {all} read, {not_compared}\n  help: record exchanges that the \
             server answers"
        ),
        _ => return Exit::Clean,
    };
    say(log, std::iter::once(line), 1);
    Exit::Nothing
}

/// The error where collections were read of which nobody saved a response.
pub(super) fn nothing_saved(unanswered: u64) -> String {
    format!(
        "error: no exchange was read, only {}\n  help: save their responses and export them again; Bruno keeps them as \
         examples, Insomnia only in a HAR file",
        requests_without_response(unanswered)
    )
}

/// Logs the first lines, and how many were omitted. The log may be closed.
pub(super) fn say(log: &mut dyn Write, lines: impl Iterator<Item = String>, count: usize) {
    let mut logged = 0;
    for line in lines.take(MOST_LINES) {
        let _: io::Result<()> = writeln!(log, "{line}");
        logged += 1;
    }
    if count > logged {
        let _: io::Result<()> = writeln!(log, "... and {} more", count - logged);
    }
}
