//! C145: an entry is not an API request.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, WayOut, Weight};

/// An entry is not an API request, so it was skipped.
pub static NO_API_REQUEST: Rule = Rule {
    code: "C145",
    name: "no-api-request",
    family: Family::Response,
    level: Level::Note,
    weight: Weight::Departure,
    summary: "an entry is not an API request, so it was skipped",
    page: include_str!("../../../rules/C145-no-api-request.md"),
    message: Message::Facts(|facts| format!("skipped: {}", what(facts.found.unwrap_or_default()))),
    repair: Repair::Fixed("exclude such entries from the recording"),
    traits: Traits { way_out: WayOut::Leave, ..Traits::PLAIN },
};

/// Describes the kind of entry.
fn what(found: &str) -> String {
    match found {
        "tunnel" => "a `CONNECT` request opens a tunnel through a proxy".into(),
        "no-url" => "the entry has no URL".into(),
        "no-method" => "the entry has no method".into(),
        "web-socket" => "the request opens a WebSocket".into(),
        "preflight" => "the request is a CORS preflight".into(),
        scheme => format!("a `{scheme}:` URL is not requested over HTTP"),
    }
}
