//! C103: a required property is missing.

use crate::rules::{Facts, Family, Level, Message, New, Predicate, Repair, Rule, Traits, Weight, Within};

/// A required property is missing.
pub static MISSING_REQUIRED: Rule = Rule {
    code: "C103",
    name: "missing-required",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Misread,
    summary: "a required property is missing",
    page: include_str!("../../../rules/C103-missing-required.md"),
    message: Message::Facts(message),
    repair: Repair::Fixed("remove the name from `required` if the server may omit it"),
    traits: Traits { new: New::Name, claims: &[Predicate::Required, Predicate::Exists], ..Traits::PLAIN },
};

fn message(facts: &Facts<'_>) -> String {
    match facts.within {
        Within::RequestBody => format!("the required property `{}` was not sent", facts.found()),
        Within::Body | Within::Value => format!("the required property `{}` is missing", facts.found()),
    }
}
