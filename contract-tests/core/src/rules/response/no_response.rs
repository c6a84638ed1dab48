//! C142: a request has no response.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, WayOut, Weight};

/// A request has no response.
pub static NO_RESPONSE: Rule = Rule {
    code: "C142",
    name: "no-response",
    family: Family::Response,
    level: Level::Note,
    weight: Weight::Departure,
    summary: "a request has no response, so there is nothing to check",
    page: include_str!("../../../rules/C142-no-response.md"),
    message: Message::Facts(|_| {
        "there is no response: the request was aborted, blocked or not answered".into()
    }),
    repair: Repair::Fixed("record again if the response matters"),
    traits: Traits { way_out: WayOut::Leave, ..Traits::PLAIN },
};
