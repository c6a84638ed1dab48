//! C125: a required response header is missing.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A required response header is missing.
pub static MISSING_HEADER: Rule = Rule {
    code: "C125",
    name: "missing-header",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Departure,
    summary: "a required response header is missing",
    page: include_str!("../../../rules/C125-missing-header.md"),
    message: Message::Facts(|facts| format!("the required header `{}` is missing", facts.found())),
    repair: Repair::Fixed("fix the spec if the server is right"),
    traits: Traits::PLAIN,
};
