//! C101: the status of a response is not declared for the operation.

use crate::rules::{About, Family, Level, Message, New, Repair, Rule, Traits, Weight};

/// The status of a response is not declared for the operation.
pub static UNDECLARED_STATUS: Rule = Rule {
    code: "C101",
    name: "undeclared-status",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Unreadable,
    summary: "the status of a response is not declared for the operation",
    page: include_str!("../../../rules/C101-undeclared-status.md"),
    message: Message::Facts(|facts| {
        format!("{} answered with status {}; {}", facts.operation, facts.found(), facts.undeclared())
    }),
    repair: Repair::Fixed("declare the status, a range such as 4XX, or default"),
    traits: Traits { new: New::Status, about: About::Found, ..Traits::PLAIN },
};
