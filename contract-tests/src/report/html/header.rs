//! The head of the page: what was checked, the totals and the navigation.

use std::io::{self, Write};

use super::parts::{code, escaped, share};
use crate::report::numbers::{counted, grouped};
use crate::report::{Report, compared};
use contract_core::judgement::Compared;
use contract_core::rules::Level;

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let failing = |level: Level| {
        report.outcome.findings.iter().filter(|finding| finding.fails() && finding.level == level).count()
            as u64
    };
    let (errors, warnings) = (failing(Level::Error), failing(Level::Warning));
    let (class, verdict) = match (errors, warnings) {
        (0, 0) => ("good", compared::agreement(report.outcome.compared).to_owned()),
        (0, warnings) => ("warning", counted(warnings, "warning")),
        (errors, 0) => ("error", counted(errors, "error")),
        (errors, warnings) => {
            ("error", format!("{} and {}", counted(errors, "error"), counted(warnings, "warning")))
        }
    };
    writeln!(out, "<header class=\"top\">\n<p class=\"kind\">API contract report</p>")?;
    let causes = match report.outcome.failing_causes() {
        0 => String::new(),
        causes => format!(" <span class=\"count\">of {}</span>", counted(causes, "cause")),
    };
    writeln!(out, "<h1 class=\"{class}\">{verdict}{causes}</h1>")?;
    writeln!(out, "<p>{} compared with {}.</p>", compared::read(&report.outcome), compared_with(report))?;
    if let Some(unread) = compared::unread(&report.outcome) {
        writeln!(out, "<p class=\"alert\"><strong>Not complete:</strong> {unread}.</p>")?;
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
    if let Compared::Exchanges(_) = report.outcome.compared {
        coverage(report, out)?;
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

/// What the pages or exchanges were compared with.
fn compared_with(report: &Report<'_>) -> String {
    match report.outcome.compared {
        Compared::Exchanges(spec) => code(&spec.file),
        Compared::Pages(Some(spec)) => {
            format!("{} and {}", compared::others(&report.outcome), code(&spec.file))
        }
        Compared::Pages(None) => compared::others(&report.outcome).to_owned(),
    }
}

fn coverage(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (name, (shown, all)) in [
        ("Operations seen", report.outcome.coverage.operations),
        ("Parts of the spec seen", report.outcome.coverage.assertions),
    ] {
        writeln!(out, "<div class=\"wide\"><dt>{name}</dt><dd>{}</dd></div>", share("seen", shown, all, ""))?;
    }
    Ok(())
}

fn navigation(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let links = [
        ("findings", "Findings", report.outcome.failing()),
        ("settled", "Settled", report.outcome.settled()),
        ("fields", "Fields", report.outcome.operations.len() as u64),
        ("notes", "Notes", report.outcome.notes()),
    ];
    writeln!(out, "<nav aria-label=\"Sections\"><ul>")?;
    let has_fields = matches!(report.outcome.compared, Compared::Exchanges(_));
    for (id, name, count) in links.into_iter().filter(|(id, _, _)| *id != "fields" || has_fields) {
        let size = if id == "fields" { counted(count, "operation") } else { grouped(count) };
        writeln!(out, "<li><a href=\"#{id}\">{name} <span class=\"count\">{size}</span></a></li>")?;
    }
    writeln!(out, "</ul></nav>")
}
