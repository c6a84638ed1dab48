//! S902: card data is readable inside an encoded value.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// Card data is readable inside an encoded value.
pub static ENCODED_CARD_DATA: Rule = Rule {
    code: "S902",
    name: "encoded-card-data",
    family: Family::CardData,
    level: Level::Error,
    weight: Weight::CardData,
    summary: "card data is readable inside an encoded value",
    page: include_str!("../../../rules/S902-encoded-card-data.md"),
    message: Message::Facts(|facts| format!("{} holds card data that anyone can decode", facts.place())),
    repair: Repair::Fixed(
        "keep this traffic away from disks and logs; declare the place with `x-sensitivity: pan` if it is meant",
    ),
    traits: Traits::PLAIN,
};
