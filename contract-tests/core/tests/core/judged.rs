//! Judges exchanges that a test writes as JSON.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::io::Cursor;

use contract_core::exchange::{Entry, Reader};
use contract_core::findings::Summary;
use contract_core::judgement::{Coverage, Finding, Outcome, Sources};
use contract_core::rules::Levels;
use contract_core::spec::Spec;
use contract_core::verdict::Checker;
use serde_json::Value;

/// What `check` finds, `level code pointer: message` each, in the order of the alphabet.
pub(crate) fn findings(spec: &Value, exchanges: &[Value]) -> Vec<String> {
    let spec = Spec::from_text(spec.to_string(), "api.json").unwrap();
    let text = exchanges.iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
    let mut reader = Reader::from_stream(Box::new(Cursor::new(text)), "-").unwrap();
    let (mut checker, mut summary, levels) = (Checker::new(&spec), Summary::new(1), Levels::default());
    while let Some(entry) = reader.next_entry() {
        let Entry::Exchange(exchange) = entry else { panic!("unread") };
        summary.begin(0, exchange.locator);
        let operation = checker.check(&exchange, &mut |observation| summary.observe(observation));
        summary.end(operation.unwrap_or_default(), exchange.response.status);
    }
    let sources =
        Sources { spec: &spec, ledger: None, levels: &levels, coverage: Coverage::default(), presence: None };
    let outcome = Outcome::new(&summary, &[], sources);
    let mut lines: Vec<String> = outcome.findings.iter().map(line).collect();
    lines.sort();
    lines
}

fn line(finding: &Finding<'_>) -> String {
    let pointer = if finding.pointer.is_empty() { "/" } else { &finding.pointer };
    format!("{} {} {pointer}: {}", finding.level.word(), finding.rule.code, finding.message)
}
