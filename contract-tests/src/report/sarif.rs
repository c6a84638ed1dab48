//! The report as SARIF 2.1.0, for code scanning.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::format::{Audience, Format, Presence};
use super::words::counted_entries;
use crate::report::Report;
use contract_core::harmless::{harmless, one_line};
use contract_core::judgement::Finding;
use contract_core::rules::Rule;

pub(super) const FORMAT: Format = Format {
    audience: Audience::Program,
    presence: Presence::Ignored,
    write: |rendering, out| write(rendering.report, out),
};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The name under which the fingerprint stands in `partialFingerprints`; another way to make it gets another version.
const FINGERPRINT: &str = "cartevoContract/v1";

/// Writes the report as one SARIF log with one run. Settled findings are suppressed results.
///
/// # Errors
/// `out` cannot be written to.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rules: Vec<&'static Rule> = report.outcome.findings.iter().map(|finding| finding.rule).collect();
    rules.sort_by_key(|rule| rule.code);
    rules.dedup();
    let results: Vec<Value> =
        report.outcome.findings.iter().map(|finding| result(finding, report, &rules)).collect();
    let mut invocation = json!({"executionSuccessful": report.outcome.unread == 0});
    if report.outcome.unread > 0 {
        let text = format!("{} could not be read", counted_entries(report.outcome.unread));
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
            "artifacts": [{"location": {"uri": uri(&report.outcome.spec.file)}}],
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
        "defaultConfiguration": {"level": rule.level.word()},
    })
}

fn result(finding: &Finding<'_>, report: &Report<'_>, rules: &[&'static Rule]) -> Value {
    let mut result = Map::new();
    let mut set = |name: &str, value: Value| result.insert(name.to_owned(), value);
    set("ruleId", json!(finding.rule.code));
    set("ruleIndex", json!(rules.iter().position(|rule| *rule == finding.rule)));
    set("level", json!(finding.level.word()));
    set("message", json!({"text": format!("{}. {}", finding.message, finding.help)}));
    set("locations", json!([location(finding, report)]));
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
            "status": finding.status,
            "pointer": finding.pointer,
            "renamedFrom": finding.renamed_from,
            "found": finding.found,
            "count": finding.count,
            "of": finding.of,
            "exchanges": exchanges,
        }),
    );
    Value::Object(result)
}

fn location(finding: &Finding<'_>, report: &Report<'_>) -> Value {
    let mut place = json!({"artifactLocation": {"uri": uri(&report.outcome.spec.file), "index": 0}});
    if let Some(site) = finding.site.as_ref().filter(|site| site.place.line > 0 && site.place.column > 0) {
        place["region"] = json!({"startLine": site.place.line, "startColumn": site.place.column});
    }
    let name = format!("{} {} {}", finding.operation, finding.part.word(), finding.pointer);
    json!({"physicalLocation": place, "logicalLocations": [{"fullyQualifiedName": name.trim_end()}]})
}

/// A path as a URI reference.
fn uri(path: &str) -> String {
    let encoded = path.bytes().map(|byte| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    });
    let encoded = encoded.collect::<Vec<_>>().concat();
    if path.starts_with('/') { format!("file://{encoded}") } else { encoded }
}
