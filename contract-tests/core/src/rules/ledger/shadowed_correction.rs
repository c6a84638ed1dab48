//! C405: an earlier correction settles the same finding.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// An earlier correction settles the same finding.
pub static SHADOWED_CORRECTION: Rule = Rule {
    code: "C405",
    name: "shadowed-correction",
    family: Family::Ledger,
    level: Level::Warning,
    weight: Weight::Elsewhere,
    summary: "an earlier correction settles the same finding",
    page: include_str!("../../../rules/C405-shadowed-correction.md"),
    message: Message::Given,
    repair: Repair::Fixed("merge the two, or narrow one of them"),
    traits: Traits::PLAIN,
};
