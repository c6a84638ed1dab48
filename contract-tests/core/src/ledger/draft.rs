//! Drafts the correction that would settle a finding.

use std::fmt::Write as _;

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use super::{Ledger, marks};
use crate::findings::Key;
use crate::spec::Spec;

/// The next free id, above all ids in the ledger and in the spec: ids are never reused.
#[must_use]
pub fn next_id(ledger: Option<&Ledger>, spec: &Spec) -> String {
    let of_ledger = ledger.into_iter().flat_map(|ledger| &ledger.corrections).map(|entry| entry.id.clone());
    let of_spec = marks(spec).into_iter().map(|mark| mark.id);
    let number = |id: String| id.strip_prefix("K-")?.parse::<u64>().ok();
    let highest = of_ledger.chain(of_spec).filter_map(number).max().unwrap_or(0);
    format!("K-{:03}", highest.saturating_add(1))
}

/// The entry that would settle the finding with this key, as TOML. `docs` are contradicting claims,
/// `evidence` recordings of the project that show it. What only a person can decide is a placeholder, which
/// `ledger verify` rejects.
#[must_use]
pub fn draft(key: &Key, id: &str, docs: &[String], evidence: &[String], today: Date) -> String {
    let half_a_year: Span = 6.months();
    let review_by = today.checked_add(half_a_year).unwrap_or(today);
    let mut toml = String::from("[[correction]]\n");
    let mut line = |name: &str, value: &str| {
        // Writing to a string does not fail.
        let _ = writeln!(toml, "{name} = {value}");
    };
    line("id", &text(id));
    line("rule", &text(key.rule.name));
    line("operations", &list(std::slice::from_ref(&key.operation)));
    line("in", &text(key.part.word()));
    if key.status > 0 {
        line("status", &key.status.to_string());
    }
    line("pointer", &text(&key.pointer));
    if let Some(found) = &key.found {
        line("found", &text(found));
    }
    line("docs", &list(docs));
    line("evidence", &list(evidence));
    line("decision", &text("TODO: what the spec says now"));
    line("reason", &text("TODO: why"));
    line("decided_by", &text("TODO: a role or a handle"));
    line("since", &today.to_string());
    line("review_by", &review_by.to_string());
    toml
}

fn text(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn list(texts: &[String]) -> String {
    match texts {
        [] => "[]".into(),
        [one] => format!("[{}]", text(one)),
        many => {
            let lines: Vec<String> = many.iter().map(|one| format!("  {},", text(one))).collect();
            format!("[\n{}\n]", lines.join("\n"))
        }
    }
}
