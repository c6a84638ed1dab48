//! C407: a correction names an operation or a place that the spec does not have.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A correction names an operation or a place that the spec does not have.
pub static UNKNOWN_PLACE: Rule = Rule {
    code: "C407",
    name: "unknown-place",
    family: Family::Ledger,
    level: Level::Error,
    weight: Weight::Elsewhere,
    summary: "a correction names an operation or a place that the spec does not have",
    page: include_str!("../../../rules/C407-unknown-place.md"),
    message: Message::Given,
    repair: Repair::Fixed("fix the operation or the pointer; findings show both as they have to be written"),
    traits: Traits::PLAIN,
};
