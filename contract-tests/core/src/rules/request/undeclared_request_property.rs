//! C205: the body of a request has a property that the spec (or the docs) does not declare.

use crate::rules::response::{renamed_property, undeclared_property};
use crate::rules::{
    About, Against, Facts, Family, Found, Level, Message, New, Repair, Rule, Traits, Weight, Within,
};

/// The body of a request has a property that the spec (or the docs) does not declare.
pub static UNDECLARED_REQUEST_PROPERTY: Rule = Rule {
    code: "C205",
    name: "undeclared-request-property",
    family: Family::Request,
    level: Level::Error,
    weight: Weight::Unread,
    summary: "the body of a request has a property that the spec (or the docs) does not declare",
    page: include_str!("../../../rules/C205-undeclared-request-property.md"),
    message: Message::Facts(message),
    repair: Repair::ByExpected(undeclared_property::repair),
    traits: Traits { found: Found::Many, new: New::Name, about: About::Property, ..Traits::PLAIN },
};

fn message(facts: &Facts<'_>) -> String {
    if facts.renamed_from.is_some() && facts.against == Against::Spec {
        return renamed_property::message(facts);
    }
    let broken = facts.broken(Within::RequestBody).filter(|_| facts.conclusion.is_none());
    let found = broken.as_ref().map_or(facts.found(), Facts::found);
    let text = format!("`{found}` was sent; {}", broken.as_ref().unwrap_or(facts).undeclared());
    match facts.conclusion {
        Some(conclusion) => format!("{text}; {conclusion}"),
        None => text,
    }
}
