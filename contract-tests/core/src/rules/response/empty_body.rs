//! C116: there is no body where the spec promises one.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// There is no body where the spec promises one.
pub static EMPTY_BODY: Rule = Rule {
    code: "C116",
    name: "empty-body",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Unreadable,
    summary: "there is no body where the spec promises one",
    page: include_str!("../../../rules/C116-empty-body.md"),
    message: Message::Facts(|_| "there is no body, and the spec promises one".into()),
    repair: Repair::Fixed("declare the answer without `content` if there is never a body"),
    traits: Traits::PLAIN,
};
