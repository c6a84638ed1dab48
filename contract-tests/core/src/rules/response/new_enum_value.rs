//! C107: an open enum has a value that is not listed.

use crate::rules::{Expects, Family, Found, Level, Message, Predicate, Repair, Rule, Traits, Weight};

/// An open enum has a value that is not listed.
pub static NEW_ENUM_VALUE: Rule = Rule {
    code: "C107",
    name: "new-enum-value",
    family: Family::Response,
    level: Level::Warning,
    weight: Weight::Departure,
    summary: "an open enum has a value that is not listed",
    page: include_str!("../../../rules/C107-new-enum-value.md"),
    message: Message::Facts(|facts| {
        format!("{}, which is not listed; the spec lists {}", facts.has_value(), facts.expected)
    }),
    repair: Repair::Fixed("add the value to `x-extensible-enum`"),
    traits: Traits {
        expects: Expects::OneOf,
        found: Found::Many,
        claims: &[Predicate::EnumMember],
        ..Traits::PLAIN
    },
};
