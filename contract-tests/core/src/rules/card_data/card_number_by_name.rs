//! S903: a full card number stands where only the name of the property says that one does.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A full card number stands where only the name of the property says that one does.
pub static CARD_NUMBER_BY_NAME: Rule = Rule {
    code: "S903",
    name: "card-number-by-name",
    family: Family::CardData,
    level: Level::Note,
    weight: Weight::CardData,
    summary: "a full card number stands where only the property's name declares one",
    page: include_str!("../../../rules/S903-card-number-by-name.md"),
    message: Message::Facts(|facts| format!("{} holds a full card number, as its name says", facts.place())),
    repair: Repair::Fixed("keep this traffic away from disks and logs, and write `x-sensitivity: pan`"),
    traits: Traits::PLAIN,
};
