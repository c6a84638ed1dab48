//! C128: a status code in the body differs from the HTTP status.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A status code in the body differs from the HTTP status.
pub static STATUS_CODE_MISMATCH: Rule = Rule {
    code: "C128",
    name: "status-code-mismatch",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Unreadable,
    summary: "a status code in the body differs from the HTTP status",
    page: include_str!("../../../rules/C128-status-code-mismatch.md"),
    message: Message::Facts(|facts| {
        let (found, status) = (facts.found(), facts.status);
        format!("`{found}` in the body differs from the status of the response, {status}")
    }),
    repair: Repair::Fixed("rely on the HTTP status, or list the value in an `enum` if it is intended"),
    traits: Traits::PLAIN,
};
