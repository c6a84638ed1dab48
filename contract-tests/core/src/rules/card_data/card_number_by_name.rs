//! S903: only the name of a property declares a full card number.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// Only the name of a property declares a full card number.
pub static CARD_NUMBER_BY_NAME: Rule = Rule {
    code: "S903",
    name: "card-number-by-name",
    family: Family::CardData,
    level: Level::Note,
    weight: Weight::CardData,
    summary: "only the name of a property declares a full card number",
    page: include_str!("../../../rules/S903-card-number-by-name.md"),
    message: Message::Facts(|facts| {
        format!("{} contains a full card number, as its name suggests", facts.place())
    }),
    repair: Repair::Fixed("do not store or log this traffic; add `x-sensitivity: pan` to the schema"),
    traits: Traits::PLAIN,
};
