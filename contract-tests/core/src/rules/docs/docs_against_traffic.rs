//! C303: the docs state something that recorded exchanges contradict.

use crate::rules::{Family, Level, Message, New, Repair, Rule, Traits, Weight};

/// The docs state something that recorded exchanges contradict.
pub static DOCS_AGAINST_TRAFFIC: Rule = Rule {
    code: "C303",
    name: "docs-against-traffic",
    family: Family::Docs,
    level: Level::Error,
    weight: Weight::Elsewhere,
    summary: "the docs state something that recorded exchanges contradict",
    page: include_str!("../../../rules/C303-docs-against-traffic.md"),
    message: Message::Told,
    repair: Repair::Told,
    traits: Traits { new: New::Name, ..Traits::PLAIN },
};
