//! The findings by operation, and the notes.

use std::io::{self, Write};

use super::parts::{code, escaped, message, share};
use crate::report::numbers::{counted, grouped};
use crate::report::snippet::{Excerpt, Lines};
use crate::report::{Report, compared};
use contract_core::harmless::harmless;
use contract_core::judgement::{Compared, Finding};

/// Writes the failing findings by operation, those with the most serious findings first.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section id=\"findings\" aria-labelledby=\"findings-title\">")?;
    writeln!(out, "<h2 id=\"findings-title\">Findings</h2>")?;
    let lines = Lines::of(report.outcome.compared.spec());
    let mut operations: Vec<&str> = Vec::new();
    for finding in report.outcome.findings.iter().filter(|finding| finding.fails()) {
        if !operations.contains(&finding.operation.as_str()) {
            operations.push(&finding.operation);
        }
    }
    if operations.is_empty() {
        let nothing = match report.outcome.compared {
            Compared::Exchanges(_) => "The traffic agrees with the spec.",
            Compared::Pages(Some(_)) => "The pages contradict neither themselves nor the spec.",
            Compared::Pages(None) => "The pages do not contradict themselves.",
        };
        writeln!(out, "<p class=\"empty\">{nothing}</p>")?;
    }
    for operation in operations {
        writeln!(out, "<section class=\"operation\">\n{}", heading(operation, report))?;
        let here = report.outcome.findings.iter().filter(|f| f.fails() && f.operation == operation);
        for finding in here {
            write_finding(finding, report, &lines, out)?;
        }
        writeln!(out, "</section>")?;
    }
    writeln!(out, "</section>")
}

/// Writes the notes.
pub(super) fn write_notes(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section id=\"notes\" aria-labelledby=\"notes-title\">")?;
    writeln!(out, "<h2 id=\"notes-title\">Notes</h2>")?;
    let notes: Vec<&Finding<'_>> = report
        .outcome
        .findings
        .iter()
        .filter(|finding| finding.correction.is_none() && !finding.fails())
        .collect();
    if notes.is_empty() {
        writeln!(out, "<p class=\"empty\">None.</p>")?;
    } else {
        writeln!(out, "<ul class=\"notes\">")?;
        for note in notes {
            let place =
                if note.pointer.is_empty() { String::new() } else { format!(" at {}", code(&note.pointer)) };
            let seen = match note.count {
                0 => String::new(),
                count => format!(" <span class=\"of\">{} of {}</span>", grouped(count), grouped(note.of)),
            };
            writeln!(
                out,
                "<li><span class=\"rule\">{}</span> {}: {}{place}{seen}{}</li>",
                note.rule.code,
                code(&note.operation),
                message(&note.message),
                anchored(note, report),
            )?;
        }
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "</section>")
}

/// The name of an operation, its method and path, and the number of exchanges.
pub(super) fn heading(id: &str, report: &Report<'_>) -> String {
    let declared =
        report.outcome.compared.operations().iter().find(|operation| harmless(&operation.id) == id);
    let call = declared.map(|operation| format!("{} {}", operation.method, operation.path));
    let call = call.filter(|call| call != id).map(|call| format!(" {}", code(&call))).unwrap_or_default();
    let exchanges = report.outcome.operations.get(id).copied().unwrap_or(0);
    let count = if exchanges == 0 {
        String::new()
    } else {
        format!(" <span class=\"count\">{}</span>", counted(exchanges, "exchange"))
    };
    format!("<h3>{}{call}{count}</h3>", escaped(id))
}

fn write_finding(
    finding: &Finding<'_>,
    report: &Report<'_>,
    lines: &Lines<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let level = finding.level.word();
    writeln!(out, "<article class=\"finding {level}\">")?;
    writeln!(
        out,
        "<h4><span class=\"badge\">{level}</span> {}</h4>\n<p class=\"rule\">{} {}: {} <span class=\"fingerprint\">{}</span></p>",
        message(&finding.message),
        finding.rule.code,
        finding.rule.name,
        place(finding),
        escaped(&finding.fingerprint),
    )?;
    writeln!(out, "<dl>")?;
    if finding.count > 0 {
        let noun = if finding.of == 1 { "exchange" } else { "exchanges" };
        let seen = share(level, finding.count, finding.of, noun);
        writeln!(out, "<div><dt>Seen in</dt><dd>{seen}{}</dd></div>", examples(finding))?;
    }
    if !finding.pages.is_empty() {
        writeln!(out, "<div><dt>Stated at</dt><dd>{}</dd></div>", pages(finding))?;
    }
    if let Some(site) = &finding.site {
        let file = code(&format!("{}:{}", compared::file_of(&report.outcome, site), site.place));
        let drawn = lines.excerpt(site).map(|excerpt| drawn(&excerpt)).unwrap_or_default();
        writeln!(out, "<div><dt>Spec</dt><dd>{file}{drawn}</dd></div>")?;
    }
    writeln!(out, "<div><dt>What to do</dt><dd>{}</dd></div>", message(&finding.help))?;
    writeln!(out, "</dl>\n</article>")
}

fn examples(finding: &Finding<'_>) -> String {
    if finding.exchanges.is_empty() {
        return String::new();
    }
    let places: Vec<String> = finding.exchanges.iter().map(|exchange| code(&exchange.to_string())).collect();
    let more = finding.count.saturating_sub(places.len() as u64);
    let more = if more == 0 { String::new() } else { format!(" and {} more", grouped(more)) };
    format!("<p class=\"examples\">{}{more}</p>", places.join(", "))
}

fn place(finding: &Finding<'_>) -> String {
    let status = finding.status.map(|status| format!(" {status}")).unwrap_or_default();
    let pointer =
        if finding.pointer.is_empty() { String::new() } else { format!(" at {}", code(&finding.pointer)) };
    format!("{}{status}{pointer}", finding.part.word())
}

/// All lines of pages that take part.
fn pages(finding: &Finding<'_>) -> String {
    finding.pages.iter().map(|page| code(&page.to_string())).collect::<Vec<_>>().join(", ")
}

/// The line of a page or of the spec.
fn anchored(finding: &Finding<'_>, report: &Report<'_>) -> String {
    let anchor = report.outcome.anchor(finding);
    anchor
        .map(|anchor| format!(" <span class=\"of\">{}</span>", escaped(&anchor.to_string())))
        .unwrap_or_default()
}

/// A line of the spec with the relevant part highlighted.
fn drawn(excerpt: &Excerpt) -> String {
    let (before, rest) = excerpt.line.split_at_checked(excerpt.span.start).unwrap_or((&excerpt.line, ""));
    let (marked, after) = rest.split_at_checked(excerpt.span.len()).unwrap_or((rest, ""));
    format!(
        "<pre><span class=\"number\">{}</span> {}<mark>{}</mark>{}</pre>",
        excerpt.number,
        escaped(before.trim_start()),
        escaped(marked),
        escaped(after),
    )
}
