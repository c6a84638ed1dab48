//! C143: null is allowed by `nullable`, but not listed in the `enum`.

use crate::rules::{Family, Level, Message, Predicate, Repair, Rule, Traits, Weight};

/// Null is allowed by `nullable`, but not listed in the `enum`.
pub static UNLISTED_NULL: Rule = Rule {
    code: "C143",
    name: "unlisted-null",
    family: Family::Response,
    level: Level::Note,
    weight: Weight::Departure,
    summary: "null is allowed by `nullable`, but not listed in the `enum`",
    page: include_str!("../../../rules/C143-unlisted-null.md"),
    message: Message::Facts(|facts| {
        format!("{} is null; the spec has `nullable: true`, but an `enum` without null", facts.place())
    }),
    repair: Repair::Fixed("add null to the `enum`, for strict tools"),
    traits: Traits { claims: &[Predicate::Type, Predicate::Nullable], ..Traits::PLAIN },
};
