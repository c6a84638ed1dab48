//! Rules about the ledger: corrections have to be true, current and complete, too. No correction settles these.

use super::{Expects, Level, Rule};

/// A correction's own evidence no longer shows the disagreement it settles.
pub static STALE_CORRECTION: Rule = Rule {
    code: "C401",
    name: "stale-correction",
    level: Level::Error,
    summary: "a correction's own evidence no longer shows the disagreement it settles",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C401-stale-correction.md"),
};

/// A correction is past the day on which it was to be looked at again.
pub static REVIEW_OVERDUE: Rule = Rule {
    code: "C402",
    name: "review-overdue",
    level: Level::Warning,
    summary: "a correction is past the day on which it was to be looked at again",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C402-review-overdue.md"),
};

/// A correction does not say why, what was decided, or who decided.
pub static NO_REASON: Rule = Rule {
    code: "C403",
    name: "no-reason",
    level: Level::Error,
    summary: "a correction does not say why, what was decided, or who decided",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C403-no-reason.md"),
};

/// A correction cites evidence or docs that cannot be opened.
pub static DANGLING_CITATION: Rule = Rule {
    code: "C404",
    name: "dangling-citation",
    level: Level::Error,
    summary: "a correction cites evidence or docs that cannot be opened",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C404-dangling-citation.md"),
};

/// Another correction settles the same place.
pub static SHADOWED_CORRECTION: Rule = Rule {
    code: "C405",
    name: "shadowed-correction",
    level: Level::Warning,
    summary: "another correction settles the same place",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C405-shadowed-correction.md"),
};

/// The spec marks a place with a correction that the ledger does not have.
pub static UNKNOWN_CORRECTION: Rule = Rule {
    code: "C406",
    name: "unknown-correction",
    level: Level::Warning,
    summary: "the spec marks a place with a correction that the ledger does not have",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C406-unknown-correction.md"),
};

/// A correction names an operation or a place that the spec does not have.
pub static UNKNOWN_PLACE: Rule = Rule {
    code: "C407",
    name: "unknown-place",
    level: Level::Error,
    summary: "a correction names an operation or a place that the spec does not have",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C407-unknown-place.md"),
};

/// The rules of this family.
pub(super) static RULES: &[&Rule] = &[
    &STALE_CORRECTION,
    &REVIEW_OVERDUE,
    &NO_REASON,
    &DANGLING_CITATION,
    &SHADOWED_CORRECTION,
    &UNKNOWN_CORRECTION,
    &UNKNOWN_PLACE,
];

/// Is it a rule of this family?
#[must_use]
pub fn holds(rule: &Rule) -> bool {
    RULES.contains(&rule)
}
