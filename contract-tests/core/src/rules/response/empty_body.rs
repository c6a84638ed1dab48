//! C116: a declared body is missing.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A declared body is missing.
pub static EMPTY_BODY: Rule = Rule {
    code: "C116",
    name: "empty-body",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Unreadable,
    summary: "a declared body is missing",
    page: include_str!("../../../rules/C116-empty-body.md"),
    message: Message::Facts(|_| "there is no body, but the spec declares one".into()),
    repair: Repair::Fixed("remove `content` from the response if it never has a body"),
    traits: Traits::PLAIN,
};
