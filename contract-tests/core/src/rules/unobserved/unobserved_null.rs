//! C136: the spec allows null at a place where no exchange showed it.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, WayOut, Weight};

/// The spec allows null at a place where no exchange showed it.
pub static UNOBSERVED_NULL: Rule = Rule {
    code: "C136",
    name: "unobserved-null",
    family: Family::Unobserved,
    level: Level::Note,
    weight: Weight::Departure,
    summary: "the spec allows null at a place where no exchange showed it",
    page: include_str!("../../../rules/C136-unobserved-null.md"),
    message: Message::Facts(|facts| format!("no exchange showed null at {}", facts.place())),
    repair: Repair::Fixed("record an exchange that shows it"),
    traits: Traits { way_out: WayOut::Leave, ..Traits::PLAIN },
};
