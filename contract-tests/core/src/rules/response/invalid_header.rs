//! C126: the value of a response header does not match its schema.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// The value of a response header does not match its schema.
pub static INVALID_HEADER: Rule = Rule {
    code: "C126",
    name: "invalid-header",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Departure,
    summary: "the value of a response header does not match its schema",
    page: include_str!("../../../rules/C126-invalid-header.md"),
    message: Message::Facts(|facts| {
        format!("the header `{}` is invalid: {}", facts.found(), facts.wrong_value())
    }),
    repair: Repair::Fixed("fix the spec if the server is right"),
    traits: Traits::PLAIN,
};
