//! C129: the body says that it went well and the status that it did not, or the reverse.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// The body says that it went well and the status that it did not, or the reverse.
pub static SUCCESS_FLAG_MISMATCH: Rule = Rule {
    code: "C129",
    name: "success-flag-mismatch",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Unreadable,
    summary: "the body says that it went well and the status that it did not, or the reverse",
    page: include_str!("../../../rules/C129-success-flag-mismatch.md"),
    message: Message::Facts(|facts| {
        let (found, status) = (facts.found(), facts.status);
        let outcome = if status >= 400 { "went well" } else { "failed" };
        format!("`{found}` says that it {outcome}, and the answer has status {status}")
    }),
    repair: Repair::Fixed(
        "rely on the HTTP status, or let the spec list the value with `enum` if it is meant",
    ),
    traits: Traits::PLAIN,
};
