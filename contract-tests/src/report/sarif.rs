//! The report as SARIF 2.1.0, for code scanning.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::compared;
use super::format::{Audience, Format, Presence, Writer};
use crate::report::Report;
use contract_core::harmless::{harmless, one_line};
use contract_core::judgement::Finding;
use contract_core::rules::{Level, Rule};
use contract_core::spec::StatusCode;

pub(super) const FORMAT: Format = Format {
    audience: Audience::Program,
    presence: Presence::Ignored,
    write: Writer::Findings(|rendering, out| write(rendering.report, out)),
};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The key in `partialFingerprints`. A different algorithm gets a new version.
const FINGERPRINT: &str = "cartevoContract/v1";

/// Writes the report as one SARIF log with one run. Settled findings are suppressed results.
///
/// # Errors
/// `out` cannot be written.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rules: Vec<&'static Rule> = report.outcome.findings.iter().map(|finding| finding.rule).collect();
    rules.sort_by_key(|rule| rule.code);
    rules.dedup();
    let files = files(report);
    let results: Vec<Value> =
        report.outcome.findings.iter().map(|finding| result(finding, report, &rules, &files)).collect();
    let mut invocation = json!({"executionSuccessful": report.outcome.unread == 0});
    if let Some(text) = compared::unread(&report.outcome) {
        invocation["toolExecutionNotifications"] = json!([{"level": "error", "message": {"text": text}}]);
    }
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "cartevo-contract",
                "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [invocation],
            "artifacts": files.iter().map(|file| json!({"location": {"uri": uri(file)}})).collect::<Vec<_>>(),
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": default(rule),
    })
}

/// A rule that is not reported by default has no level there.
fn default(rule: &Rule) -> Value {
    match rule.level {
        Level::Allow => json!({"enabled": false, "level": "none"}),
        level => json!({"level": level.word()}),
    }
}

/// The files with results: the spec, its other files, then pages in the order of the findings.
fn files(report: &Report<'_>) -> Vec<String> {
    let findings = || report.outcome.findings.iter();
    let document = report.outcome.compared.spec().map(|spec| spec.file.as_str());
    let sites = findings().filter_map(|finding| finding.site.as_ref());
    let parts = sites.map(|site| compared::file_of(&report.outcome, site));
    let pages = findings().flat_map(|finding| &finding.pages).map(|page| page.file.as_str());
    let mut files: Vec<String> = Vec::new();
    for file in document.into_iter().chain(parts).chain(pages).filter(|file| !file.is_empty()) {
        if !files.iter().any(|known| known == file) {
            files.push(file.to_owned());
        }
    }
    files
}

fn result(finding: &Finding<'_>, report: &Report<'_>, rules: &[&'static Rule], files: &[String]) -> Value {
    let mut result = Map::new();
    let mut set = |name: &str, value: Value| result.insert(name.to_owned(), value);
    set("ruleId", json!(finding.rule.code));
    set("ruleIndex", json!(rules.iter().position(|rule| *rule == finding.rule)));
    set("level", json!(finding.level.word()));
    set("message", json!({"text": format!("{}. {}", finding.message, finding.help)}));
    set("locations", json!([location(finding, report, files)]));
    if finding.pages.len() > 1 {
        let others = finding.pages.iter().skip(1);
        let others =
            others.map(|page| json!({"physicalLocation": physical(&page.file, page.line, None, files)}));
        set("relatedLocations", others.collect());
    }
    set("partialFingerprints", json!({FINGERPRINT: finding.fingerprint}));
    if let Some(correction) = finding.correction {
        let justification = format!("{}: {}", one_line(&correction.id), one_line(&correction.reason));
        set(
            "suppressions",
            json!([{"kind": "external", "status": "accepted", "justification": justification}]),
        );
    }
    if report.baseline.is_some() {
        set("baselineState", json!("new"));
    }
    let exchanges: Vec<String> =
        finding.exchanges.iter().map(|exchange| harmless(&exchange.to_string())).collect();
    set(
        "properties",
        json!({
            "operation": finding.operation,
            "in": finding.part.word(),
            "status": finding.status.map(status),
            "pointer": finding.pointer,
            "renamedFrom": finding.renamed_from,
            "found": finding.found,
            "count": finding.count,
            "of": finding.of,
            "exchanges": exchanges,
            "cause": finding.cause,
        }),
    );
    Value::Object(result)
}

/// A number for a single status, otherwise a text.
fn status(status: StatusCode) -> Value {
    status.exact().map_or_else(|| json!(status.to_string()), |exact| json!(exact))
}

fn location(finding: &Finding<'_>, report: &Report<'_>, files: &[String]) -> Value {
    let place = match (finding.pages.first(), &finding.site, report.outcome.compared.spec()) {
        (Some(page), _, _) => physical(&page.file, page.line, None, files),
        (None, Some(site), Some(spec)) => {
            physical(spec.file_of(site), site.place.line, Some(site.place.column), files)
        }
        (None, _, _) => physical(compared::spec_file(&report.outcome), 0, None, files),
    };
    let name = format!("{} {} {}", finding.operation, finding.part.word(), finding.pointer);
    json!({"physicalLocation": place, "logicalLocations": [{"fullyQualifiedName": name.trim_end()}]})
}

/// A place in a file. Line or column 0 means unknown.
fn physical(file: &str, line: u32, column: Option<u32>, files: &[String]) -> Value {
    let index = files.iter().position(|known| known == file);
    let mut place = json!({"artifactLocation": {"uri": uri(file), "index": index}});
    match (line, column) {
        (0, _) | (_, Some(0)) => {}
        (line, None) => place["region"] = json!({"startLine": line}),
        (line, Some(column)) => place["region"] = json!({"startLine": line, "startColumn": column}),
    }
    place
}

/// A path as a URI reference. URLs stay unchanged.
fn uri(path: &str) -> String {
    if path.starts_with("https://") || path.starts_with("http://") {
        return encoded(path, b"-._~/:?#[]@!$&'()*+,;=%");
    }
    let encoded = encoded(path, b"-._~/");
    if path.starts_with('/') { format!("file://{encoded}") } else { encoded }
}

/// Percent-encodes everything except letters, digits and these characters.
fn encoded(text: &str, signs: &[u8]) -> String {
    let encoded = text.bytes().map(|byte| match byte {
        byte if byte.is_ascii_alphanumeric() || signs.contains(&byte) => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    encoded.collect::<Vec<_>>().concat()
}
