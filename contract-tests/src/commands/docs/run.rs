//! Answers a question about the docs.

use std::io::Write;

use super::args::{ClaimsArgs, DocsArgs, DocsCommand};
use super::project::{known, read};
use super::{DocsError, update};
use crate::cli::ResultFormat;
use crate::cli::run::unless_gone;
use crate::exit::Exit;
use contract_docs::{
    ClaimsReport, against_spec, claims_json, claims_text, contradictions, name_operations, path_of, settle,
};

/// Answers a question about the docs.
///
/// # Errors
/// A page, the spec, the ledger or a lock cannot be used, or something cannot be written.
pub fn docs(args: &DocsArgs, out: &mut dyn Write, talk: &mut dyn Write) -> Result<Exit, DocsError> {
    match &args.command {
        DocsCommand::Claims(args) => claims(args, out),
        DocsCommand::Lock(args) => update::lock(args, talk),
        DocsCommand::Status(args) => update::status(args, out),
        DocsCommand::Diff(args) => update::diff(args, out),
        DocsCommand::Apply(args) => update::apply(args, talk),
    }
}

fn claims(args: &ClaimsArgs, out: &mut dyn Write) -> Result<Exit, DocsError> {
    let known = known(&args.about)?;
    let pages: Vec<_> = read(&args.paths)?.into_iter().map(|(_, page)| page).collect();
    let mut claims: Vec<_> = pages.iter().flat_map(|page| page.claims.iter().cloned()).collect();
    let mut findings = Vec::new();
    if let Some(spec) = &known.spec {
        name_operations(&mut claims, spec);
        findings.extend(contradictions(&claims, &|id| path_of(spec, id)));
        findings.extend(against_spec(&claims, spec));
    } else {
        findings.extend(contradictions(&claims, &|_| None));
    }
    if let Some(ledger) = &known.ledger {
        settle(&mut findings, ledger, known.spec.as_ref());
    }
    let report = ClaimsReport::new(pages, claims, findings);
    let written = match args.about.format {
        ResultFormat::Text => claims_text(&report, out),
        ResultFormat::Json => claims_json(&report, out),
    };
    unless_gone(written)?;
    let mut exit = Exit::Clean;
    if report.failing() > 0 {
        exit = Exit::Findings;
    }
    Ok(if report.unexplained.is_empty() { exit } else { exit.or(Exit::Unusable) })
}
