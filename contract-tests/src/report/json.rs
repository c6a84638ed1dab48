//! The report as JSON, version `json-v1`.

use std::io::{self, Write};

use serde::Serialize;

use super::finding::{Finding, Report};

/// Writes the report as one JSON document and a line break.
///
/// # Errors
/// `out` cannot be written to.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        version: "json-v1",
        summary: Counts {
            exchanges: report.exchanges,
            unread: report.unread,
            findings: report.failing(),
            settled: report.settled(),
            notes: report.notes(),
        },
        findings: report.findings.iter().map(|finding| entry(finding, &report.spec.file)).collect(),
        coverage: Coverage {
            operations: [report.coverage.operations.0, report.coverage.operations.1],
            assertions: [report.coverage.assertions.0, report.coverage.assertions.1],
        },
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    summary: Counts,
    findings: Vec<Entry<'a>>,
    coverage: Coverage,
}

#[derive(Serialize)]
struct Counts {
    exchanges: u64,
    unread: u64,
    findings: u64,
    settled: u64,
    notes: u64,
}

#[derive(Serialize)]
struct Coverage {
    operations: [u64; 2],
    assertions: [u64; 2],
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'static str,
    name: &'static str,
    severity: &'static str,
    operation: &'a str,
    r#in: &'static str,
    status: Option<u16>,
    pointer: &'a str,
    renamed_from: Option<&'a str>,
    found: Option<&'a str>,
    message: &'a str,
    help: &'a str,
    correction: Option<&'a str>,
    count: u64,
    of: u64,
    exchanges: Vec<Place<'a>>,
    spec: Option<SpecPlace<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    source: &'a str,
    index: u64,
}

#[derive(Serialize)]
struct SpecPlace<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    pointer: &'a str,
}

fn entry<'a>(finding: &'a Finding<'_>, file: &'a str) -> Entry<'a> {
    Entry {
        rule: finding.rule.code,
        name: finding.rule.name,
        severity: finding.level.word(),
        operation: &finding.operation,
        r#in: finding.part.word(),
        status: finding.status,
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
        spec: finding.site.as_ref().map(|site| SpecPlace {
            file,
            line: site.place.line,
            column: site.place.column,
            pointer: &site.pointer,
        }),
        fingerprint: &finding.fingerprint,
    }
}
