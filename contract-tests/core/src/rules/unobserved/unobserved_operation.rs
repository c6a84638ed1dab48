//! C130: the spec declares an operation that no exchange showed.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, WayOut, Weight};

/// The spec declares an operation that no exchange showed.
pub static UNOBSERVED_OPERATION: Rule = Rule {
    code: "C130",
    name: "unobserved-operation",
    family: Family::Unobserved,
    level: Level::Allow,
    weight: Weight::Unexercised,
    summary: "the spec declares an operation that no exchange showed",
    page: include_str!("../../../rules/C130-unobserved-operation.md"),
    message: Message::Facts(|facts| format!("no exchange showed {}", facts.operation)),
    repair: Repair::Fixed("record an exchange that shows it"),
    traits: Traits { way_out: WayOut::Leave, ..Traits::PLAIN },
};
