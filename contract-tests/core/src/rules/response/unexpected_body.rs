//! C117: a response has a body, but none is declared.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A response has a body, but none is declared.
pub static UNEXPECTED_BODY: Rule = Rule {
    code: "C117",
    name: "unexpected-body",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Unreadable,
    summary: "a response has a body, but none is declared",
    page: include_str!("../../../rules/C117-unexpected-body.md"),
    message: Message::Facts(|_| "there is a body, but the spec declares none".into()),
    repair: Repair::Fixed("declare the body under `content`"),
    traits: Traits::PLAIN,
};
