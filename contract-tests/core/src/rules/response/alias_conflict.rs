//! C109: an object has a property under two names with different values.

use crate::rules::{About, Facts, Family, Level, Message, Repair, Rule, Traits, Weight};

/// An object has a property under two names with different values.
pub static ALIAS_CONFLICT: Rule = Rule {
    code: "C109",
    name: "alias-conflict",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Misread,
    summary: "an object has a property under two names with different values",
    page: include_str!("../../../rules/C109-alias-conflict.md"),
    message: Message::Facts(message),
    repair: Repair::Fixed("fix the spec if the server is right"),
    traits: Traits { about: About::Property, ..Traits::PLAIN },
};

fn message(facts: &Facts<'_>) -> String {
    match facts.renamed_from {
        Some(declared) => {
            format!(
                "`{}` and `{declared}` are names of the same property, but have different values",
                facts.found()
            )
        }
        None => facts.rule.summary.to_owned(),
    }
}
