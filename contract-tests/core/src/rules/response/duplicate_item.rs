//! C122: an array holds the same item twice and may not.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// An array holds the same item twice and may not.
pub static DUPLICATE_ITEM: Rule = Rule {
    code: "C122",
    name: "duplicate-item",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Departure,
    summary: "an array holds the same item twice and may not",
    page: include_str!("../../../rules/C122-duplicate-item.md"),
    message: Message::Facts(|facts| format!("{} holds the same item twice", facts.place())),
    repair: Repair::Fixed("mend the spec if the server is right"),
    traits: Traits::PLAIN,
};
