//! C143: a value is null, as `nullable` allows, and the `enum` beside it does not list null.

use crate::rules::{Family, Level, Message, Predicate, Repair, Rule, Traits, Weight};

/// A value is null, as `nullable` allows, and the `enum` beside it does not list null.
pub static UNLISTED_NULL: Rule = Rule {
    code: "C143",
    name: "unlisted-null",
    family: Family::Response,
    level: Level::Note,
    weight: Weight::Departure,
    summary: "null is allowed by `nullable` and not listed in the `enum` beside it",
    page: include_str!("../../../rules/C143-unlisted-null.md"),
    message: Message::Facts(|facts| {
        format!("{} is null; the spec has `nullable: true`, and an `enum` without null", facts.place())
    }),
    repair: Repair::Fixed("list null in the `enum`, for tools that go by the letter"),
    traits: Traits { claims: &[Predicate::Type, Predicate::Nullable], ..Traits::PLAIN },
};
