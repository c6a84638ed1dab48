//! C120: an exchange matches no operation of the spec.

use crate::rules::{Family, Found, Level, MORE, Message, New, Repair, Rule, Traits, Weight};

/// An exchange matches no operation of the spec.
pub static UNDECLARED_OPERATION: Rule = Rule {
    code: "C120",
    name: "undeclared-operation",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Unreadable,
    summary: "an exchange matches no operation of the spec",
    page: include_str!("../../../rules/C120-undeclared-operation.md"),
    message: Message::Facts(|facts| match facts.found() {
        MORE => "more operations that the spec does not declare".into(),
        operation => format!("the spec declares no operation {operation}"),
    }),
    repair: Repair::Fixed("declare it, or exclude this traffic"),
    traits: Traits { found: Found::Many, new: New::Operation, ..Traits::PLAIN },
};
