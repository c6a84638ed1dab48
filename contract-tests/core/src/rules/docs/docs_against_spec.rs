//! C302: the docs state something that the spec does not say, or says otherwise.

use crate::rules::{Family, Level, Message, New, Repair, Rule, Traits, Weight};

/// The docs state something that the spec does not say, or says otherwise.
pub static DOCS_AGAINST_SPEC: Rule = Rule {
    code: "C302",
    name: "docs-against-spec",
    family: Family::Docs,
    level: Level::Error,
    weight: Weight::Elsewhere,
    summary: "the docs state something that the spec does not say, or says otherwise",
    page: include_str!("../../../rules/C302-docs-against-spec.md"),
    message: Message::Told,
    repair: Repair::Told,
    traits: Traits { new: New::Name, ..Traits::PLAIN },
};
