//! C301: two statements of the docs contradict each other.

use crate::rules::{Family, Level, Message, New, Repair, Rule, Traits, Weight};

/// Two statements of the docs contradict each other.
pub static DOCS_SELF_CONTRADICTION: Rule = Rule {
    code: "C301",
    name: "docs-self-contradiction",
    family: Family::Docs,
    level: Level::Error,
    weight: Weight::Elsewhere,
    summary: "two statements of the docs contradict each other",
    page: include_str!("../../../rules/C301-docs-self-contradiction.md"),
    message: Message::Given,
    repair: Repair::Given,
    traits: Traits { new: New::Name, ..Traits::PLAIN },
};
