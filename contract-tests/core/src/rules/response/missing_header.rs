//! C125: a response header that the spec requires is not there.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A response header that the spec requires is not there.
pub static MISSING_HEADER: Rule = Rule {
    code: "C125",
    name: "missing-header",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Departure,
    summary: "a response header that the spec requires is not there",
    page: include_str!("../../../rules/C125-missing-header.md"),
    message: Message::Facts(|facts| format!("the header `{}` is required and is not there", facts.found())),
    repair: Repair::Fixed("mend the spec if the server is right"),
    traits: Traits::PLAIN,
};
