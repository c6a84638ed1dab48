//! C133: the spec lists a value that no exchange showed.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, WayOut, Weight};

/// The spec lists a value that no exchange showed.
pub static UNOBSERVED_ENUM_VALUE: Rule = Rule {
    code: "C133",
    name: "unobserved-enum-value",
    family: Family::Unobserved,
    level: Level::Note,
    weight: Weight::Departure,
    summary: "the spec lists a value that no exchange showed",
    page: include_str!("../../../rules/C133-unobserved-enum-value.md"),
    message: Message::Facts(|facts| {
        format!("no exchange showed the value `{}` at {}", facts.found(), facts.place())
    }),
    repair: Repair::Fixed("record an exchange that shows it"),
    traits: Traits { way_out: WayOut::Leave, ..Traits::PLAIN },
};
