//! C121: a value matches a schema under `not`.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A value matches a schema under `not`.
pub static NOT_ALLOWED: Rule = Rule {
    code: "C121",
    name: "not-allowed",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Departure,
    summary: "a value matches a schema under `not`",
    page: include_str!("../../../rules/C121-not-allowed.md"),
    message: Message::Facts(|facts| format!("{} matches the schema under `not`", facts.place())),
    repair: Repair::Fixed("fix the spec if the server is right"),
    traits: Traits::PLAIN,
};
