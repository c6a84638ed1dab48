//! `docs claims`: what pages claim, and where the claims disagree.

use std::io::Write;

use super::DocsError;
use super::args::ClaimsArgs;
use super::project::{Known, known, read};
use crate::commands::output::say;
use crate::commands::outputs::{put, refuse_same_place, write_findings};
use crate::exit::Exit;
use crate::output::Output;
use crate::report::{Report, ReportFormat, Style, Writer};
use contract_docs::model::{Claim, DocsFinding};
use contract_docs::{
    ClaimsReport, Pages, against_spec, claims_json, claims_text, contradictions, name_operations, path_of,
    settle, shown,
};

/// Reads the pages and writes the reports.
pub(super) fn claims(
    args: &ClaimsArgs,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Exit, DocsError> {
    let standard = [Output { format: ReportFormat::default(), file: None }];
    let outputs = if args.formats.is_empty() { &standard[..] } else { &args.formats };
    refuse(outputs)?;
    let known = known(&args.about)?;
    let read = read(&args.paths)?;
    let files = read.iter().map(|(source, page)| (page.page.clone(), source.address.clone())).collect();
    let pages: Vec<_> = read.into_iter().map(|(_, page)| page).collect();
    let mut claims: Vec<_> = pages.iter().flat_map(|page| page.claims.iter().cloned()).collect();
    let findings = findings(&mut claims, &known);
    let report = ClaimsReport::new(pages, claims, findings);
    let pages = Pages { files, spec: known.spec.as_ref(), ledger: known.ledger.as_ref() };
    for output in outputs {
        write(output, &report, &pages, out)?;
    }
    if !outputs.iter().any(|output| lists_unexplained(output.format)) {
        say_unexplained(&report, talk);
    }
    Ok(end(&report))
}

/// Refuses what cannot be written, before anything is read.
fn refuse(outputs: &[Output]) -> Result<(), DocsError> {
    refuse_same_place(outputs)?;
    match outputs.iter().find(|output| !output.format.is_made_from_findings()) {
        Some(output) => Err(DocsError::NoExchanges { format: output.format.as_str() }),
        None => Ok(()),
    }
}

fn findings(claims: &mut [Claim], known: &Known) -> Vec<DocsFinding> {
    let mut findings = Vec::new();
    if let Some(spec) = &known.spec {
        name_operations(claims, spec);
        findings.extend(contradictions(claims, &|id| path_of(spec, id)));
        findings.extend(against_spec(claims, spec));
    } else {
        findings.extend(contradictions(claims, &|_| None));
    }
    if let Some(ledger) = &known.ledger {
        settle(&mut findings, ledger, known.spec.as_ref());
    }
    findings
}

/// Text and JSON list the claims, too; the other formats have findings only.
fn write(
    output: &Output,
    report: &ClaimsReport,
    pages: &Pages<'_>,
    out: &mut dyn Write,
) -> Result<(), DocsError> {
    match (output.format, output.format.row().write) {
        (ReportFormat::Text, _) => put(output, &|out| claims_text(report, out), out)?,
        (ReportFormat::Json, _) => put(output, &|out| claims_json(report, out), out)?,
        (_, Writer::Findings(write)) => {
            let findings = Report::from(pages.outcome(report));
            write_findings(output, write, &findings, Style::default(), out)?;
        }
        (format, Writer::Run(_)) => return Err(DocsError::NoExchanges { format: format.as_str() }),
    }
    Ok(())
}

/// Does the format name the lines that were not understood?
fn lists_unexplained(format: ReportFormat) -> bool {
    matches!(format, ReportFormat::Text | ReportFormat::Json)
}

fn say_unexplained(report: &ClaimsReport, talk: &mut dyn Write) {
    let lines = report.unexplained.iter().map(|line| {
        format!("error: not understood: {}:{}: {}", shown(&line.page), line.line, shown(&line.why))
    });
    say(talk, lines, report.unexplained.len());
}

fn end(report: &ClaimsReport) -> Exit {
    let exit = if report.failing() > 0 { Exit::Findings } else { Exit::Clean };
    if report.unexplained.is_empty() { exit } else { exit.or(Exit::Unusable) }
}
