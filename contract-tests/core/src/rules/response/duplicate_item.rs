//! C122: an array contains an item twice, which `uniqueItems` forbids.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// An array contains an item twice, which `uniqueItems` forbids.
pub static DUPLICATE_ITEM: Rule = Rule {
    code: "C122",
    name: "duplicate-item",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Departure,
    summary: "an array contains an item twice, which `uniqueItems` forbids",
    page: include_str!("../../../rules/C122-duplicate-item.md"),
    message: Message::Facts(|facts| format!("{} contains the same item twice", facts.place())),
    repair: Repair::Fixed("fix the spec if the server is right"),
    traits: Traits::PLAIN,
};
