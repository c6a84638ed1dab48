//! C104: a property is there that the spec (or, where the spec departs from them, the docs) does not declare.

use crate::rules::{Facts, Family, Found, Level, Message, New, Repair, Rule, Traits, Weight, Within};

/// A property is there that the spec (or, where the spec departs from them, the docs) does not declare.
pub static UNDECLARED_PROPERTY: Rule = Rule {
    code: "C104",
    name: "undeclared-property",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Unread,
    summary: "a property is there that the spec (or, where the spec departs from them, the docs) does not declare",
    page: include_str!("../../../rules/C104-undeclared-property.md"),
    message: Message::Facts(message),
    repair: Repair::Fixed("declare it in the spec, or allow any name with `additionalProperties: true`"),
    traits: Traits { found: Found::Many, new: New::Name, ..Traits::PLAIN },
};

fn message(facts: &Facts<'_>) -> String {
    let came = match facts.within {
        Within::RequestBody => "was sent",
        Within::Body | Within::Value => "came",
    };
    let said = format!("`{}` {came}; {}", facts.found(), facts.undeclared());
    match facts.conclusion {
        Some(conclusion) => format!("{said}; {conclusion}"),
        None => said,
    }
}
