//! C112: a value does not have the declared format.

use crate::rules::{Expects, Family, Level, Message, Predicate, Repair, Rule, Traits, Weight};

/// A value does not have the declared format.
pub static WRONG_FORMAT: Rule = Rule {
    code: "C112",
    name: "wrong-format",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Departure,
    summary: "a value does not have the declared format",
    page: include_str!("../../../rules/C112-wrong-format.md"),
    message: Message::Facts(|facts| format!("{} does not have the format {}", facts.place(), facts.expected)),
    repair: Repair::Fixed("fix the spec if the server is right"),
    traits: Traits { expects: Expects::Format, claims: &[Predicate::Format], ..Traits::PLAIN },
};
