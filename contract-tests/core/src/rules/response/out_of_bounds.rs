//! C113: a number, length or count is outside its bounds.

use crate::rules::{Expects, Family, Level, Message, Predicate, Repair, Rule, Traits, Weight};

/// A number, length or count is outside its bounds.
pub static OUT_OF_BOUNDS: Rule = Rule {
    code: "C113",
    name: "out-of-bounds",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Departure,
    summary: "a number, length or count is outside its bounds",
    page: include_str!("../../../rules/C113-out-of-bounds.md"),
    message: Message::Facts(|facts| format!("{} violates `{}`", facts.place(), facts.expected)),
    repair: Repair::Fixed("fix the spec if the server is right"),
    traits: Traits { expects: Expects::Bound, claims: &[Predicate::Bound], ..Traits::PLAIN },
};
