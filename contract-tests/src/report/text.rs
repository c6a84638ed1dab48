//! The report for people.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level as Drawn, Renderer, Snippet};

use super::finding::{Finding, Report};
use super::snippet::Lines;
use crate::ledger::Correction;
use crate::rules::{Level, ledger, unobserved};

/// How to write a report for people.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// With colours?
    pub color: bool,
    /// Settled findings in full, too?
    pub verbose: bool,
    /// Nothing but what fails?
    pub quiet: bool,
}

/// Writes the report.
///
/// # Errors
/// `out` cannot be written to.
pub fn write(report: &Report<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let lines = Lines::of(report.spec);
    for finding in &report.findings {
        let is_shown = match finding.correction {
            Some(_) => style.verbose,
            None if finding.level > Level::Note => true,
            // What nothing showed is long and changes little: it is counted, and listed where it is asked for.
            None => !style.quiet && (style.verbose || !unobserved::holds(finding.rule)),
        };
        if is_shown {
            writeln!(out, "{}\n", drawn(finding, report, &lines, &renderer))?;
        }
    }
    if style.quiet {
        return Ok(());
    }
    settled(report, out)?;
    totals(report, style.verbose, out)
}

fn drawn(finding: &Finding<'_>, report: &Report<'_>, lines: &Lines<'_>, renderer: &Renderer) -> String {
    let level = match finding.level {
        Level::Error => Drawn::ERROR,
        Level::Warning => Drawn::WARNING,
        Level::Note | Level::Allow => Drawn::NOTE,
    };
    let place = place(finding);
    let mut group = Group::with_title(level.primary_title(&finding.message).id(finding.rule.code));
    let excerpt = finding.site.as_ref().and_then(|site| lines.excerpt(site));
    let source = finding.site.as_ref().map(|site| format!("{}:{}", report.spec.file, site.place));
    if let Some(excerpt) = &excerpt {
        let annotation = AnnotationKind::Primary.span(excerpt.span.clone()).label(finding.rule.name);
        let snippet = Snippet::source(&excerpt.line).line_start(excerpt.number).path(&report.spec.file);
        group = group.element(snippet.annotation(annotation));
    } else if let Some(source) = &source {
        group = group.element(Drawn::NOTE.message(format!("the spec says so at {source}")));
    }
    group = group.element(Drawn::NOTE.message(place));
    if let Some(seen) = seen(finding) {
        group = group.element(Drawn::NOTE.message(seen));
    }
    let help = match finding.correction {
        Some(correction) => {
            format!("settled by {}: {}{}", correction.id, correction.summary(), docs(correction))
        }
        None if finding.help.contains(&finding.fingerprint) => finding.help.clone(),
        None => format!("{} [{}]", finding.help, finding.fingerprint),
    };
    group = group.element(Drawn::HELP.message(help));
    renderer.render(&[group])
}

/// Where in the exchange.
fn place(finding: &Finding<'_>) -> String {
    if ledger::holds(finding.rule) {
        return format!("{} of {}", finding.rule.name, finding.found.as_deref().unwrap_or_default());
    }
    let status = finding.status.map(|status| format!(" {status}")).unwrap_or_default();
    let pointer = if finding.pointer.is_empty() { String::new() } else { format!(" at {}", finding.pointer) };
    format!("{} in {}{status}, {}{pointer}", finding.rule.name, finding.operation, finding.part.word())
}

/// How often, and where first.
fn seen(finding: &Finding<'_>) -> Option<String> {
    if finding.count == 0 {
        return None;
    }
    let places: Vec<String> = finding.exchanges.iter().map(ToString::to_string).collect();
    let more = finding.count.saturating_sub(places.len() as u64);
    let more = if more == 0 { String::new() } else { format!(" and {} more", grouped(more)) };
    Some(format!(
        "seen in {} of {}: {}{more}",
        grouped(finding.count),
        counted(finding.of, "exchange"),
        places.join(", ")
    ))
}

/// What the docs say otherwise.
fn docs(correction: &Correction) -> String {
    if correction.docs.is_empty() {
        return String::new();
    }
    format!(" (docs {})", correction.docs.join(", "))
}

fn settled(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let settled = report.settled_by();
    if settled.is_empty() {
        return Ok(());
    }
    writeln!(out, "settled:")?;
    for entry in settled {
        writeln!(
            out,
            "  {} {}: {}, {}{}",
            entry.correction.id,
            entry.correction.rule,
            counted(entry.findings, "finding"),
            entry.correction.summary(),
            docs(entry.correction)
        )?;
    }
    writeln!(out)
}

fn totals(report: &Report<'_>, verbose: bool, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "checked {} against {} ({} of {} operations)",
        counted(report.exchanges, "exchange"),
        report.spec.file,
        report.coverage.operations.0,
        report.coverage.operations.1
    )?;
    for operation in &report.spec.operations {
        if let Some(count) = report.operations.get(&operation.id) {
            writeln!(out, "  {:>7} {}", grouped(*count), operation.id)?;
        }
    }
    let corrections = report.settled_by().len() as u64;
    let unread = if report.unread == 0 {
        String::new()
    } else {
        format!("; {} could not be read", counted_entries(report.unread))
    };
    let hidden = report.findings.iter().filter(|finding| !finding.fails() && unobserved::holds(finding.rule));
    let more = if verbose || hidden.count() == 0 { "" } else { " (-v lists what nothing showed)" };
    writeln!(
        out,
        "{}, {}{more}, {} settled by {}{unread}",
        counted(report.failing(), "finding"),
        counted(report.notes(), "note"),
        counted(report.settled(), "finding"),
        counted(corrections, "correction"),
    )
}

fn counted_entries(count: u64) -> String {
    if count == 1 { "1 entry".into() } else { format!("{} entries", grouped(count)) }
}

fn counted(count: u64, noun: &str) -> String {
    format!("{} {noun}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// `1,204`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
