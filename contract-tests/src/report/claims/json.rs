//! The claims of pages as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::Claims;
use crate::report::Report;
use crate::report::json::{Compared, against_baseline};
use contract_core::judgement::Finding;
use contract_core::rules::docs::{Scope, Topic};
use contract_docs::model::{Claim, NotClaim};

/// Writes the report as JSON.
///
/// # Errors
/// `out` cannot be written.
pub fn write(claims: &Claims, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        claims: &claims.claims,
        findings: super::in_order(report).into_iter().map(entry).collect(),
        not_claims: &claims.not_claims,
        unread: &claims.unread,
        unexplained: &claims.unexplained,
        nothing_read: &claims.nothing_read,
        lines: Lines { facts: claims.coverage().0, claimed: claims.coverage().1 },
        baseline: report.baseline.as_ref().map(against_baseline),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Document<'a> {
    claims: &'a [Claim],
    findings: Vec<Entry<'a>>,
    not_claims: &'a [NotClaim],
    unread: &'a [NotClaim],
    unexplained: &'a [NotClaim],
    nothing_read: &'a [String],
    lines: Lines,
    /// The comparison with a baseline, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<Compared<'a>>,
}

/// The lines that look like facts, and those of them that became claims.
#[derive(Serialize)]
struct Lines {
    facts: usize,
    claimed: usize,
}

/// A disagreement, with all claims that take part.
#[derive(Serialize)]
struct Entry<'a> {
    rule: &'static str,
    name: &'static str,
    severity: &'static str,
    cause: Option<Topic>,
    operation: &'a str,
    r#in: &'static str,
    /// `404` or `4XX`, if the page states a status.
    status: Option<String>,
    pointer: &'a str,
    renamed_from: Option<&'a str>,
    found: Option<&'a str>,
    scope: Option<Scope>,
    message: &'a str,
    help: &'a str,
    correction: Option<&'a str>,
    claims: &'a [String],
    places: Vec<String>,
    fingerprint: &'a str,
}

fn entry<'a>(finding: &'a Finding<'_>) -> Entry<'a> {
    Entry {
        rule: finding.rule.code,
        name: finding.rule.name,
        severity: finding.level.word(),
        cause: finding.topic,
        operation: &finding.operation,
        r#in: finding.part.word(),
        status: finding.status.map(|status| status.to_string()),
        pointer: &finding.pointer,
        renamed_from: finding.renamed_from.as_deref(),
        found: finding.found.as_deref(),
        scope: finding.scope,
        message: &finding.message,
        help: &finding.help,
        correction: finding.correction.map(|correction| correction.id.as_str()),
        claims: &finding.claims,
        places: super::places(finding),
        fingerprint: &finding.fingerprint,
    }
}
