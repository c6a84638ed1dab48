//! Drafts the correction that would settle a cause.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use super::{Correction, Ledger, marks};
use crate::findings::Key;
use crate::spec::Spec;
use crate::verdict::Part;

/// The next free ids, above all ids in the ledger and in the spec: ids are never reused.
pub fn next_ids(ledger: Option<&Ledger>, spec: &Spec) -> impl Iterator<Item = String> {
    let of_ledger = ledger.into_iter().flat_map(|ledger| &ledger.corrections).map(|entry| entry.id.clone());
    let of_spec = marks(spec).into_iter().map(|mark| mark.id);
    let number = |id: String| id.strip_prefix("K-")?.parse::<u64>().ok();
    let highest = of_ledger.chain(of_spec).filter_map(number).max().unwrap_or(0);
    (1..).map(move |more| format!("K-{:03}", highest.saturating_add(more)))
}

/// A correction without what only a person can decide.
#[derive(Debug, Clone)]
pub struct Draft(Correction);

/// The drafts that settle the findings with these keys, which have one cause: one draft, unless it would settle one of
/// the others, too.
#[must_use]
pub fn drafts(keys: &[Key], others: &[Key]) -> Vec<Draft> {
    let Some(whole) = Draft::of(keys) else { return Vec::new() };
    if !others.iter().any(|key| whole.0.settles(key, &[])) {
        return vec![whole];
    }
    let mut alike: BTreeMap<(u16, &str, Option<&str>), Vec<Key>> = BTreeMap::new();
    for key in keys {
        let place = (key.status, key.pointer.as_str(), key.found.as_deref());
        alike.entry(place).or_default().push(key.clone());
    }
    alike.values().filter_map(|keys| Draft::of(keys)).collect()
}

impl Draft {
    /// The draft for findings of one rule and part; `None` for no finding.
    fn of(keys: &[Key]) -> Option<Self> {
        let first = keys.first()?;
        let is_of_one_status = keys.iter().all(|key| key.status == first.status);
        Some(Self(Correction {
            id: String::new(),
            rule: first.rule,
            operations: distinct(keys.iter().map(|key| &key.operation)),
            part: Some(first.part),
            status: Some(first.status).filter(|status| is_of_one_status && *status > 0),
            pointers: distinct(keys.iter().map(|key| &key.pointer)),
            found: distinct(keys.iter().filter_map(|key| key.found.as_ref())),
            docs: Vec::new(),
            evidence: Vec::new(),
            decision: None,
            reason: String::new(),
            decided_by: None,
            since: None,
            review_by: None,
            line: 0,
        }))
    }

    /// The entry as TOML. `docs` are contradicting claims, `evidence` recordings of the project that show it. What only a
    /// person can decide is a placeholder, which `ledger verify` rejects.
    #[must_use]
    pub fn toml(&self, id: &str, docs: &[String], evidence: &[String], today: Date) -> String {
        let half_a_year: Span = 6.months();
        let review_by = today.checked_add(half_a_year).unwrap_or(today);
        let mut toml = String::from("[[correction]]\n");
        let mut line = |name: &str, value: &str| {
            // Writing to a string does not fail.
            let _ = writeln!(toml, "{name} = {value}");
        };
        let Correction { rule, operations, part, status, pointers, found, .. } = &self.0;
        line("id", &text(id));
        line("rule", &text(rule.name));
        line("operations", &list(operations));
        line("in", &text(part.map(Part::word).unwrap_or_default()));
        if let Some(status) = status {
            line("status", &status.to_string());
        }
        line("pointer", &one_or_list(pointers));
        if !found.is_empty() {
            line("found", &one_or_list(found));
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
}

/// The texts in their order, each once.
fn distinct<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for text in texts {
        if !all.contains(text) {
            all.push(text.clone());
        }
    }
    all
}

fn text(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn one_or_list(texts: &[String]) -> String {
    match texts {
        [one] => text(one),
        many => list(many),
    }
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
