//! The report as workflow commands of GitHub Actions, which annotate lines of the spec.

use std::io::{self, Write};

use super::compared;
use super::format::{Audience, Format, Presence, Writer};
use super::numbers::{counted, grouped};
use super::step_summary::Listed;
use crate::report::Report;
use contract_core::judgement::Finding;
use contract_core::rules::Level;

pub(super) const FORMAT: Format = Format {
    audience: Audience::GithubStep,
    presence: Presence::Ignored,
    write: Writer::Findings(|rendering, out| write(rendering.report, rendering.step, out)),
};

/// The maximum number of annotations of each kind that GitHub shows for a step.
const MOST_ANNOTATIONS: usize = 10;

/// Writes an annotation for each of the first failing findings, errors first, and a line with the totals and
/// where the others are listed. `listed` is what the step summary lists, if there is one.
///
/// # Errors
/// `out` cannot be written.
pub fn write(report: &Report<'_>, listed: Option<Listed>, out: &mut dyn Write) -> io::Result<()> {
    let failing = report.outcome.findings.iter().filter(|finding| finding.fails());
    for finding in failing.take(MOST_ANNOTATIONS) {
        writeln!(out, "{}", command(finding, report))?;
    }
    writeln!(out, "cartevo-contract: {}", closing(report, listed))
}

fn closing(report: &Report<'_>, listed: Option<Listed>) -> String {
    let all = report.outcome.failing();
    let rest = all.saturating_sub(MOST_ANNOTATIONS as u64);
    let totals = format!(
        "{}, {}, {} settled",
        counted(all, "finding"),
        counted(report.outcome.notes(), "note"),
        grouped(report.outcome.settled())
    );
    let annotated = if rest == 0 {
        String::new()
    } else {
        format!("; {MOST_ANNOTATIONS} are annotated, {} are not", grouped(rest))
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

fn command(finding: &Finding<'_>, report: &Report<'_>) -> String {
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
    let at = if finding.pointer.is_empty() { String::new() } else { format!(" at {}", finding.pointer) };
    let message = format!(
        "{}\n{} {}{at}, {}\nhelp: {}\nfingerprint: {}",
        finding.message,
        finding.operation,
        finding.part.word(),
        compared::shown(finding, report.outcome.compared),
        finding.help,
        finding.fingerprint,
    );
    format!("::{kind} {}title={title}::{}", place.unwrap_or_default(), data(&message))
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
