//! C405: another correction settles the same place.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// Another correction settles the same place.
pub static SHADOWED_CORRECTION: Rule = Rule {
    code: "C405",
    name: "shadowed-correction",
    family: Family::Ledger,
    level: Level::Warning,
    weight: Weight::Elsewhere,
    summary: "another correction settles the same place",
    page: include_str!("../../../rules/C405-shadowed-correction.md"),
    message: Message::Told,
    repair: Repair::Fixed("join the two, or narrow one of them"),
    traits: Traits::PLAIN,
};
