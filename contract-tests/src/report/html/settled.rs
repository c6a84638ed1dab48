//! Settled findings by correction, with the decision and the reason.

use std::io::{self, Write};

use jiff::civil::Date;

use super::findings::write_left_out;
use super::parts::{code, escaped, message, share};
use super::room;
use crate::report::numbers::counted;
use crate::report::room::Room;
use crate::report::{Report, compared};
use contract_core::harmless::one_line;
use contract_core::judgement::{Compared, Finding, Settled};
use contract_core::ledger::Correction;

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section id=\"settled\" aria-labelledby=\"settled-title\">")?;
    writeln!(out, "<h2 id=\"settled-title\">Settled</h2>")?;
    let settled = report.outcome.settled_by();
    if settled.is_empty() {
        writeln!(out, "<p class=\"empty\">No finding is settled by a correction.</p>")?;
    }
    let mut room = Room::new(room::SETTLED);
    for entry in settled {
        room.put(out, |out| write_correction(entry, report, out))?;
    }
    write_left_out(&room, "correction", "`--format text -v` lists all.", out)?;
    writeln!(out, "</section>")
}

fn write_correction(entry: Settled<'_>, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let correction = entry.correction;
    writeln!(out, "<article class=\"finding good\">")?;
    writeln!(
        out,
        "<h3><span class=\"badge\">{}</span> {} <span class=\"count\">{}</span></h3>",
        escaped(&correction.id),
        message(&one_line(&decision(correction))),
        counted(entry.findings, "finding"),
    )?;
    writeln!(out, "<dl>")?;
    let lists = |values: &[String]| values.iter().map(|value| code(value)).collect::<Vec<_>>().join(", ");
    let text =
        |value: &Option<String>| value.as_deref().map(|value| escaped(&one_line(value))).unwrap_or_default();
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let rows = [
        (
            "Reason",
            if correction.decision.is_some() {
                message(&one_line(&correction.reason))
            } else {
                String::new()
            },
        ),
        ("Docs", lists(&correction.docs)),
        ("Evidence", lists(&correction.evidence)),
        ("Decided by", text(&correction.decided_by)),
        ("Since", day(correction.since)),
        ("Review by", day(correction.review_by)),
    ];
    for (name, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "<div><dt>{name}</dt><dd>{value}</dd></div>")?;
    }
    writeln!(out, "</dl>")?;
    write_findings(correction, report, out)?;
    writeln!(out, "</article>")
}

fn decision(correction: &Correction) -> String {
    correction.decision.clone().unwrap_or_else(|| correction.reason.clone())
}

fn write_findings(correction: &Correction, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let id = escaped(&correction.id);
    writeln!(out, "<table>\n<caption class=\"hidden\">Findings settled by {id}</caption>")?;
    writeln!(
        out,
        "<thead><tr><th scope=\"col\">Rule</th><th scope=\"col\">Operation</th><th scope=\"col\">Place</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>",
        shown_in(report.outcome.compared)
    )?;
    let here = report.outcome.findings.iter().filter(|f| f.correction.is_some_and(|c| c.id == correction.id));
    for finding in here {
        let status = finding.status.map(|status| format!(" {status}")).unwrap_or_default();
        let found = match &finding.found {
            Some(found) if !finding.pointer.ends_with(found.as_str()) => format!(" ({})", code(found)),
            _ => String::new(),
        };
        writeln!(
            out,
            "<tr><td>{} {}</td><td>{}{status}</td><td>{}{found}</td><td>{}</td></tr>",
            finding.rule.code,
            finding.rule.name,
            code(&finding.operation),
            if finding.pointer.is_empty() { escaped(finding.part.word()) } else { code(&finding.pointer) },
            shown(finding, report.outcome.compared),
        )?;
    }
    writeln!(out, "</tbody>\n</table>")
}

fn shown_in(compared: Compared<'_>) -> &'static str {
    match compared {
        Compared::Exchanges(_) => "Seen in",
        Compared::Pages(_) => "Stated at",
    }
}

fn shown(finding: &Finding<'_>, compared: Compared<'_>) -> String {
    match compared {
        Compared::Exchanges(_) => share("good", finding.count, finding.of, ""),
        Compared::Pages(_) => escaped(&compared::places(finding)),
    }
}
