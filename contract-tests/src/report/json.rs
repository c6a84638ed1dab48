//! The report as JSON, version `json-v1`.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::baseline::{Comparison, Gone};
use super::compared;
use super::format::{Audience, Format, Presence, Writer};
use crate::report::Report;
use contract_core::judgement::Finding;
use contract_core::spec::StatusCode;

pub(super) const FORMAT: Format = Format {
    audience: Audience::Program,
    presence: Presence::Ignored,
    write: Writer::Findings(|rendering, out| write(rendering.report, out)),
};

/// The version of the format.
pub const VERSION: &str = "json-v1";

/// Writes the report as one JSON document and a newline.
///
/// # Errors
/// `out` cannot be written.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        version: VERSION,
        summary: Counts {
            exchanges: report.outcome.read,
            unread: report.outcome.unread,
            unanswered: Some(report.outcome.unanswered).filter(|count| *count > 0),
            findings: report.outcome.failing(),
            settled: report.outcome.settled(),
            notes: report.outcome.notes(),
        },
        findings: report.outcome.findings.iter().map(|finding| entry(finding, report)).collect(),
        coverage: Coverage {
            operations: [report.outcome.coverage.operations.0, report.outcome.coverage.operations.1],
            assertions: [report.outcome.coverage.assertions.0, report.outcome.coverage.assertions.1],
        },
        baseline: report.baseline.as_ref().map(against_baseline),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    out.write_all(b"\n")
}

/// The result of a check.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Report")]
struct Document<'a> {
    version: &'static str,
    summary: Counts,
    findings: Vec<Entry<'a>>,
    coverage: Coverage,
    /// The comparison with a baseline, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<Compared<'a>>,
}

/// The comparison with a baseline.
#[derive(Serialize, JsonSchema)]
pub(super) struct Compared<'a> {
    /// The number of hidden findings, which the baseline has.
    hidden: u64,
    /// Findings of the baseline that no longer occur.
    gone: Vec<GoneEntry<'a>>,
}

/// A finding of the baseline that no longer occurs.
#[derive(Serialize, JsonSchema)]
struct GoneEntry<'a> {
    rule: &'a str,
    name: &'a str,
    operation: &'a str,
    pointer: &'a str,
    found: Option<&'a str>,
    fingerprint: &'a str,
}

/// The totals.
#[derive(Serialize, JsonSchema)]
struct Counts {
    /// Exchanges that were read.
    exchanges: u64,
    /// Entries that could not be read.
    unread: u64,
    /// Requests of collections that have no saved response, if there are any. They are no exchanges.
    #[serde(skip_serializing_if = "Option::is_none")]
    unanswered: Option<u64>,
    /// Errors and warnings that no correction settles.
    findings: u64,
    /// Findings that a correction settles.
    settled: u64,
    /// Notes, which never fail a check.
    notes: u64,
}

/// How much of the spec exchanges showed: shown, and all.
#[derive(Serialize, JsonSchema)]
struct Coverage {
    /// Operations.
    operations: [u64; 2],
    /// Operations, declared responses, and schemas that applied to some value.
    assertions: [u64; 2],
}

/// A disagreement, however many exchanges show it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
struct Entry<'a> {
    /// The code of the rule.
    rule: &'static str,
    /// The name of the rule.
    name: &'static str,
    /// `error`, `warning` or `note`.
    severity: &'static str,
    /// The operationId, or `METHOD /path` if there is none.
    operation: &'a str,
    /// The part of the exchange.
    r#in: &'static str,
    /// The status of the response; null if the finding is not about an exchange.
    status: Option<u16>,
    /// The observed place, a JSON pointer with `*` for array indexes and map keys.
    pointer: &'a str,
    /// The declared place of a renamed property.
    renamed_from: Option<&'a str>,
    found: Option<&'a str>,
    /// What is wrong.
    message: &'a str,
    /// What to do about it.
    help: &'a str,
    /// The id of the correction that settles it.
    correction: Option<&'a str>,
    /// The number of exchanges that show it.
    count: u64,
    /// The number of exchanges of the same operation and status.
    of: u64,
    /// The first of these exchanges.
    exchanges: Vec<Place<'a>>,
    /// The ids of the claims in docs.lock that contradict the traffic.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    claims: Vec<&'a str>,
    /// The place in the spec.
    spec: Option<SpecPlace<'a>>,
    fingerprint: &'a str,
    /// The id of its cause: the same for findings of one rule that are about the same declaration of the spec and found
    /// the same, and for those whose places the spec marks with the same correction.
    cause: &'a str,
}

/// An exchange.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Exchange")]
struct Place<'a> {
    /// The file as named by the user, or `-`.
    source: &'a str,
    /// The entry (HAR) or line (NDJSON), counted from 0.
    index: u64,
}

/// A place in the spec.
#[derive(Serialize, JsonSchema)]
struct SpecPlace<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    pointer: &'a str,
}

fn entry<'a>(finding: &'a Finding<'_>, report: &'a Report<'_>) -> Entry<'a> {
    let claims = report.docs.map(|docs| docs.against(finding)).unwrap_or_default();
    Entry {
        rule: finding.rule.code,
        name: finding.rule.name,
        severity: finding.level.word(),
        operation: &finding.operation,
        r#in: finding.part.word(),
        status: finding.status.and_then(StatusCode::exact),
        pointer: &finding.pointer,
        renamed_from: finding.renamed_from.as_deref(),
        found: finding.found.as_deref(),
        message: &finding.message,
        help: &finding.help,
        correction: finding.correction.map(|correction| correction.id.as_str()),
        count: finding.count,
        of: finding.of,
        exchanges: finding
            .exchanges
            .iter()
            .map(|locator| Place { source: &locator.source, index: locator.index })
            .collect(),
        claims: claims.into_iter().map(|claim| claim.id.as_str()).collect(),
        spec: finding.site.as_ref().map(|site| SpecPlace {
            file: compared::file_of(&report.outcome, site),
            line: site.place.line,
            column: site.place.column,
            pointer: &site.pointer,
        }),
        fingerprint: &finding.fingerprint,
        cause: &finding.cause,
    }
}

/// The comparison with a baseline.
pub(super) fn against_baseline(comparison: &Comparison) -> Compared<'_> {
    Compared { hidden: comparison.hidden, gone: comparison.gone.iter().map(gone).collect() }
}

fn gone(gone: &Gone) -> GoneEntry<'_> {
    GoneEntry {
        rule: &gone.rule,
        name: &gone.name,
        operation: &gone.operation,
        pointer: &gone.pointer,
        found: gone.found.as_deref(),
        fingerprint: &gone.fingerprint,
    }
}

/// The JSON Schema of the format.
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Document<'static>)
}
