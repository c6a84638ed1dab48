//! C104: an object has a property that the spec (or the docs) does not declare.

use crate::rules::{
    About, Expected, Expects, Facts, Family, Found, Level, Message, New, Repair, Rule, Traits, Weight, Within,
};
use crate::spec::OneWay;

/// An object has a property that the spec (or the docs) does not declare.
pub static UNDECLARED_PROPERTY: Rule = Rule {
    code: "C104",
    name: "undeclared-property",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Unread,
    summary: "an object has a property that the spec (or the docs) does not declare",
    page: include_str!("../../../rules/C104-undeclared-property.md"),
    message: Message::Facts(message),
    repair: Repair::ByExpected(repair),
    traits: Traits {
        expects: Expects::OneWay,
        found: Found::Many,
        new: New::Name,
        about: About::Property,
        ..Traits::PLAIN
    },
};

/// What to do about a name that is there and should not be.
pub(in crate::rules) fn repair(expected: &Expected<'_>) -> &'static str {
    match expected {
        Expected::OneWay(OneWay::ReadOnly) => "leave it out of requests, or take `readOnly` away",
        Expected::OneWay(OneWay::WriteOnly) => "leave it out of the answer, or take `writeOnly` away",
        _ => "declare it in the spec, or allow any name with `additionalProperties: true`",
    }
}

fn message(facts: &Facts<'_>) -> String {
    let verb = match facts.within {
        Within::RequestBody => "was sent",
        Within::Body | Within::Value => "was received",
    };
    let text = format!("`{}` {verb}; {}", facts.found(), facts.undeclared());
    match facts.conclusion {
        Some(conclusion) => format!("{text}; {conclusion}"),
        None => text,
    }
}
