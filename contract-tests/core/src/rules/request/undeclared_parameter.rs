//! C203: a query parameter is not declared for the operation (or not in the docs).

use crate::rules::{About, Family, Found, Level, Message, New, Repair, Rule, Traits, Weight};

/// A query parameter is not declared for the operation (or not in the docs).
pub static UNDECLARED_PARAMETER: Rule = Rule {
    code: "C203",
    name: "undeclared-parameter",
    family: Family::Request,
    level: Level::Warning,
    weight: Weight::Unread,
    summary: "a query parameter is not declared for the operation (or not in the docs)",
    page: include_str!("../../../rules/C203-undeclared-parameter.md"),
    message: Message::Facts(|facts| {
        format!("the {} `{}` was sent; {}", facts.parameter(), facts.found(), facts.undeclared())
    }),
    repair: Repair::Fixed("declare it in the spec, or do not send it"),
    traits: Traits { found: Found::Many, new: New::Name, about: About::Found, ..Traits::PLAIN },
};
