//! The report as workflow commands of GitHub Actions, which annotate lines of the spec.

use std::io::{self, Write};

use super::format::{Audience, Format, Presence, Writer};
use super::numbers::{counted, grouped};
use super::place;
use super::step_summary::Listed;
use crate::report::Report;
use contract_core::judgement::Cause;
use contract_core::rules::Level;

pub(super) const FORMAT: Format = Format {
    audience: Audience::GithubStep,
    presence: Presence::Ignored,
    write: Writer::Findings(|rendering, out| write(rendering.report, rendering.step, out)),
};

/// The maximum number of annotations of each kind that GitHub shows for a step.
const MOST_ANNOTATIONS: usize = 10;

/// The maximum number of places listed in an annotation.
const MOST_PLACES: usize = 10;

/// Writes an annotation for each of the first failing causes, errors first, and a line with the totals and
/// where the others are listed. `listed` is what the step summary lists, if there is one.
///
/// # Errors
/// `out` cannot be written.
pub fn write(report: &Report<'_>, listed: Option<Listed>, out: &mut dyn Write) -> io::Result<()> {
    let causes = report.outcome.causes();
    for cause in causes.iter().filter(|cause| cause.fails()).take(MOST_ANNOTATIONS) {
        writeln!(out, "{}", command(cause, report))?;
    }
    writeln!(out, "cartevo-contract: {}", closing(report, listed))
}

fn closing(report: &Report<'_>, listed: Option<Listed>) -> String {
    let causes = report.outcome.failing_causes();
    let rest = causes.saturating_sub(MOST_ANNOTATIONS as u64);
    let totals = format!(
        "{}, {}, {} settled",
        place::findings_of_causes(report.outcome.failing(), causes),
        counted(report.outcome.notes(), "note"),
        grouped(report.outcome.settled())
    );
    let annotated = if rest == 0 {
        String::new()
    } else {
        format!("; {MOST_ANNOTATIONS} causes are annotated, {} are not", grouped(rest))
    };
    let place = match listed {
        None if rest == 0 => String::new(),
        None => "; GITHUB_STEP_SUMMARY is not set; `--format text` lists all of them".into(),
        Some(Listed { left_out: 0 }) => "; the step summary lists all of them".into(),
        Some(Listed { left_out }) => format!(
            "; the step summary omits {} of them for lack of space; `--format text` lists all of them",
            grouped(left_out)
        ),
    };
    format!("{totals}{annotated}{place}")
}

fn command(cause: &Cause<'_, '_>, report: &Report<'_>) -> String {
    let finding = cause.worst;
    let kind = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note | Level::Allow => "notice",
    };
    let place = report.outcome.anchor(finding).map(|anchor| {
        let column = anchor.column.map(|column| format!("col={column},")).unwrap_or_default();
        format!("file={},line={},{column}", property(&anchor.file), anchor.line)
    });
    let title = property(&format!("{} {}", finding.rule.code, finding.rule.name));
    let message =
        format!("{}\n{}\nhelp: {}", finding.message, places(cause, report).join("\n"), finding.help);
    format!("::{kind} {}title={title}::{}", place.unwrap_or_default(), data(&message))
}

fn places(cause: &Cause<'_, '_>, report: &Report<'_>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    if cause.places.len() > 1 {
        lines.push(format!("{}:", place::heading(cause)));
    }
    lines.extend(cause.places.iter().take(MOST_PLACES).map(|finding| place::line(finding, report)));
    let more = cause.places.len().saturating_sub(MOST_PLACES) as u64;
    if more > 0 {
        lines.push(format!("and {}", counted(more, "more place")));
    }
    lines
}

/// The message of a command. `##[` starts a command of the old syntax at any position.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    text.replace("##[", "#\u{fffd}[")
}

/// The value of a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
