//! C141: a year has two digits where the same place shows four elsewhere.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A year has two digits where the same place shows four elsewhere.
pub static TWO_DIGIT_YEAR: Rule = Rule {
    code: "C141",
    name: "two-digit-year",
    family: Family::Response,
    level: Level::Warning,
    weight: Weight::Departure,
    summary: "a year has two digits where the same place shows four elsewhere",
    page: include_str!("../../../rules/C141-two-digit-year.md"),
    message: Message::Facts(|facts| {
        format!("{} is a year of two digits; the same place shows four digits elsewhere", facts.place())
    }),
    repair: Repair::Fixed("let clients read both, and let the spec say so"),
    traits: Traits::PLAIN,
};
