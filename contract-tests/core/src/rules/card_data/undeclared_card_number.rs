//! S901: a full card number is in a place that the spec does not declare.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A full card number is in a place that the spec does not declare.
pub static UNDECLARED_CARD_NUMBER: Rule = Rule {
    code: "S901",
    name: "undeclared-card-number",
    family: Family::CardData,
    level: Level::Error,
    weight: Weight::CardData,
    summary: "a full card number is in a place that the spec does not declare",
    page: include_str!("../../../rules/S901-undeclared-card-number.md"),
    message: Message::Facts(|facts| {
        format!("{} contains a full card number, which the spec does not declare", facts.place())
    }),
    repair: Repair::Fixed(
        "do not store or log this traffic; declare the place with `x-sensitivity: pan` if the card number is intended",
    ),
    traits: Traits::PLAIN,
};
