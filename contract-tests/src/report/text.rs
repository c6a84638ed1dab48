//! The report as text.

use std::io::{self, Write};
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level as Drawn, Renderer, Snippet};

use super::baseline::Comparison;
use super::compared;
use super::docs_against;
use super::format::{Audience, Format, Presence, Writer};
use super::numbers::{counted, grouped};
use super::snippet::Lines;
use super::style::{Detail, Paint, Style};
use crate::report::Report;
use contract_core::exchange::Locator;
use contract_core::harmless::{harmless, one_line};
use contract_core::judgement::Finding;
use contract_core::ledger::Correction;
use contract_core::rules::{Family, Level};

pub(super) const FORMAT: Format = Format {
    audience: Audience::Terminal,
    presence: Presence::Ignored,
    write: Writer::Findings(|rendering, out| write(rendering.report, rendering.style, out)),
};

/// The maximum number of listed findings that no longer occur.
const MOST_GONE: usize = 20;

/// Writes the report.
///
/// # Errors
/// `out` cannot be written.
pub fn write(report: &Report<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let renderer = match style.paint {
        Paint::Colored => Renderer::styled(),
        Paint::Plain => Renderer::plain(),
    };
    let lines = Lines::of(report.outcome.compared.spec());
    for finding in report.outcome.findings.iter().filter(|finding| style.shows(finding)) {
        writeln!(out, "{}\n", drawn(finding, report, &lines, &renderer))?;
    }
    if style.detail == Detail::Failing {
        return Ok(());
    }
    settled(report, style.detail, out)?;
    compared(report, out)?;
    totals(report, style.detail, out)
}

fn drawn(finding: &Finding<'_>, report: &Report<'_>, lines: &Lines<'_>, renderer: &Renderer) -> String {
    let level = match finding.level {
        Level::Error => Drawn::ERROR,
        Level::Warning => Drawn::WARNING,
        Level::Note | Level::Allow => Drawn::NOTE,
    };
    let place = place(finding);
    let file = finding.site.as_ref().map(|site| harmless(compared::file_of(&report.outcome, site)));
    let file = file.unwrap_or_default();
    let mut group = Group::with_title(level.primary_title(&finding.message).id(finding.rule.code));
    let excerpt = finding.site.as_ref().and_then(|site| lines.excerpt(site));
    let source = finding.site.as_ref().map(|site| format!("{file}:{}", site.place));
    if let Some(excerpt) = &excerpt {
        let annotation = AnnotationKind::Primary.span(excerpt.span.clone()).label(finding.rule.name);
        let snippet = Snippet::source(&excerpt.line).line_start(excerpt.number).path(&file);
        group = group.element(snippet.annotation(annotation));
    } else if let Some(source) = &source {
        group = group.element(Drawn::NOTE.message(format!("declared in the spec at {source}")));
    }
    group = group.element(Drawn::NOTE.message(place));
    if let Some(seen) = seen(finding) {
        group = group.element(Drawn::NOTE.message(seen));
    }
    if let Some(sentence) = report.docs.and_then(|docs| docs_against::sentence(docs, finding)) {
        group = group.element(Drawn::NOTE.message(sentence));
    }
    let help = match finding.correction {
        Some(correction) => {
            format!(
                "settled by {}: {}{}",
                one_line(&correction.id),
                one_line(&correction.summary()),
                docs(correction, Detail::Full)
            )
        }
        None if finding.help.contains(&finding.fingerprint) => finding.help.clone(),
        None => format!("{} [{}]", finding.help, finding.fingerprint),
    };
    group = group.element(Drawn::HELP.message(help));
    renderer.render(&[group])
}

/// The place in the exchange.
fn place(finding: &Finding<'_>) -> String {
    if finding.rule.family == Family::Ledger {
        return format!("{} of {}", finding.rule.name, finding.found.as_deref().unwrap_or_default());
    }
    let status = finding.status.map(|status| format!(" {status}")).unwrap_or_default();
    let pointer = if finding.pointer.is_empty() { String::new() } else { format!(" at {}", finding.pointer) };
    format!("{} in {}{status}, {}{pointer}", finding.rule.name, finding.operation, finding.part.word())
}

/// How often it occurs, and the first occurrences.
fn seen(finding: &Finding<'_>) -> Option<String> {
    if finding.count == 0 {
        return None;
    }
    // The file is named once for consecutive exchanges of it.
    let mut source = None;
    let place = |exchange: &Locator| {
        let before = source.replace(Arc::clone(&exchange.source));
        let is_same = before.is_some_and(|before| before == exchange.source);
        if is_same { format!("#{}", exchange.index) } else { harmless(&exchange.to_string()) }
    };
    let places: Vec<String> = finding.exchanges.iter().map(place).collect();
    let more = finding.count.saturating_sub(places.len() as u64);
    let more = if more == 0 { String::new() } else { format!(" and {} more", grouped(more)) };
    Some(format!(
        "seen in {} of {}: {}{more}",
        grouped(finding.count),
        counted(finding.of, "exchange"),
        places.join(", ")
    ))
}

/// Where the docs differ: the first place, or all with full detail.
fn docs(correction: &Correction, detail: Detail) -> String {
    let Some(first) = correction.docs.first() else { return String::new() };
    if detail == Detail::Full {
        let docs: Vec<String> = correction.docs.iter().map(|docs| one_line(docs)).collect();
        return format!(" (docs {})", docs.join(", "));
    }
    let more = correction.docs.len() - 1;
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!(" (docs {}{more})", one_line(first))
}

fn settled(report: &Report<'_>, detail: Detail, out: &mut dyn Write) -> io::Result<()> {
    let settled = report.outcome.settled_by();
    if settled.is_empty() {
        return Ok(());
    }
    writeln!(out, "settled:")?;
    let counts: Vec<String> = settled.iter().map(|entry| counted(entry.findings, "finding")).collect();
    let width = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
    let ids = width(&mut settled.iter().map(|entry| one_line(&entry.correction.id).chars().count()));
    let rules = width(&mut settled.iter().map(|entry| entry.correction.rule.name.len()));
    let numbers = width(&mut counts.iter().map(String::len));
    for (entry, count) in settled.iter().zip(&counts) {
        writeln!(
            out,
            "  {:ids$}  {count:>numbers$}  {:rules$}  {}{}",
            one_line(&entry.correction.id),
            entry.correction.rule.name,
            one_line(&entry.correction.summary()),
            docs(entry.correction, detail)
        )?;
    }
    writeln!(out)
}

/// The comparison with a baseline: the hidden findings, and those that no longer occur.
fn compared(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(comparison) = &report.baseline else { return Ok(()) };
    against_baseline(comparison, out)?;
    writeln!(out)
}

/// The findings that no longer occur since the baseline, and how many it hides.
pub(super) fn against_baseline(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    for gone in comparison.gone.iter().take(MOST_GONE) {
        writeln!(out, "note: {gone}")?;
    }
    if comparison.gone.len() > MOST_GONE {
        writeln!(out, "note: and {} more", comparison.gone.len() - MOST_GONE)?;
    }
    writeln!(out, "{}", comparison.sentence())
}

fn totals(report: &Report<'_>, detail: Detail, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "checked {} against {} ({} of {} operations)",
        compared::read(&report.outcome),
        harmless(compared::spec_file(&report.outcome)),
        report.outcome.coverage.operations.0,
        report.outcome.coverage.operations.1
    )?;
    for operation in report.outcome.compared.operations() {
        if let Some(count) = report.outcome.operations.get(&harmless(&operation.id)) {
            writeln!(out, "  {:>7} {}", grouped(*count), harmless(&operation.id))?;
        }
    }
    let corrections = report.outcome.settled_by().len() as u64;
    let unread = compared::unread(&report.outcome).map(|unread| format!("; {unread}")).unwrap_or_default();
    let mut notes = report.outcome.findings.iter().filter(|finding| finding.correction.is_none());
    let is_hidden = detail != Detail::Full
        && notes.any(|finding| finding.rule.family == Family::Unobserved && !finding.fails());
    let more = if is_hidden { " (-v lists unobserved assertions)" } else { "" };
    writeln!(
        out,
        "{}, {}{more}, {} settled by {}{unread}",
        counted(report.outcome.failing(), "finding"),
        counted(report.outcome.notes(), "note"),
        counted(report.outcome.settled(), "finding"),
        counted(corrections, "correction"),
    )
}
