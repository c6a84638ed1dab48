//! C117: there is a body where the spec declares none.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// There is a body where the spec declares none.
pub static UNEXPECTED_BODY: Rule = Rule {
    code: "C117",
    name: "unexpected-body",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Unreadable,
    summary: "there is a body where the spec declares none",
    page: include_str!("../../../rules/C117-unexpected-body.md"),
    message: Message::Facts(|_| "there is a body, and the spec declares none".into()),
    repair: Repair::Fixed("declare the body under `content`"),
    traits: Traits::PLAIN,
};
