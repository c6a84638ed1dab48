//! C123: a value is null, but its schema is not nullable.

use crate::rules::{
    About, Expected, Expects, Facts, Family, Level, Message, Predicate, Repair, Rule, Traits, Weight,
};

/// A value is null, but its schema is not nullable.
pub static NULL_NOT_ALLOWED: Rule = Rule {
    code: "C123",
    name: "null-not-allowed",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Misread,
    summary: "a value is null, but its schema is not nullable",
    page: include_str!("../../../rules/C123-null-not-allowed.md"),
    message: Message::Facts(message),
    repair: Repair::ByExpected(repair),
    traits: Traits {
        expects: Expects::NotNull,
        claims: &[Predicate::Type, Predicate::Nullable],
        about: About::Property,
        ..Traits::PLAIN
    },
};

fn message(facts: &Facts<'_>) -> String {
    match facts.expected.types() {
        None => format!("{} is null, which the spec does not allow", facts.place()),
        Some(types) => format!("{} is null; the spec has {types}", facts.place()),
    }
}

fn repair(expected: &Expected<'_>) -> &'static str {
    match expected {
        Expected::EnumWithoutNull => "add null to the `enum` if it is intended",
        _ => {
            "allow null if it is intended: `nullable: true`, or from OpenAPI 3.1 on `\"null\"` as one of the types"
        }
    }
}
