//! The claims of pages as text.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Claims;
use crate::report::{Report, text};
use contract_core::judgement::Finding;
use contract_core::rules::Level;
use contract_core::rules::docs::Topic;
use contract_docs::model::NotClaim;
use contract_docs::{claim_line, shown as safe};

/// Writes claims, lines without one, disagreements by topic, and lines that could not be parsed.
///
/// # Errors
/// `out` cannot be written.
pub fn write(claims: &Claims, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for claim in &claims.claims {
        writeln!(out, "{}", claim_line(claim))?;
    }
    grouped("Lines without a claim", &claims.not_claims, out)?;
    grouped("Lines that were not understood", &claims.unread, out)?;
    findings(&super::in_order(report), out)?;
    for line in &claims.unexplained {
        writeln!(out, "\ncannot parse {}:{}: {}", safe(&line.page), line.line, safe(&line.why))?;
    }
    if let Some(comparison) = &report.baseline {
        writeln!(out)?;
        text::against_baseline(comparison, out)?;
    }
    totals(claims, report, out)
}

fn totals(claims: &Claims, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let notes = report.outcome.findings.iter().filter(|finding| finding.level == Level::Note).count();
    writeln!(
        out,
        "\n{} claims, {} lines without one, {} not understood, {} not parsed; {} disagreements, {} settled, {notes} notes",
        claims.claims.len(),
        claims.not_claims.len(),
        claims.unread.len(),
        claims.unexplained.len(),
        report.outcome.failing(),
        report.outcome.settled(),
    )?;
    let (facts, claimed) = claims.coverage();
    writeln!(out, "{facts} lines look like facts; {claimed} of them became claims")
}

/// Lines grouped by reason.
fn grouped(title: &str, lines: &[NotClaim], out: &mut dyn Write) -> io::Result<()> {
    let mut by_page: BTreeMap<(&str, &str), Vec<u32>> = BTreeMap::new();
    for line in lines {
        by_page.entry((&line.page, &line.why)).or_default().push(line.line);
    }
    if !by_page.is_empty() {
        writeln!(out, "\n{title}")?;
    }
    for ((page, why), lines) in by_page {
        writeln!(out, "  {}: {}: {}", safe(page), safe(why), ranges(&lines))?;
    }
    Ok(())
}

fn ranges(lines: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for line in lines {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *line => *last = *line,
            _ => ranges.push((*line, *line)),
        }
    }
    let shown =
        ranges.iter().map(|(from, to)| if from == to { from.to_string() } else { format!("{from}-{to}") });
    shown.collect::<Vec<_>>().join(", ")
}

fn findings(findings: &[&Finding<'_>], out: &mut dyn Write) -> io::Result<()> {
    for group in findings.chunk_by(|one, next| one.topic == next.topic) {
        let topic = group.first().and_then(|finding| finding.topic);
        writeln!(out, "\n{} ({})", topic.map_or("Others", Topic::title), group.len())?;
        for finding in group {
            writeln!(out, "{}", safe(&line(finding)))?;
            writeln!(out, "      {}", safe(&super::places(finding).join(", ")))?;
        }
    }
    Ok(())
}

fn line(finding: &Finding<'_>) -> String {
    let severity = match finding.correction {
        Some(correction) => format!("settled by {}", correction.id),
        None => finding.level.word().to_owned(),
    };
    let Finding { fingerprint, operation, message, .. } = finding;
    let place = if finding.pointer.is_empty() { "-" } else { &finding.pointer };
    format!("  {severity} [{fingerprint}] {operation} {} {place}: {message}", finding.part.word())
}
