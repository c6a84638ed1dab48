//! C102: the body has a media type that the response does not declare.

use crate::rules::{Expects, Family, Found, Level, Message, Repair, Rule, Traits, Weight};

/// The body has a media type that the response does not declare.
pub static UNDECLARED_MEDIA_TYPE: Rule = Rule {
    code: "C102",
    name: "undeclared-media-type",
    family: Family::Response,
    level: Level::Error,
    weight: Weight::Unreadable,
    summary: "the body has a media type that the response does not declare",
    page: include_str!("../../../rules/C102-undeclared-media-type.md"),
    message: Message::Facts(|facts| {
        format!("the answer came as {}; the spec has {}", facts.found(), facts.expected)
    }),
    repair: Repair::Fixed("declare the media type under `content`"),
    traits: Traits { expects: Expects::MediaTypes, found: Found::Many, ..Traits::PLAIN },
};
