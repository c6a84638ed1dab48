//! C121: a value that the spec rules out: by `not`, or by the schema `false`.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A value that the spec rules out.
pub static NOT_ALLOWED: Rule = Rule {
    code: "C121",
    name: "not-allowed",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Departure,
    summary: "a value is there that the spec rules out",
    page: include_str!("../../../rules/C121-not-allowed.md"),
    message: Message::Facts(|facts| {
        let place = facts.place();
        match facts.found() {
            "false" => format!("{place} has a value, and the schema there is `false`, which allows none"),
            "unevaluatedItems" => format!("{place} is one more item than `unevaluatedItems: false` allows"),
            "propertyNames" => format!("{place} has a name that `propertyNames` does not allow"),
            _ => format!("{place} matches the schema under `not`"),
        }
    }),
    repair: Repair::Fixed("fix the spec if the server is right"),
    traits: Traits::PLAIN,
};
