//! C111: a value is not listed in the `enum`.

use crate::rules::{Expects, Family, Found, Level, Message, Predicate, Repair, Rule, Traits, Weight};

/// A value is not listed in the `enum`.
pub static ENUM_MISMATCH: Rule = Rule {
    code: "C111",
    name: "enum-mismatch",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Departure,
    summary: "a value is not listed in the `enum`",
    page: include_str!("../../../rules/C111-enum-mismatch.md"),
    message: Message::Facts(|facts| format!("{}; the spec has {}", facts.has_value(), facts.expected)),
    repair: Repair::Fixed("add the value to `enum`, or make the enum open with `x-extensible-enum`"),
    traits: Traits {
        expects: Expects::OneOf,
        found: Found::Many,
        claims: &[Predicate::EnumMember],
        ..Traits::PLAIN
    },
};
