//! C131: the spec declares a status that no exchange showed.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, WayOut, Weight};

/// The spec declares a status that no exchange showed.
pub static UNOBSERVED_STATUS: Rule = Rule {
    code: "C131",
    name: "unobserved-status",
    family: Family::Unobserved,
    level: Level::Note,
    weight: Weight::Departure,
    summary: "the spec declares a status that no exchange showed",
    page: include_str!("../../../rules/C131-unobserved-status.md"),
    message: Message::Facts(|facts| format!("no exchange showed {} with {}", facts.operation, facts.found())),
    repair: Repair::Fixed("record an exchange that shows it"),
    traits: Traits { way_out: WayOut::Leave, ..Traits::PLAIN },
};
