//! C110: a value matches a variant that the docs do not show.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A value matches a variant that the docs do not show.
pub static UNDOCUMENTED_VARIANT: Rule = Rule {
    code: "C110",
    name: "undocumented-variant",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Departure,
    summary: "a value matches a variant that the docs do not show",
    page: include_str!("../../../rules/C110-undocumented-variant.md"),
    message: Message::Facts(|facts| {
        format!("{} matches the variant `{}`, which the docs do not show", facts.place(), facts.found())
    }),
    repair: Repair::Fixed("fix the spec if the server is right"),
    traits: Traits::PLAIN,
};
