//! The causes of the findings, and the notes.

use std::io::{self, Write};

use super::parts::{code, escaped, message, share};
use super::room;
use crate::report::numbers::{counted, grouped};
use crate::report::room::Room;
use crate::report::snippet::{Excerpt, Lines};
use crate::report::{Report, compared};
use contract_core::harmless::{harmless, one_line};
use contract_core::judgement::{Cause, Compared, Finding};

/// The maximum number of places listed for a cause.
const MOST_PLACES: usize = 200;

/// Writes the failing causes, the most serious first, each with its places.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section id=\"findings\" aria-labelledby=\"findings-title\">")?;
    writeln!(out, "<h2 id=\"findings-title\">Findings</h2>")?;
    let lines = Lines::of(report.outcome.compared.spec());
    let causes = report.outcome.causes();
    if !causes.iter().any(Cause::fails) {
        let nothing = match report.outcome.compared {
            Compared::Exchanges(_) => "The traffic agrees with the spec.",
            Compared::Pages(Some(_)) => "The pages contradict neither themselves nor the spec.",
            Compared::Pages(None) => "The pages do not contradict themselves.",
        };
        writeln!(out, "<p class=\"empty\">{nothing}</p>")?;
    }
    let mut room = Room::new(room::FINDINGS);
    for cause in causes.iter().filter(|cause| cause.fails()) {
        room.put(out, |out| write_cause(cause, report, &lines, out))?;
    }
    write_left_out(&room, "cause", "`--format text` lists all.", out)?;
    if let Some(suggest) = report.way_to_settle() {
        let explain = code("cartevo-contract explain CODE");
        let suggest = code(suggest);
        writeln!(
            out,
            "<p>{explain} explains a rule; {suggest} drafts a correction that settles a cause.</p>"
        )?;
    }
    writeln!(out, "</section>")
}

/// Writes the notes.
pub(super) fn write_notes(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section id=\"notes\" aria-labelledby=\"notes-title\">")?;
    writeln!(out, "<h2 id=\"notes-title\">Notes</h2>")?;
    let causes = report.outcome.causes();
    let mut notes = causes.iter().filter(|cause| !cause.is_settled() && !cause.fails()).peekable();
    if notes.peek().is_none() {
        writeln!(out, "<p class=\"empty\">None.</p>")?;
    } else {
        writeln!(out, "<ul class=\"notes\">")?;
        let mut room = Room::new(room::NOTES);
        for note in notes {
            room.put(out, |out| write_note(note, report, out))?;
        }
        writeln!(out, "</ul>")?;
        write_left_out(&room, "note", "`--format text -v` lists all.", out)?;
    }
    writeln!(out, "</section>")
}

/// States how many pieces of a section were left out, and where they are.
pub(super) fn write_left_out(
    room: &Room,
    noun: &str,
    elsewhere: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    if room.left_out == 0 {
        return Ok(());
    }
    let count = counted(room.left_out, noun);
    writeln!(out, "<p class=\"alert\">{count} left out to keep this page small. {}</p>", message(elsewhere))
}

fn write_note(cause: &Cause<'_, '_>, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let note = cause.worst;
    let place = if note.pointer.is_empty() { String::new() } else { format!(" at {}", code(&note.pointer)) };
    let seen = match note.count {
        0 => String::new(),
        count => format!(" <span class=\"of\">{} of {}</span>", grouped(count), grouped(note.of)),
    };
    let more = match cause.places.len() as u64 - 1 {
        0 => String::new(),
        more => format!(" and {}", counted(more, "more place")),
    };
    writeln!(
        out,
        "<li><span class=\"rule\">{}</span> {}: {}{place}{seen}{more}{}</li>",
        note.rule.code,
        code(&note.operation),
        message(&note.message),
        anchored(note, report),
    )
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

fn write_cause(
    cause: &Cause<'_, '_>,
    report: &Report<'_>,
    lines: &Lines<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let finding = cause.worst;
    let level = finding.level.word();
    writeln!(out, "<article class=\"finding {level}\">")?;
    writeln!(
        out,
        "<h4><span class=\"badge\">{level}</span> {}</h4>\n<p class=\"rule\">{} {}</p>",
        message(&finding.message),
        finding.rule.code,
        finding.rule.name,
    )?;
    writeln!(out, "<dl>")?;
    write_places(cause, report, out)?;
    if let Some(site) = &finding.site {
        let file = code(&format!("{}:{}", compared::file_of(&report.outcome, site), site.place));
        let drawn = lines.excerpt(site).map(|excerpt| drawn(&excerpt)).unwrap_or_default();
        writeln!(out, "<div><dt>Spec</dt><dd>{file}{drawn}</dd></div>")?;
    }
    writeln!(out, "<div><dt>What to do</dt><dd>{}</dd></div>", message(&finding.help))?;
    writeln!(out, "</dl>\n</article>")
}

/// Writes the places of a cause; several are folded.
fn write_places(cause: &Cause<'_, '_>, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    if let [finding] = cause.places.as_slice() {
        return writeln!(out, "<div><dt>Place</dt><dd>{}</dd></div>", place(finding, report));
    }
    let count = counted(cause.places.len() as u64, "place");
    let operations = counted(cause.operations().len() as u64, "operation");
    writeln!(out, "<div><dt>Places</dt><dd><details><summary>{count} in {operations}</summary>\n<ul>")?;
    for finding in cause.places.iter().take(MOST_PLACES) {
        writeln!(out, "<li>{}</li>", place(finding, report))?;
    }
    let more = cause.places.len().saturating_sub(MOST_PLACES) as u64;
    if more > 0 {
        writeln!(out, "<li>and {}</li>", counted(more, "more place"))?;
    }
    writeln!(out, "</ul></details></dd></div>")
}

/// A place, what shows it, and the fingerprint.
fn place(finding: &Finding<'_>, report: &Report<'_>) -> String {
    let status = finding.status.map(|status| format!(" {status}")).unwrap_or_default();
    let pointer =
        if finding.pointer.is_empty() { String::new() } else { format!(" at {}", code(&finding.pointer)) };
    let tag = match finding.correction {
        Some(correction) => format!("settled by {}", escaped(&one_line(&correction.id))),
        None => escaped(&finding.fingerprint),
    };
    format!(
        "{}{status}, {}{pointer} <span class=\"fingerprint\">{tag}</span> {}",
        code(&finding.operation),
        finding.part.word(),
        shown(finding, report)
    )
}

fn shown(finding: &Finding<'_>, report: &Report<'_>) -> String {
    match report.outcome.compared {
        Compared::Pages(_) if finding.pages.is_empty() => String::new(),
        Compared::Pages(_) => format!("<p class=\"examples\">stated at {}</p>", pages(finding)),
        Compared::Exchanges(_) if finding.count == 0 => String::new(),
        Compared::Exchanges(_) => {
            let noun = if finding.of == 1 { "exchange" } else { "exchanges" };
            let seen = share(finding.level.word(), finding.count, finding.of, noun);
            format!("{seen}{}", examples(finding))
        }
    }
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
