//! C134: the spec has a variant that no exchange showed.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, WayOut, Weight};

/// The spec has a variant that no exchange showed.
pub static UNOBSERVED_VARIANT: Rule = Rule {
    code: "C134",
    name: "unobserved-variant",
    family: Family::Unobserved,
    level: Level::Note,
    weight: Weight::Departure,
    summary: "the spec has a variant that no exchange showed",
    page: include_str!("../../../rules/C134-unobserved-variant.md"),
    message: Message::Facts(|facts| {
        format!("no exchange showed the variant `{}` at {}", facts.found(), facts.place())
    }),
    repair: Repair::Fixed("record an exchange that shows it"),
    traits: Traits { way_out: WayOut::Leave, ..Traits::PLAIN },
};
