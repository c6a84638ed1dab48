//! Judges exchanges that a test writes as JSON.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::io::Cursor;

use contract_core::exchange::{Entry, Reader};
use contract_core::findings::Summary;
use contract_core::judgement::{Coverage, Finding, Outcome, Sources};
use contract_core::rules::Levels;
use contract_core::spec::Spec;
use contract_core::verdict::{Checker, Observation};
use serde_json::Value;

/// What `check` finds, `level code pointer: message` each, in the order of the alphabet.
pub(crate) fn findings(spec: &Value, exchanges: &[Value]) -> Vec<String> {
    let text = exchanges.iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
    findings_in(spec, Reader::from_stream(Box::new(Cursor::new(text)), "-").unwrap())
}

/// What `check` finds in the exchanges of a stream.
pub(crate) fn findings_in(spec: &Value, mut reader: Reader) -> Vec<String> {
    let spec = Spec::from_text(spec.to_string(), "api.json").unwrap();
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

/// What is observed of one exchange, each as `of` has it, and the operation.
pub(crate) fn observe_operation<T>(
    spec: &Spec,
    exchange: &Value,
    mut of: impl FnMut(&Observation<'_>) -> T,
) -> (Option<String>, Vec<T>) {
    let mut reader = Reader::from_stream(Box::new(Cursor::new(exchange.to_string())), "-").unwrap();
    let Some(Entry::Exchange(exchange)) = reader.next_entry() else { panic!("unread") };
    let mut found = Vec::new();
    let operation = Checker::new(spec).check(&exchange, &mut |observation| found.push(of(observation)));
    (operation.map(str::to_owned), found)
}

/// What is observed of one exchange, each as `of` has it.
pub(crate) fn observe<T>(spec: &Spec, exchange: &Value, of: impl FnMut(&Observation<'_>) -> T) -> Vec<T> {
    observe_operation(spec, exchange, of).1
}

/// `code pointer`.
pub(crate) fn code_and_pointer(seen: &Observation<'_>) -> String {
    format!("{} {}", seen.rule.code, seen.pointer)
}

/// `code pointer found`.
pub(crate) fn code_pointer_found(seen: &Observation<'_>) -> String {
    format!("{} {}", code_and_pointer(seen), seen.found.unwrap_or_default()).trim_end().to_owned()
}
