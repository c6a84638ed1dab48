//! One line per finding, for tools such as `grep` and `cut`.

use std::io::{self, Write};

use super::format::{Audience, Format, Presence, Writer};
use super::style::Style;
use crate::report::Report;
use contract_core::judgement::{Compared, Finding};

pub(super) const FORMAT: Format = Format {
    audience: Audience::Program,
    presence: Presence::Ignored,
    write: Writer::Findings(|rendering, out| write(rendering.report, rendering.style, out)),
};

/// Writes `severity code operation status pointer count/of message` for each finding, separated by single
/// spaces. For pages, the page and line replace `count/of`. A missing value is `-`, and spaces within the
/// first six fields become `_`.
///
/// # Errors
/// `out` cannot be written.
pub fn write(report: &Report<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.outcome.findings.iter().filter(|finding| style.shows(finding)) {
        writeln!(out, "{}", line(finding, report))?;
    }
    Ok(())
}

fn line(finding: &Finding<'_>, report: &Report<'_>) -> String {
    let shown = match report.outcome.compared {
        Compared::Exchanges(_) => format!("{}/{}", finding.count, finding.of),
        Compared::Pages(_) => {
            report.outcome.anchor(finding).map_or_else(|| "-".to_owned(), |anchor| field(&anchor.to_string()))
        }
    };
    let status = finding.status.map_or_else(|| "-".to_owned(), |status| status.to_string());
    let end = match finding.correction {
        Some(correction) => format!("settled by {}", contract_core::harmless::one_line(&correction.id)),
        None => finding.fingerprint.clone(),
    };
    format!(
        "{} {} {} {status} {} {shown} {} [{end}]",
        finding.level.word(),
        finding.rule.code,
        field(&finding.operation),
        field(&finding.pointer),
        finding.message,
    )
}

fn field(text: &str) -> String {
    if text.is_empty() {
        return "-".into();
    }
    text.chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect()
}
