//! C124: the recording lacks the body, so it could not be checked.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// The recording lacks the body, so it could not be checked.
pub static UNRECORDED_BODY: Rule = Rule {
    code: "C124",
    name: "unrecorded-body",
    family: Family::Response,
    level: Level::Warning,
    weight: Weight::Departure,
    summary: "the recording lacks the body, so it could not be checked",
    page: include_str!("../../../rules/C124-unrecorded-body.md"),
    message: Message::Facts(|_| "the recording lacks the body, so it was not checked".into()),
    repair: Repair::Fixed("record again with bodies"),
    traits: Traits::PLAIN,
};
