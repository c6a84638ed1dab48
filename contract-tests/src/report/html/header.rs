//! The head of the page: what was checked, the totals, and where to go.

use std::io::{self, Write};

use super::parts::{code, escaped, share};
use crate::report::Report;
use crate::report::words::{counted, counted_entries, grouped};
use contract_core::rules::Level;

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let failing = |level: Level| {
        report.outcome.findings.iter().filter(|finding| finding.fails() && finding.level == level).count()
            as u64
    };
    let (errors, warnings) = (failing(Level::Error), failing(Level::Warning));
    let (class, verdict) = match (errors, warnings) {
        (0, 0) => ("good", "No drift".to_owned()),
        (0, warnings) => ("warning", counted(warnings, "warning")),
        (errors, 0) => ("error", counted(errors, "error")),
        (errors, warnings) => {
            ("error", format!("{} and {}", counted(errors, "error"), counted(warnings, "warning")))
        }
    };
    writeln!(out, "<header class=\"top\">\n<p class=\"kind\">API contract report</p>")?;
    writeln!(out, "<h1 class=\"{class}\">{verdict}</h1>")?;
    writeln!(
        out,
        "<p>{} compared with {}.</p>",
        counted(report.outcome.exchanges, "exchange"),
        code(&report.outcome.spec.file)
    )?;
    if report.outcome.unread > 0 {
        writeln!(
            out,
            "<p class=\"alert\"><strong>Not complete:</strong> {} could not be read.</p>",
            counted_entries(report.outcome.unread)
        )?;
    }
    writeln!(out, "<dl class=\"totals\">")?;
    let tiles = [
        ("error", "Errors", errors),
        ("warning", "Warnings", warnings),
        ("good", "Settled", report.outcome.settled()),
        ("note", "Notes", report.outcome.notes()),
    ];
    for (class, name, count) in tiles {
        writeln!(out, "<div class=\"{class}\"><dt>{name}</dt><dd>{}</dd></div>", grouped(count))?;
    }
    for (name, (shown, all)) in [
        ("Operations seen", report.outcome.coverage.operations),
        ("Parts of the spec seen", report.outcome.coverage.assertions),
    ] {
        writeln!(out, "<div class=\"wide\"><dt>{name}</dt><dd>{}</dd></div>", share("seen", shown, all, ""))?;
    }
    writeln!(out, "</dl>")?;
    if let Some(comparison) = &report.baseline {
        writeln!(out, "<p>{}.</p>", escaped(&comparison.sentence()))?;
        if !comparison.gone.is_empty() {
            writeln!(out, "<ul>")?;
            for gone in &comparison.gone {
                writeln!(out, "<li>{}</li>", escaped(&gone.to_string()))?;
            }
            writeln!(out, "</ul>")?;
        }
    }
    navigation(report, out)?;
    writeln!(out, "</header>")
}

fn navigation(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let links = [
        ("findings", "Findings", report.outcome.failing()),
        ("settled", "Settled", report.outcome.settled()),
        ("fields", "Fields", report.outcome.operations.len() as u64),
        ("notes", "Notes", report.outcome.notes()),
    ];
    writeln!(out, "<nav aria-label=\"Sections\"><ul>")?;
    for (id, name, count) in links {
        let hint = if id == "fields" { counted(count, "operation") } else { grouped(count) };
        writeln!(out, "<li><a href=\"#{id}\">{name} <span class=\"count\">{hint}</span></a></li>")?;
    }
    writeln!(out, "</ul></nav>")
}
