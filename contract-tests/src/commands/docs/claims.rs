//! `docs claims`: the claims of pages and their contradictions.

use std::collections::BTreeMap;
use std::io::Write;

use super::DocsError;
use super::args::ClaimsArgs;
use super::project::{Known, known, read};
use crate::commands::output::{say, say_baseline};
use crate::commands::outputs::{or_standard, put, refuse_same_place, write_findings};
use crate::exit::Exit;
use crate::output::Output;
use crate::report::claims::{Claims, json, text};
use crate::report::{BaselineOf, Report, ReportFormat, Style, Writer};
use contract_core::judgement::{Outcome, Pages};
use contract_core::rules::Levels;
use contract_docs::{ClaimLines, PageClaims, PageSource, disagreements, shown};

/// Reads the pages and writes the reports.
pub(super) fn claims(args: &ClaimsArgs, out: &mut dyn Write, log: &mut dyn Write) -> Result<Exit, DocsError> {
    let outputs = or_standard(&args.formats);
    refuse(&outputs)?;
    let levels = args.levels.levels()?;
    let baseline = args.baseline.load(BaselineOf::Pages)?;
    let known = known(&args.about)?;
    let pages = read(&args.paths)?;
    let files = files(&pages);
    let mut claims = Claims::of(pages.into_iter().map(|(_, page)| page));
    let remarks = disagreements(&mut claims.claims, known.spec.as_ref());
    let lines = ClaimLines::of(&claims.claims, &files);
    let read = (files.len() as u64, claims.unexplained.len() as u64);
    let judged_by = judged_by(&known, &levels, read);
    let mut report = Report::from(Outcome::of_pages(&remarks, judged_by, &|id| lines.line(id)));
    if let Some(baseline) = &baseline {
        report.compare(baseline, &levels);
    }
    for output in &outputs {
        write(output, &claims, &report, out)?;
    }
    say_unexplained(&claims, &outputs, log);
    say_nothing_read(&claims, log);
    say_baseline(&report, &outputs, log);
    Ok(end(&claims, &report))
}

/// The path or URL of each page, by its name.
fn files(pages: &[(PageSource, PageClaims)]) -> BTreeMap<String, String> {
    pages.iter().map(|(source, page)| (page.page.clone(), source.address.clone())).collect()
}

fn judged_by<'a>(known: &'a Known, levels: &'a Levels, (read, unread): (u64, u64)) -> Pages<'a> {
    Pages { spec: known.spec.as_ref(), ledger: known.ledger.as_ref(), levels, read, unread }
}

/// Rejects unusable outputs before anything is read.
fn refuse(outputs: &[Output]) -> Result<(), DocsError> {
    refuse_same_place(outputs)?;
    match outputs.iter().find(|output| !output.format.is_made_from_findings()) {
        Some(output) => Err(DocsError::NoExchanges { format: output.format.as_str() }),
        None => Ok(()),
    }
}

/// Writes a report. Text and JSON also list the claims; the other formats list findings only.
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

/// True if the format lists the lines that could not be parsed.
fn lists_unexplained(format: ReportFormat) -> bool {
    matches!(format, ReportFormat::Text | ReportFormat::Json)
}

/// Logs the lines that could not be parsed, unless a report lists them.
fn say_unexplained(claims: &Claims, outputs: &[Output], log: &mut dyn Write) {
    if outputs.iter().any(|output| lists_unexplained(output.format)) {
        return;
    }
    let lines = claims
        .unexplained
        .iter()
        .map(|line| format!("error: cannot parse {}:{}: {}", shown(&line.page), line.line, shown(&line.why)));
    say(log, lines, claims.unexplained.len());
}

/// Logs the pages of which nothing was read.
fn say_nothing_read(claims: &Claims, log: &mut dyn Write) {
    let lines = claims.nothing_read.iter().map(|page| {
        format!(
            "error: {}: nothing was read: the page has no claim\n  help: it may be filled by a script: save it from the \
             browser, or name its Markdown source",
            shown(page)
        )
    });
    say(log, lines, claims.nothing_read.len());
}

fn end(claims: &Claims, report: &Report<'_>) -> Exit {
    let exit = if report.outcome.failing() > 0 { Exit::Findings } else { Exit::Clean };
    if claims.unexplained.is_empty() && claims.nothing_read.is_empty() {
        exit
    } else {
        exit.or(Exit::Unusable)
    }
}
