//! C206: a required request body is missing.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A required request body is missing.
pub static MISSING_REQUEST_BODY: Rule = Rule {
    code: "C206",
    name: "missing-request-body",
    family: Family::Request,
    level: Level::Error,
    weight: Weight::Elsewhere,
    summary: "a required request body is missing",
    page: include_str!("../../../rules/C206-missing-request-body.md"),
    message: Message::Facts(|_| "the required body was not sent".into()),
    repair: Repair::Fixed("fix the caller or the spec"),
    traits: Traits::PLAIN,
};
