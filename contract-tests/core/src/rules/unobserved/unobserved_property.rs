//! C132: the spec declares a property that no exchange showed.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, WayOut, Weight};

/// The spec declares a property that no exchange showed.
pub static UNOBSERVED_PROPERTY: Rule = Rule {
    code: "C132",
    name: "unobserved-property",
    family: Family::Unobserved,
    level: Level::Note,
    weight: Weight::Departure,
    summary: "the spec declares a property that no exchange showed",
    page: include_str!("../../../rules/C132-unobserved-property.md"),
    message: Message::Facts(|facts| format!("no exchange showed the property `{}`", facts.found())),
    repair: Repair::Fixed("record an exchange that shows it"),
    traits: Traits { way_out: WayOut::Leave, ..Traits::PLAIN },
};
