//! Rules about the docs: against themselves, the spec, and recorded traffic. Corrections name them wherever a
//! departure from the docs is not one that an exchange can show.

use super::{Expects, Level, Rule};

/// Two statements of the docs exclude each other.
pub static DOCS_SELF_CONTRADICTION: Rule = Rule {
    code: "C301",
    name: "docs-self-contradiction",
    level: Level::Error,
    summary: "two statements of the docs exclude each other",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C301-docs-self-contradiction.md"),
};

/// The docs state something that the spec does not say, or says otherwise.
pub static DOCS_AGAINST_SPEC: Rule = Rule {
    code: "C302",
    name: "docs-against-spec",
    level: Level::Error,
    summary: "the docs state something that the spec does not say, or says otherwise",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C302-docs-against-spec.md"),
};

/// The docs state something that recorded exchanges contradict.
pub static DOCS_AGAINST_TRAFFIC: Rule = Rule {
    code: "C303",
    name: "docs-against-traffic",
    level: Level::Error,
    summary: "the docs state something that recorded exchanges contradict",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C303-docs-against-traffic.md"),
};

/// The rules of this family.
pub(super) static RULES: &[&Rule] = &[&DOCS_SELF_CONTRADICTION, &DOCS_AGAINST_SPEC, &DOCS_AGAINST_TRAFFIC];

/// Is it a rule of this family?
#[must_use]
pub fn holds(rule: &Rule) -> bool {
    RULES.contains(&rule)
}
