//! C141: a year has two digits where other values of the same place have four.

use crate::rules::{About, Family, Level, Message, Repair, Rule, Traits, Weight};

/// A year has two digits where other values of the same place have four.
pub static TWO_DIGIT_YEAR: Rule = Rule {
    code: "C141",
    name: "two-digit-year",
    family: Family::Response,
    level: Level::Warning,
    weight: Weight::Departure,
    summary: "a year has two digits where other values of the same place have four",
    page: include_str!("../../../rules/C141-two-digit-year.md"),
    message: Message::Facts(|facts| {
        format!("{} is a year with two digits; other values of this place have four", facts.place())
    }),
    repair: Repair::Fixed("have clients read both forms, and declare both in the spec"),
    traits: Traits { about: About::Property, ..Traits::PLAIN },
};
