//! C135: the spec declares a parameter that no exchange showed.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, WayOut, Weight};

/// The spec declares a parameter that no exchange showed.
pub static UNOBSERVED_PARAMETER: Rule = Rule {
    code: "C135",
    name: "unobserved-parameter",
    family: Family::Unobserved,
    level: Level::Note,
    weight: Weight::Departure,
    summary: "the spec declares a parameter that no exchange showed",
    page: include_str!("../../../rules/C135-unobserved-parameter.md"),
    message: Message::Facts(|facts| format!("no exchange showed the parameter `{}`", facts.found())),
    repair: Repair::Fixed("record an exchange that shows it"),
    traits: Traits { way_out: WayOut::Leave, ..Traits::PLAIN },
};
