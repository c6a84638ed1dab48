//! The report as GitHub Flavored Markdown, for comments and step summaries.

use std::io::{self, Write};

use super::compared;
use super::docs_side::{BodyDocs, Stated};
use super::fields::bodies;
use super::format::{Audience, Format, Presence, Writer};
use super::inline::{Piece, pieces};
use super::numbers::{counted, grouped};
use super::place;
use super::room::Room;
use crate::report::Report;
use contract_core::harmless::{harmless, one_line};
use contract_core::judgement::{Cause, Compared, Finding, Settled};
use contract_core::rules::Level;

pub(super) const FORMAT: Format = Format {
    audience: Audience::Page,
    presence: Presence::Ignored,
    write: Writer::Findings(|rendering, out| write(rendering.report, out)),
};

/// The maximum size. GitHub discards larger step summaries, and refuses larger comments.
pub(super) const MOST_BYTES: usize = 1024 * 1024;

/// The maximum number of listed places of a cause.
const MOST_PLACES: usize = 100;

/// Space reserved for the line that states how much was omitted.
const ROOM_FOR_CLOSING: usize = 256;

/// The head of a table of causes.
const HEAD: &str = "| Rule | Message | Places | Declared at |\n| --- | --- | --- | --- |\n";

/// The maximum number of listed findings that no longer occur.
const MOST_GONE: usize = 20;

/// Writes the report.
///
/// # Errors
/// `out` cannot be written.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(within(report, MOST_BYTES).0.as_bytes())
}

/// The report in at most `room` bytes, and how many causes and other rows were omitted. Empty if nothing fits.
#[must_use]
pub fn within(report: &Report<'_>, room: usize) -> (String, u64) {
    let room = Room::new(room.saturating_sub(ROOM_FOR_CLOSING));
    let mut page = Page { text: String::new(), room };
    page.add(&heading(report));
    let mut left_out = 0;
    let causes = report.outcome.causes();
    for (level, title) in [(Level::Error, "Errors"), (Level::Warning, "Warnings"), (Level::Note, "Notes")] {
        let causes = causes.iter().filter(|cause| !cause.is_settled() && cause.level() == level);
        let rows: Vec<String> = causes.map(|cause| row(cause, report)).collect();
        left_out += page.table(title, HEAD, &rows);
    }
    ways_out(report, &mut page);
    let settled: Vec<String> = report.outcome.settled_by().into_iter().map(settled_row).collect();
    let head = "| Correction | Rule | Findings | Decision | Reason | Docs |\n| --- | --- | --- | --- | --- | --- |\n";
    left_out += page.table("Settled", head, &settled);
    let head = "| Operation | Place | Docs: samples | Docs: prose | Spec | Traffic | Comparison |\n| --- | --- | --- | --- | --- | --- | --- |\n";
    left_out += page.table("Fields", head, &field_rows(report));
    if let Some(comparison) = &report.baseline {
        page.add(&format!("\n{}.\n\n", escaped(&comparison.sentence())));
        for gone in comparison.gone.iter().take(MOST_GONE) {
            page.add(&format!("- {}\n", escaped(&gone.to_string())));
        }
    }
    if left_out > 0 && !page.text.is_empty() {
        let line = format!(
            "\n{} more are omitted for lack of space; `--format text` lists all.\n",
            grouped(left_out)
        );
        page.text.push_str(&line);
    }
    (page.text, left_out)
}

/// Text with a maximum length.
struct Page {
    text: String,
    room: Room,
}

impl Page {
    fn add(&mut self, text: &str) -> bool {
        let fits = self.room.takes(text.len());
        if fits {
            self.text.push_str(text);
        }
        fits
    }

    /// Adds as many rows as fit, and returns how many were omitted.
    fn table(&mut self, title: &str, head: &str, rows: &[String]) -> u64 {
        let Some((first, rest)) = rows.split_first() else { return 0 };
        if !self.add(&format!("\n## {title}\n\n{head}{first}")) {
            return rows.len() as u64;
        }
        rest.iter().filter(|row| !self.add(row)).count() as u64
    }
}

/// What can be done about any finding.
fn ways_out(report: &Report<'_>, page: &mut Page) {
    let Some(suggest) = report.way_to_settle() else { return };
    page.add(&format!(
        "\n{} explains a rule; {} drafts a correction that settles a cause.\n",
        code("cartevo-contract explain CODE"),
        code(suggest)
    ));
}

/// What was compared with what.
fn subject(report: &Report<'_>) -> String {
    let (read, outcome) = (compared::read(&report.outcome), &report.outcome);
    match outcome.compared {
        Compared::Exchanges(spec) => {
            let (shown, all) = outcome.coverage.operations;
            format!("{read} against {}, {shown} of {all} operations", code(&spec.file))
        }
        Compared::Pages(Some(spec)) => {
            format!("{read} against {} and {}", compared::others(outcome), code(&spec.file))
        }
        Compared::Pages(None) => format!("{read} against {}", compared::others(outcome)),
    }
}

fn heading(report: &Report<'_>) -> String {
    let errors =
        report.outcome.findings.iter().filter(|f| f.fails() && f.level == Level::Error).count() as u64;
    let warnings = report.outcome.failing() - errors;
    let verdict = if report.outcome.failing() == 0 {
        compared::agreement(report.outcome.compared).to_owned()
    } else {
        place::findings_of_causes(report.outcome.failing(), report.outcome.failing_causes())
    };
    let unread =
        compared::unread(&report.outcome).map(|unread| format!(" **{unread}.**")).unwrap_or_default();
    format!(
        "# API contract: {verdict}\n\n{}: {}, {}, {} settled by {}, {}.{unread}\n",
        subject(report),
        counted(errors, "error"),
        counted(warnings, "warning"),
        grouped(report.outcome.settled()),
        counted(report.outcome.settled_by().len() as u64, "correction"),
        counted(report.outcome.notes(), "note"),
    )
}

fn row(cause: &Cause<'_, '_>, report: &Report<'_>) -> String {
    let finding = cause.worst;
    let at = report.outcome.anchor(finding).map(|anchor| code(&anchor.to_string()));
    format!(
        "| {} {} | {} | {} | {} |\n",
        finding.rule.code,
        finding.rule.name,
        message(&finding.message),
        places(cause, report.outcome.compared),
        at.unwrap_or_default(),
    )
}

/// The places of a cause; several are folded.
fn places(cause: &Cause<'_, '_>, compared: Compared<'_>) -> String {
    let listed = cause.places.iter().take(MOST_PLACES);
    let mut places: Vec<String> = listed.map(|finding| place_line(finding, compared)).collect();
    if let [place] = places.as_slice() {
        return place.clone();
    }
    let count = counted(cause.places.len() as u64, "place");
    if let Some(more) = cause.places.len().checked_sub(MOST_PLACES).filter(|more| *more > 0) {
        places.push(format!("and {} more", grouped(more as u64)));
    }
    format!("<details><summary>{count}</summary>{}</details>", places.join("<br>"))
}

fn place_line(finding: &Finding<'_>, compared: Compared<'_>) -> String {
    let status = finding.status.map(|status| format!(" {status}")).unwrap_or_default();
    let pointer =
        if finding.pointer.is_empty() { String::new() } else { format!(" at {}", code(&finding.pointer)) };
    let tag = match finding.correction {
        Some(correction) => format!("settled by {}", code(&one_line(&correction.id))),
        None => code(&finding.fingerprint),
    };
    format!(
        "{}{status}, {}{pointer}{} {tag}",
        code(&finding.operation),
        finding.part.word(),
        shown(finding, compared)
    )
}

fn shown(finding: &Finding<'_>, compared: Compared<'_>) -> String {
    match (compared, finding.exchanges.first()) {
        (Compared::Pages(_), _) => format!(": {}", escaped(&compared::places(finding))),
        (Compared::Exchanges(_), None) => String::new(),
        (Compared::Exchanges(_), Some(first)) => format!(
            ": {} of {}, first {}",
            grouped(finding.count),
            grouped(finding.of),
            code(&first.to_string())
        ),
    }
}

/// The fields of the bodies that were seen, compared with the docs; empty if no docs are locked.
fn field_rows(report: &Report<'_>) -> Vec<String> {
    let (Some(docs), Some(spec)) = (report.docs, report.outcome.compared.spec()) else { return Vec::new() };
    let mut rows = Vec::new();
    for operation in &spec.operations {
        for body in bodies(report, spec, operation) {
            let body_docs = BodyDocs { docs, operation: &operation.id, part: body.part, status: body.status };
            let only = body_docs.only(&body.fields);
            for field in body.fields.iter().chain(&only) {
                let sides = body_docs.stated(&field.pointer);
                let spec = field.declared.as_ref().map(|declared| escaped(&declared.types));
                rows.push(format!(
                    "| {} {} {} | {} | {} | {} | {} | {} of {} | {} |\n",
                    code(&operation.id),
                    body.part.word(),
                    body.status,
                    code(&field.pointer),
                    docs_cell(&sides.0),
                    docs_cell(&sides.1),
                    spec.unwrap_or_else(|| "not declared".to_owned()),
                    grouped(field.seen),
                    grouped(field.of),
                    body_docs.agreement(&sides, field).label(),
                ));
            }
        }
    }
    rows
}

/// What one side of the docs states, and where.
fn docs_cell(side: &Stated) -> String {
    let place = side.place.as_ref().map(|place| code(place)).unwrap_or_default();
    format!("{} {place}", escaped(&side.statements.join(", "))).trim().to_owned()
}

fn settled_row(settled: Settled<'_>) -> String {
    let correction = settled.correction;
    let docs: Vec<String> = correction.docs.iter().map(|docs| code(docs)).collect();
    format!(
        "| {} | {} | {} | {} | {} | {} |\n",
        code(&correction.id),
        escaped(correction.rule.name),
        grouped(settled.findings),
        message(&one_line(correction.decision.as_deref().unwrap_or_default())),
        message(&one_line(&correction.reason)),
        docs.join(", "),
    )
}

/// A message with its names as code.
fn message(text: &str) -> String {
    let piece = |piece| match piece {
        Piece::Text(text) => escaped(text),
        Piece::Code(text) => code(text),
    };
    pieces(text).map(piece).collect()
}

/// A name as code in a table cell. A backtick cannot be written within backticks.
fn code(text: &str) -> String {
    let text = harmless(text).replace('`', "'");
    // Programs differ in whether a bar after two backslashes ends the cell.
    let bar = if text.contains('\\') { "\u{a6}" } else { "\\|" };
    let text = text.trim().replace('|', bar);
    if text.is_empty() { String::new() } else { format!("`{text}`") }
}

/// Escapes text so that nothing in it is markup, a link or a mention.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in harmless(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.push_str("@\u{200b}"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
