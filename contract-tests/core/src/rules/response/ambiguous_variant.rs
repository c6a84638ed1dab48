//! C119: a value matches more than one variant of a `oneOf`.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A value matches more than one variant of a `oneOf`.
pub static AMBIGUOUS_VARIANT: Rule = Rule {
    code: "C119",
    name: "ambiguous-variant",
    family: Family::Response,
    level: Level::Warning,
    weight: Weight::Departure,
    summary: "a value matches more than one variant of a `oneOf`",
    page: include_str!("../../../rules/C119-ambiguous-variant.md"),
    message: Message::Facts(|facts| {
        format!("{} matches more than one variant: {}", facts.place(), facts.found())
    }),
    repair: Repair::Fixed("add to each branch a constraint that excludes the others (required, enum, not)"),
    traits: Traits::PLAIN,
};
