//! C207: the media type of a request body is not declared for the operation.

use crate::rules::{About, Expects, Family, Found, Level, Message, Repair, Rule, Traits, Weight};

/// The media type of a request body is not declared for the operation.
pub static UNDECLARED_REQUEST_MEDIA_TYPE: Rule = Rule {
    code: "C207",
    name: "undeclared-request-media-type",
    family: Family::Request,
    level: Level::Error,
    weight: Weight::Elsewhere,
    summary: "the media type of a request body is not declared for the operation",
    page: include_str!("../../../rules/C207-undeclared-request-media-type.md"),
    message: Message::Facts(|facts| {
        format!("the body was sent as {}; the spec has {}", facts.found(), facts.expected)
    }),
    repair: Repair::Fixed("declare the media type under `content`"),
    traits: Traits { expects: Expects::MediaTypes, found: Found::Many, about: About::Found, ..Traits::PLAIN },
};
