//! C145: an entry of a recorder that is no request to an API.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, WayOut, Weight};

/// An entry of a recorder that is no request to an API.
pub static NO_API_REQUEST: Rule = Rule {
    code: "C145",
    name: "no-api-request",
    family: Family::Response,
    level: Level::Note,
    weight: Weight::Departure,
    summary: "an entry is no request to an API, so it was passed over",
    page: include_str!("../../../rules/C145-no-api-request.md"),
    message: Message::Facts(|facts| format!("passed over: {}", what(facts.found.unwrap_or_default()))),
    repair: Repair::Fixed("leave such entries out of the recording"),
    traits: Traits { way_out: WayOut::Leave, ..Traits::PLAIN },
};

/// The name of an entry in words.
fn what(found: &str) -> String {
    match found {
        "tunnel" => "a `CONNECT` asks a proxy for a tunnel".into(),
        "no-url" => "the entry has no URL".into(),
        "no-method" => "the entry has no method".into(),
        "web-socket" => "the request opens a web socket".into(),
        "preflight" => "a browser asks whether it may send a request (CORS)".into(),
        scheme => format!("a `{scheme}:` URL is not asked for over HTTP"),
    }
}
