//! C303: recorded exchanges contradict a statement of the docs.

use crate::rules::{Family, Level, Message, New, Repair, Rule, Traits, Weight};

/// Recorded exchanges contradict a statement of the docs.
pub static DOCS_AGAINST_TRAFFIC: Rule = Rule {
    code: "C303",
    name: "docs-against-traffic",
    family: Family::Docs,
    level: Level::Error,
    weight: Weight::Elsewhere,
    summary: "recorded exchanges contradict a statement of the docs",
    page: include_str!("../../../rules/C303-docs-against-traffic.md"),
    message: Message::Given,
    repair: Repair::Given,
    traits: Traits { new: New::Name, ..Traits::PLAIN },
};
