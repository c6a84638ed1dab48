//! C121: a value fits a schema it must not fit (`not`).

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A value fits a schema it must not fit (`not`).
pub static NOT_ALLOWED: Rule = Rule {
    code: "C121",
    name: "not-allowed",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Departure,
    summary: "a value fits a schema it must not fit (`not`)",
    page: include_str!("../../../rules/C121-not-allowed.md"),
    message: Message::Facts(|facts| format!("{} fits what the spec rules out with `not`", facts.place())),
    repair: Repair::Fixed("mend the spec if the server is right"),
    traits: Traits::PLAIN,
};
