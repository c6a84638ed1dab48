//! `docs claims`: what pages claim, and where the claims disagree.

use std::io::Write;

use super::DocsError;
use super::args::ClaimsArgs;
use super::project::{known, read};
use crate::commands::output::say;
use crate::commands::outputs::{put, refuse_same_place, write_findings};
use crate::exit::Exit;
use crate::output::Output;
use crate::report::claims::{Claims, json, text};
use crate::report::{Report, ReportFormat, Style, Writer};
use contract_core::findings::Remark;
use contract_core::judgement::{Outcome, Pages};
use contract_core::rules::Levels;
use contract_core::spec::Spec;
use contract_docs::model::Claim;
use contract_docs::{ClaimLines, against_spec, contradictions, name_operations, shown};

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
    let remarks = remarks(&mut claims, known.spec.as_ref());
    let lines = ClaimLines::of(&claims, &files);
    let claims = Claims::of(pages, claims);
    let levels = Levels::default();
    let judged_by = Pages {
        spec: known.spec.as_ref(),
        ledger: known.ledger.as_ref(),
        levels: &levels,
        read: files.len() as u64,
        unread: claims.unexplained.len() as u64,
    };
    let report = Report::from(Outcome::of_pages(&remarks, judged_by, &|id| lines.line(id)));
    for output in outputs {
        write(output, &claims, &report, out)?;
    }
    if !outputs.iter().any(|output| lists_unexplained(output.format)) {
        say_unexplained(&claims, talk);
    }
    Ok(end(&claims, &report))
}

/// Refuses what cannot be written, before anything is read.
fn refuse(outputs: &[Output]) -> Result<(), DocsError> {
    refuse_same_place(outputs)?;
    match outputs.iter().find(|output| !output.format.is_made_from_findings()) {
        Some(output) => Err(DocsError::NoExchanges { format: output.format.as_str() }),
        None => Ok(()),
    }
}

/// What the claims say otherwise than each other, and than the spec.
fn remarks(claims: &mut [Claim], spec: Option<&Spec>) -> Vec<Remark> {
    let Some(spec) = spec else { return contradictions(claims, None) };
    name_operations(claims, spec);
    let mut remarks = contradictions(claims, Some(spec));
    remarks.extend(against_spec(claims, spec));
    remarks
}

/// Text and JSON list the claims, too; the other formats have findings only.
fn write(
    output: &Output,
    claims: &Claims,
    report: &Report<'_>,
    out: &mut dyn Write,
) -> Result<(), DocsError> {
    match (output.format, output.format.row().write) {
        (ReportFormat::Text, _) => put(output, &|out| text::write(claims, report, out), out)?,
        (ReportFormat::Json, _) => put(output, &|out| json::write(claims, report, out), out)?,
        (_, Writer::Findings(write)) => write_findings(output, write, report, Style::default(), out)?,
        (format, Writer::Run(_)) => return Err(DocsError::NoExchanges { format: format.as_str() }),
    }
    Ok(())
}

/// Does the format name the lines that were not understood?
fn lists_unexplained(format: ReportFormat) -> bool {
    matches!(format, ReportFormat::Text | ReportFormat::Json)
}

fn say_unexplained(claims: &Claims, talk: &mut dyn Write) {
    let lines = claims.unexplained.iter().map(|line| {
        format!("error: not understood: {}:{}: {}", shown(&line.page), line.line, shown(&line.why))
    });
    say(talk, lines, claims.unexplained.len());
}

fn end(claims: &Claims, report: &Report<'_>) -> Exit {
    let exit = if report.outcome.failing() > 0 { Exit::Findings } else { Exit::Clean };
    if claims.unexplained.is_empty() { exit } else { exit.or(Exit::Unusable) }
}
