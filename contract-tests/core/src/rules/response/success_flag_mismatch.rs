//! C129: a flag in the body reports success and the HTTP status an error, or the reverse.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A flag in the body reports success and the HTTP status an error, or the reverse.
pub static SUCCESS_FLAG_MISMATCH: Rule = Rule {
    code: "C129",
    name: "success-flag-mismatch",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Unreadable,
    summary: "a flag in the body reports success and the HTTP status an error, or the reverse",
    page: include_str!("../../../rules/C129-success-flag-mismatch.md"),
    message: Message::Facts(|facts| {
        let (found, status) = (facts.found(), facts.status);
        let outcome = if status >= 400 { "success" } else { "failure" };
        format!("`{found}` reports {outcome}, but the status of the response is {status}")
    }),
    repair: Repair::Fixed("rely on the HTTP status, or list the value in an `enum` if it is intended"),
    traits: Traits::PLAIN,
};
