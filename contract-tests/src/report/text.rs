//! The report as text.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level as Drawn, Renderer, Snippet};

use super::baseline::Comparison;
use super::compared;
use super::docs_against;
use super::format::{Audience, Format, Presence, Writer};
use super::numbers::{counted, grouped};
use super::place;
use super::snippet::Lines;
use super::style::{Detail, Paint, Style};
use crate::report::Report;
use contract_core::exchange::Locator;
use contract_core::harmless::{harmless, one_line};
use contract_core::judgement::{Cause, Finding};
use contract_core::ledger::Correction;
use contract_core::rules::{Family, Level};

pub(super) const FORMAT: Format = Format {
    audience: Audience::Terminal,
    presence: Presence::Ignored,
    write: Writer::Findings(|rendering, out| write(rendering.report, rendering.style, out)),
};

/// The maximum number of listed findings that no longer occur.
const MOST_GONE: usize = 20;

/// The maximum number of listed places of a cause.
const MOST_PLACES: usize = 20;

/// Writes the report.
///
/// # Errors
/// `out` cannot be written.
pub fn write(report: &Report<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let renderer = match style.paint {
        Paint::Colored => Renderer::styled(),
        Paint::Plain => Renderer::plain(),
    };
    let mut drawing = Drawing {
        report,
        style,
        lines: Lines::of(report.outcome.compared.spec()),
        renderer,
        given: BTreeSet::new(),
    };
    for cause in report.outcome.causes() {
        if cause.places.iter().any(|place| style.shows(place)) {
            writeln!(out, "{}\n", drawing.cause(&cause))?;
        }
    }
    if style.detail == Detail::Failing {
        return Ok(());
    }
    ways_out(report, out)?;
    settled(report, style.detail, out)?;
    compared(report, out)?;
    totals(report, style.detail, out)
}

/// Draws causes.
struct Drawing<'r, 'a> {
    report: &'r Report<'a>,
    style: Style,
    lines: Lines<'r>,
    renderer: Renderer,
    /// The help that was given: the same for many causes of a rule, it is given once.
    given: BTreeSet<String>,
}

impl Drawing<'_, '_> {
    fn cause(&mut self, cause: &Cause<'_, '_>) -> String {
        let finding = cause.worst;
        let level = match finding.level {
            Level::Error => Drawn::ERROR,
            Level::Warning => Drawn::WARNING,
            Level::Note | Level::Allow => Drawn::NOTE,
        };
        let mut group = Group::with_title(level.primary_title(&finding.message).id(finding.rule.code));
        group = self.declared(finding, group);
        for note in self.notes(cause) {
            group = group.element(Drawn::NOTE.message(note));
        }
        if let Some(help) = self.help(cause) {
            group = group.element(Drawn::HELP.message(help));
        }
        self.renderer.render(&[group])
    }

    /// Adds the line of the spec.
    fn declared<'g>(&self, finding: &Finding<'_>, group: Group<'g>) -> Group<'g> {
        let Some(site) = &finding.site else { return group };
        let file = harmless(compared::file_of(&self.report.outcome, site));
        let Some(excerpt) = self.lines.excerpt(site) else {
            return group
                .element(Drawn::NOTE.message(format!("declared in the spec at {file}:{}", site.place)));
        };
        let annotation = AnnotationKind::Primary.span(excerpt.span).label(finding.rule.name);
        let snippet = Snippet::source(excerpt.line).line_start(excerpt.number).path(file);
        group.element(snippet.annotation(annotation))
    }

    /// The places of a cause, and what shows them.
    fn notes(&self, cause: &Cause<'_, '_>) -> Vec<String> {
        let [finding] = cause.places.as_slice() else { return vec![self.places(cause)] };
        let docs = self.report.docs.and_then(|docs| docs_against::sentence(docs, finding));
        let joint = if finding.rule.family == Family::Ledger { "of" } else { "in" };
        let place =
            format!("{} {joint} {} {}", finding.rule.name, place::observed(finding), place::tag(finding));
        [Some(place), seen(finding), docs].into_iter().flatten().collect()
    }

    fn places(&self, cause: &Cause<'_, '_>) -> String {
        let most = if self.style.detail == Detail::Full { usize::MAX } else { MOST_PLACES };
        let mut lines = vec![format!("{}:", place::heading(cause))];
        lines.extend(cause.places.iter().take(most).map(|finding| place::line(finding, self.report)));
        let more = cause.places.len().saturating_sub(most);
        if more > 0 {
            lines.push(format!("and {}; -v lists all", counted(more as u64, "more place")));
        }
        lines.join("\n")
    }

    /// What to do about a cause, unless it was said of an earlier one.
    fn help(&mut self, cause: &Cause<'_, '_>) -> Option<String> {
        let help = match cause.worst.correction {
            Some(correction) => {
                let summary = one_line(&correction.summary());
                format!(
                    "settled by {}: {summary}{}",
                    one_line(&correction.id),
                    docs(correction, Detail::Full)
                )
            }
            None => cause.worst.help.clone(),
        };
        (!help.is_empty() && self.given.insert(help.clone())).then_some(help)
    }
}

/// What can be done about any finding, once for all.
fn ways_out(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    if report.outcome.failing() == 0 {
        return Ok(());
    }
    writeln!(out, "help: `cartevo-contract explain CODE` explains a rule")?;
    if let Some(suggest) = report.way_to_settle() {
        writeln!(out, "help: `{suggest}` drafts a correction that settles a cause")?;
    }
    writeln!(out)
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
        place::findings_of_causes(report.outcome.failing(), report.outcome.failing_causes()),
        counted(report.outcome.notes(), "note"),
        counted(report.outcome.settled(), "finding"),
        counted(corrections, "correction"),
    )
}
