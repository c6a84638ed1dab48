//! C106: a value has another JSON type than declared.

use crate::rules::{Expects, Facts, Family, Level, Message, Predicate, Repair, Rule, Traits, Weight};
use crate::spec::JsonType;

/// A value has another JSON type than declared.
pub static WRONG_TYPE: Rule = Rule {
    code: "C106",
    name: "wrong-type",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Misread,
    summary: "a value has another JSON type than declared",
    page: include_str!("../../../rules/C106-wrong-type.md"),
    message: Message::Facts(message),
    repair: Repair::Fixed("declare the type that comes, or both as branches of `oneOf`"),
    traits: Traits {
        expects: Expects::Types,
        claims: &[Predicate::Type, Predicate::Nullable],
        ..Traits::PLAIN
    },
};

fn message(facts: &Facts<'_>) -> String {
    let found = facts.found();
    let found = JsonType::of(found).map_or(found, |kind| kind.with_article());
    match facts.expected.types() {
        None => format!("{} is {found}", facts.place()),
        Some(types) => format!("{} is {found}; {} {types}", facts.place(), facts.against.has()),
    }
}
