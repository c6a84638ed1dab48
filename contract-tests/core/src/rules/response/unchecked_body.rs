//! C147: a body is of a media type that no schema is applied to.

use crate::exchange::Part;
use crate::rules::{Facts, Family, Level, Message, Repair, Rule, Traits, WayOut, Weight};

/// A body is neither JSON nor a form, so its schema was not applied to it.
pub static UNCHECKED_BODY: Rule = Rule {
    code: "C147",
    name: "unchecked-body",
    family: Family::Response,
    level: Level::Note,
    weight: Weight::Departure,
    summary: "a body is neither JSON nor a form, so its schema was not applied to it",
    page: include_str!("../../../rules/C147-unchecked-body.md"),
    message: Message::Facts(message),
    repair: Repair::Fixed("check such bodies by other means"),
    traits: Traits { way_out: WayOut::Leave, ..Traits::PLAIN },
};

fn message(facts: &Facts<'_>) -> String {
    let body = match facts.part {
        Part::RequestBody => "the body of the request",
        _ => "the body",
    };
    format!("{body} was not checked: no schema is applied to {}", facts.found())
}
