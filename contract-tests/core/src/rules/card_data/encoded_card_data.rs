//! S902: an encoded value contains readable card data.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// An encoded value contains readable card data.
pub static ENCODED_CARD_DATA: Rule = Rule {
    code: "S902",
    name: "encoded-card-data",
    family: Family::CardData,
    level: Level::Error,
    weight: Weight::CardData,
    summary: "an encoded value contains readable card data",
    page: include_str!("../../../rules/S902-encoded-card-data.md"),
    message: Message::Facts(|facts| {
        format!("{} contains card data in an encoding that anyone can decode", facts.place())
    }),
    repair: Repair::Fixed(
        "do not store or log this traffic; declare the place with `x-sensitivity: pan` if the card data is intended",
    ),
    traits: Traits::PLAIN,
};
