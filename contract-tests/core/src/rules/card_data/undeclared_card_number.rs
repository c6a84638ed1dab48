//! S901: a full card number stands where the spec declares none.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A full card number stands where the spec declares none.
pub static UNDECLARED_CARD_NUMBER: Rule = Rule {
    code: "S901",
    name: "undeclared-card-number",
    family: Family::CardData,
    level: Level::Error,
    weight: Weight::CardData,
    summary: "a full card number stands where the spec declares none",
    page: include_str!("../../../rules/S901-undeclared-card-number.md"),
    message: Message::Facts(|facts| {
        format!("{} holds a full card number, which the spec does not declare", facts.place())
    }),
    repair: Repair::Fixed(
        "keep this traffic away from disks and logs; declare the place with `x-sensitivity: pan` if it is meant",
    ),
    traits: Traits::PLAIN,
};
