//! C102: the media type of the body is not declared for the response.

use crate::rules::{About, Expects, Family, Found, Level, Message, Repair, Rule, Traits, Weight};

/// The media type of the body is not declared for the response.
pub static UNDECLARED_MEDIA_TYPE: Rule = Rule {
    code: "C102",
    name: "undeclared-media-type",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Unreadable,
    summary: "the media type of the body is not declared for the response",
    page: include_str!("../../../rules/C102-undeclared-media-type.md"),
    message: Message::Facts(|facts| {
        format!("the response has the media type {}; the spec has {}", facts.found(), facts.expected)
    }),
    repair: Repair::Fixed("declare the media type under `content`"),
    traits: Traits { expects: Expects::MediaTypes, found: Found::Many, about: About::Found, ..Traits::PLAIN },
};
