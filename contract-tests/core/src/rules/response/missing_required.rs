//! C103: a required property is not there.

use crate::rules::{Facts, Family, Level, Message, New, Predicate, Repair, Rule, Traits, Weight, Within};

/// A required property is not there.
pub static MISSING_REQUIRED: Rule = Rule {
    code: "C103",
    name: "missing-required",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Misread,
    summary: "a required property is not there",
    page: include_str!("../../../rules/C103-missing-required.md"),
    message: Message::Facts(message),
    repair: Repair::Fixed("take the name out of `required` if the server may leave it out"),
    traits: Traits { new: New::Name, claims: &[Predicate::Required, Predicate::Exists], ..Traits::PLAIN },
};

fn message(facts: &Facts<'_>) -> String {
    match facts.within {
        Within::RequestBody => format!("`{}` is required and was not sent", facts.found()),
        Within::Body | Within::Value => format!("`{}` is required and is not there", facts.found()),
    }
}
