//! C202: the value of a parameter does not match its schema.

use crate::rules::{Family, Level, Message, Predicate, Repair, Rule, Traits, Weight};

/// The value of a parameter does not match its schema.
pub static INVALID_PARAMETER: Rule = Rule {
    code: "C202",
    name: "invalid-parameter",
    family: Family::Request,
    level: Level::Error,
    weight: Weight::Elsewhere,
    summary: "the value of a parameter does not match its schema",
    page: include_str!("../../../rules/C202-invalid-parameter.md"),
    message: Message::Facts(|facts| {
        format!("the {} `{}` is invalid: {}", facts.parameter(), facts.found(), facts.wrong_value())
    }),
    repair: Repair::Fixed("fix the caller or the spec"),
    traits: Traits {
        claims: &[Predicate::Type, Predicate::Format, Predicate::Bound, Predicate::EnumMember],
        ..Traits::PLAIN
    },
};
