//! C302: the docs make a statement that the spec lacks or contradicts.

use crate::rules::{Family, Level, Message, New, Repair, Rule, Traits, Weight};

/// The docs make a statement that the spec lacks or contradicts.
pub static DOCS_AGAINST_SPEC: Rule = Rule {
    code: "C302",
    name: "docs-against-spec",
    family: Family::Docs,
    level: Level::Error,
    weight: Weight::Elsewhere,
    summary: "the docs make a statement that the spec lacks or contradicts",
    page: include_str!("../../../rules/C302-docs-against-spec.md"),
    message: Message::Given,
    repair: Repair::Given,
    traits: Traits { new: New::Name, ..Traits::PLAIN },
};
