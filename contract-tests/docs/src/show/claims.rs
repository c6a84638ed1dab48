//! `docs claims`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::safe;
use crate::claim::PageClaims;
use crate::model::{Claim, DocsFinding, NotClaim, Severity};

/// What was read, and what disagrees in it.
#[derive(Debug, Serialize)]
pub struct ClaimsReport {
    /// Every claim.
    pub claims: Vec<Claim>,
    /// Every disagreement.
    pub findings: Vec<DocsFinding>,
    /// Every line that makes no claim.
    pub not_claims: Vec<NotClaim>,
    /// Every line that should have been understood and was not.
    pub unexplained: Vec<NotClaim>,
}

impl ClaimsReport {
    /// The report on some pages, whose disagreements were looked for already.
    #[must_use]
    pub fn new(pages: Vec<PageClaims>, claims: Vec<Claim>, findings: Vec<DocsFinding>) -> Self {
        let mut report = Self { claims, findings, not_claims: Vec::new(), unexplained: Vec::new() };
        for page in pages {
            report.not_claims.extend(page.not_claims);
            report.unexplained.extend(page.unexplained);
        }
        report
    }

    /// How many findings are neither notes nor settled.
    #[must_use]
    pub fn failing(&self) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.correction.is_none() && finding.severity != Severity::Note)
            .count()
    }
}

/// Writes the report as JSON.
///
/// # Errors
/// `out` cannot be written to.
pub fn claims_json(report: &ClaimsReport, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, report)?;
    out.write_all(b"\n")
}

/// Writes the report for people: claims, lines without one, disagreements by cause, and what was not understood.
///
/// # Errors
/// `out` cannot be written to.
pub fn claims_text(report: &ClaimsReport, out: &mut dyn Write) -> io::Result<()> {
    for claim in &report.claims {
        writeln!(out, "{}", claim_line(claim))?;
    }
    not_claims(report, out)?;
    findings(report, out)?;
    for line in &report.unexplained {
        writeln!(out, "\nnot understood: {}:{}: {}", safe(&line.page), line.line, safe(&line.why))?;
    }
    let notes = report.findings.iter().filter(|finding| finding.severity == Severity::Note).count();
    let settled = report.findings.iter().filter(|finding| finding.correction.is_some()).count();
    writeln!(
        out,
        "\n{} claims, {} lines without one, {} not understood; {} disagreements, {settled} settled, {notes} notes",
        report.claims.len(),
        report.not_claims.len(),
        report.unexplained.len(),
        report.failing(),
    )
}

/// One claim on one line.
#[must_use]
pub fn claim_line(claim: &Claim) -> String {
    let operation = claim.operation.as_deref().unwrap_or("-");
    let status = claim.status.as_deref().map(|status| format!(" {status}")).unwrap_or_default();
    let line = format!(
        "{}  {}:{}  {operation}  {}{status} {}  {} {}  ({})",
        claim.id,
        claim.page,
        claim.line,
        claim.location.word(),
        if claim.pointer.is_empty() { "-" } else { &claim.pointer },
        claim.predicate.word(),
        claim.value,
        claim.section.title(),
    );
    safe(&line)
}

/// Lines without a claim, those with one reason together.
fn not_claims(report: &ClaimsReport, out: &mut dyn Write) -> io::Result<()> {
    let mut by_page: BTreeMap<(&str, &str), Vec<u32>> = BTreeMap::new();
    for line in &report.not_claims {
        by_page.entry((&line.page, &line.why)).or_default().push(line.line);
    }
    if !by_page.is_empty() {
        writeln!(out, "\nLines that make no claim")?;
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

fn findings(report: &ClaimsReport, out: &mut dyn Write) -> io::Result<()> {
    let mut cause = None;
    for finding in &report.findings {
        if cause != Some(finding.cause) {
            let count = report.findings.iter().filter(|other| other.cause == finding.cause).count();
            writeln!(out, "\n{} ({count})", finding.cause.title())?;
            cause = Some(finding.cause);
        }
        let severity = match &finding.correction {
            Some(id) => format!("settled by {id}"),
            None => finding.severity.word().to_owned(),
        };
        let place = if finding.pointer.is_empty() { "-" } else { &finding.pointer };
        let operation = finding.operation.as_deref().unwrap_or("-");
        let line = format!(
            "  {severity} [{}] {operation} {} {place}: {}",
            finding.fingerprint,
            finding.location.word(),
            finding.message
        );
        writeln!(out, "{}", safe(&line))?;
        writeln!(out, "      {}", safe(&finding.places.join(", ")))?;
    }
    Ok(())
}
