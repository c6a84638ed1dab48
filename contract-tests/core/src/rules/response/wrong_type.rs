//! C106: the JSON type of a value is not the declared one.

use crate::rules::{Expects, Facts, Family, Level, Message, Predicate, Repair, Rule, Traits, Weight};
use crate::spec::JsonType;

/// The JSON type of a value is not the declared one.
pub static WRONG_TYPE: Rule = Rule {
    code: "C106",
    name: "wrong-type",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Misread,
    summary: "the JSON type of a value is not the declared one",
    page: include_str!("../../../rules/C106-wrong-type.md"),
    message: Message::Facts(message),
    repair: Repair::Fixed("declare this type, or both types as branches of `oneOf`"),
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
