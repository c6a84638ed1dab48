//! C115: a body is not valid JSON.

use crate::rules::{Expected, Expects, Family, Level, Message, Repair, Rule, Traits, Weight};

/// A body is not valid JSON.
pub static INVALID_JSON: Rule = Rule {
    code: "C115",
    name: "invalid-json",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Unreadable,
    summary: "a body is not valid JSON",
    page: include_str!("../../../rules/C115-invalid-json.md"),
    message: Message::Facts(|facts| match facts.expected {
        Expected::Nothing => format!("{} is not JSON", facts.place()),
        reason => format!("{} is not JSON: {reason}", facts.place()),
    }),
    repair: Repair::Fixed("fix the spec if the server is right"),
    traits: Traits { expects: Expects::Json, ..Traits::PLAIN },
};
