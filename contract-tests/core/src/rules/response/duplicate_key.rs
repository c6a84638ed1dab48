//! C127: an object has the same key twice.

use crate::rules::{Family, Found, Level, Message, Repair, Rule, Traits, Weight};

/// An object has the same key twice.
pub static DUPLICATE_KEY: Rule = Rule {
    code: "C127",
    name: "duplicate-key",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Misread,
    summary: "an object has the same key twice",
    page: include_str!("../../../rules/C127-duplicate-key.md"),
    message: Message::Facts(|facts| format!("{} has the key `{}` twice", facts.place(), facts.found())),
    repair: Repair::Fixed("have the server send it once; clients differ in which of the two they read"),
    traits: Traits { found: Found::Many, ..Traits::PLAIN },
};
