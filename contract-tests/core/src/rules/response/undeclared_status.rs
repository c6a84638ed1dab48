//! C101: the server answered with a status that the operation does not declare.

use crate::rules::{Family, Level, Message, New, Repair, Rule, Traits, Weight};

/// The server answered with a status that the operation does not declare.
pub static UNDECLARED_STATUS: Rule = Rule {
    code: "C101",
    name: "undeclared-status",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Unreadable,
    summary: "the server answered with a status that the operation does not declare",
    page: include_str!("../../../rules/C101-undeclared-status.md"),
    message: Message::Facts(|facts| {
        format!("{} answered with status {}; {}", facts.operation, facts.found(), facts.undeclared())
    }),
    repair: Repair::Fixed("declare the status, a range such as 4XX, or default"),
    traits: Traits { new: New::Status, ..Traits::PLAIN },
};
