//! C108: an enum has a value that the docs do not list.

use crate::rules::{Family, Level, Message, Predicate, Repair, Rule, Traits, Weight};

/// An enum has a value that the docs do not list.
pub static UNDOCUMENTED_VALUE: Rule = Rule {
    code: "C108",
    name: "undocumented-value",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Departure,
    summary: "an enum has a value that the docs do not list",
    page: include_str!("../../../rules/C108-undocumented-value.md"),
    message: Message::Facts(|facts| format!("{}, which the docs do not list", facts.has_value())),
    repair: Repair::Fixed("fix the spec if the server is right"),
    traits: Traits { claims: &[Predicate::EnumMember], ..Traits::PLAIN },
};
