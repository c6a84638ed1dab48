//! C123: a value is null and may not be.

use crate::rules::{
    Expected, Expects, Facts, Family, Level, Message, Predicate, Repair, Rule, Traits, Weight,
};

/// A value is null and may not be.
pub static NULL_NOT_ALLOWED: Rule = Rule {
    code: "C123",
    name: "null-not-allowed",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Misread,
    summary: "a value is null and may not be",
    page: include_str!("../../../rules/C123-null-not-allowed.md"),
    message: Message::Facts(message),
    repair: Repair::ByExpected(repair),
    traits: Traits {
        expects: Expects::NotNull,
        claims: &[Predicate::Type, Predicate::Nullable],
        ..Traits::PLAIN
    },
};

fn message(facts: &Facts<'_>) -> String {
    match facts.expected.types() {
        None => format!("{} is null and may not be", facts.place()),
        Some(types) => format!("{} is null; the spec has {types}", facts.place()),
    }
}

fn repair(expected: &Expected<'_>) -> &'static str {
    match expected {
        Expected::EnumWithoutNull => "add null to the `enum` if the server means it",
        _ => "add `nullable: true` if the server means it",
    }
}
