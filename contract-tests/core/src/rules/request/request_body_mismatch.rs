//! C204: the body of a request does not match its schema.

use crate::rules::response::MISSING_REQUIRED;
use crate::rules::{Expected, Expects, Facts, Family, Level, Message, Repair, Rule, Traits, Weight, Within};

/// The body of a request does not match its schema.
pub static REQUEST_BODY_MISMATCH: Rule = Rule {
    code: "C204",
    name: "request-body-mismatch",
    family: Family::Request,
    level: Level::Error,
    weight: Weight::Elsewhere,
    summary: "the body of a request does not match its schema",
    page: include_str!("../../../rules/C204-request-body-mismatch.md"),
    message: Message::Facts(message),
    repair: Repair::Fixed("fix the caller or the spec"),
    traits: Traits { expects: Expects::Json, ..Traits::PLAIN },
};

fn message(facts: &Facts<'_>) -> String {
    let Some(broken) = facts.broken(Within::RequestBody) else {
        return match facts.expected {
            Expected::Multipart(reason) => format!("the body of the request is not multipart: {reason}"),
            Expected::Json(reason) => format!("the body of the request is not JSON: {reason}"),
            _ => "a body was sent, but the spec declares none".into(),
        };
    };
    let says_where = broken.pointer.is_empty() || broken.rule == &MISSING_REQUIRED;
    let message = broken.message();
    if says_where { message } else { format!("{message}, in the body of the request") }
}
