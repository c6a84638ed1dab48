//! C406: the spec is marked with a correction that the ledger does not have.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// The spec is marked with a correction that the ledger does not have.
pub static UNKNOWN_CORRECTION: Rule = Rule {
    code: "C406",
    name: "unknown-correction",
    family: Family::Ledger,
    level: Level::Warning,
    weight: Weight::Elsewhere,
    summary: "the spec is marked with a correction that the ledger does not have",
    page: include_str!("../../../rules/C406-unknown-correction.md"),
    message: Message::Given,
    repair: Repair::Fixed("remove the mark, fix the id, or write the correction"),
    traits: Traits::PLAIN,
};
