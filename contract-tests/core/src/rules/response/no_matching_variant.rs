//! C118: a value matches none of the variants.

use crate::rules::{Expects, Family, Level, Message, Repair, Rule, Traits, Weight};

/// A value matches none of the variants.
pub static NO_MATCHING_VARIANT: Rule = Rule {
    code: "C118",
    name: "no-matching-variant",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Unreadable,
    summary: "a value matches none of the variants",
    page: include_str!("../../../rules/C118-no-matching-variant.md"),
    message: Message::Facts(|facts| format!("{} matches no variant: {}", facts.place(), facts.expected)),
    repair: Repair::Fixed("fix the spec if the server is right"),
    traits: Traits { expects: Expects::OneOf, ..Traits::PLAIN },
};
