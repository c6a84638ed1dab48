//! Describes the places of a finding, in the same words in every format.

use super::docs_against;
use super::numbers::{counted, grouped};
use crate::report::Report;
use contract_core::harmless::{harmless, one_line};
use contract_core::judgement::{Cause, Compared, Finding};
use contract_core::rules::Family;

/// The place in the exchange: `getCard 200, response-body at /data/balance`.
pub(super) fn observed(finding: &Finding<'_>) -> String {
    if finding.rule.family == Family::Ledger {
        return finding.found.clone().unwrap_or_default();
    }
    let status = finding.status.map(|status| format!(" {status}")).unwrap_or_default();
    let pointer = if finding.pointer.is_empty() { String::new() } else { format!(" at {}", finding.pointer) };
    format!("{}{status}, {}{pointer}", finding.operation, finding.part.word())
}

/// The number of exchanges or the pages that show it; `None` for what no exchange can show.
pub(super) fn shown(finding: &Finding<'_>, compared: Compared<'_>) -> Option<String> {
    match (compared, finding.exchanges.first()) {
        (Compared::Pages(_), _) => Some(super::compared::shown(finding, compared)),
        (Compared::Exchanges(_), _) if finding.count == 0 => None,
        (Compared::Exchanges(_), None) => Some(seen(finding)),
        (Compared::Exchanges(_), Some(first)) => {
            Some(format!("{}, first {}", seen(finding), harmless(&first.to_string())))
        }
    }
}

fn seen(finding: &Finding<'_>) -> String {
    format!("seen in {} of {}", grouped(finding.count), counted(finding.of, "exchange"))
}

/// The fingerprint, or the correction that settles the finding.
pub(super) fn tag(finding: &Finding<'_>) -> String {
    match finding.correction {
        Some(correction) => format!("[settled by {}]", one_line(&correction.id)),
        None => format!("[{}]", finding.fingerprint),
    }
}

/// The place, who shows it, what the docs state there, and the fingerprint, in a line.
pub(super) fn line(finding: &Finding<'_>, report: &Report<'_>) -> String {
    let shown = shown(finding, report.outcome.compared).map(|shown| format!(": {shown}"));
    let docs = report.docs.and_then(|docs| docs_against::sentence(docs, finding));
    let docs = docs.map(|docs| format!("; {docs}"));
    format!("{}{}{} {}", observed(finding), shown.unwrap_or_default(), docs.unwrap_or_default(), tag(finding))
}

/// The heading of the places of a cause: `wrong-type at 4 places`.
pub(super) fn heading(cause: &Cause<'_, '_>) -> String {
    let marked = match cause.worst.marks.as_slice() {
        [] => String::new(),
        ids => format!(" that the spec marks with {}", ids.join(", ")),
    };
    format!("{} at {}{marked}", cause.worst.rule.name, counted(cause.places.len() as u64, "place"))
}

/// `136 findings of 28 causes`.
pub(super) fn findings_of_causes(findings: u64, causes: u64) -> String {
    let findings = counted(findings, "finding");
    if causes == 0 { findings } else { format!("{findings} of {}", counted(causes, "cause")) }
}
