//! C114: a string does not match its pattern.

use crate::rules::{Expected, Expects, Family, Level, Message, Repair, Rule, Traits, Weight};

/// A string does not match its pattern.
pub static PATTERN_MISMATCH: Rule = Rule {
    code: "C114",
    name: "pattern-mismatch",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Departure,
    summary: "a string does not match its pattern",
    page: include_str!("../../../rules/C114-pattern-mismatch.md"),
    message: Message::Facts(|facts| match facts.expected {
        Expected::Nothing => format!("{} does not match its pattern", facts.place()),
        expected => format!("{} should show {expected}", facts.place()),
    }),
    repair: Repair::Fixed("fix the spec if the server is right"),
    traits: Traits { expects: Expects::FastPattern, ..Traits::PLAIN },
};
