//! What is known of a finding when its message is written.

use super::{Conclusion, Expected, Inside, Message, Rule};
use crate::exchange::Part;
use crate::spec::OneWay;

/// Stands for the names over the limit of one place.
pub const MORE: &str = "<more>";

/// What is known of a finding when its message is written.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The rule.
    pub rule: &'static Rule,
    /// The operation.
    pub operation: &'a str,
    /// Which part of the exchange.
    pub part: Part,
    /// The status of the response; 0 where none is meant.
    pub status: u16,
    /// Where: a JSON pointer.
    pub pointer: &'a str,
    /// What the pointer leads into.
    pub within: Within,
    /// The name, type or value that is new.
    pub found: Option<&'a str>,
    /// The declared place of what came under another name.
    pub renamed_from: Option<&'a str>,
    /// What the spec expects.
    pub expected: &'a Expected<'a>,
    /// What is wrong inside, where the rule is about something as a whole.
    pub inside: Option<&'a Inside<'a>>,
    /// What it disagrees with.
    pub against: Against,
    /// What all exchanges together say about it.
    pub conclusion: Option<&'a Conclusion>,
}

/// What a pointer leads into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// A body.
    Body,
    /// The body of a request, told apart from that of the response.
    RequestBody,
    /// The value of a parameter or of a header.
    Value,
}

/// What an exchange disagrees with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The spec.
    Spec,
    /// The docs alone: the spec follows the exchange, and marks the place with a correction.
    Docs,
}

impl Against {
    /// Who has something else.
    #[must_use]
    pub fn has(self) -> &'static str {
        match self {
            Self::Spec => "the spec has",
            Self::Docs => "the docs have",
        }
    }
}

impl<'a> Facts<'a> {
    /// What is wrong, in one sentence.
    #[must_use]
    pub fn message(&self) -> String {
        match self.rule.message {
            Message::Facts(message) => message(self),
            Message::Told => self.rule.summary.to_owned(),
        }
    }

    /// The name, type or value that is new.
    #[must_use]
    pub fn found(&self) -> &'a str {
        self.found.unwrap_or_default()
    }

    /// The place, in a sentence.
    #[must_use]
    pub fn place(&self) -> &'a str {
        match (self.within, self.pointer) {
            (Within::Value, _) => "its value",
            (Within::Body, "") => "the body",
            (Within::RequestBody, "") => "the body of the request",
            (Within::Body | Within::RequestBody, pointer) => pointer,
        }
    }

    /// The kind of parameter it is about.
    #[must_use]
    pub fn parameter(&self) -> &'static str {
        match self.part {
            Part::RequestPath => "path parameter",
            Part::RequestQuery => "query parameter",
            Part::RequestHeader => "header",
            Part::RequestCookie => "cookie",
            _ => "parameter",
        }
    }

    /// Who does not declare it.
    #[must_use]
    pub fn undeclared(&self) -> &'static str {
        match (self.expected, self.against) {
            (Expected::OneWay(OneWay::ReadOnly), _) => "the spec has it as `readOnly`",
            (Expected::OneWay(OneWay::WriteOnly), _) => "the spec has it as `writeOnly`",
            (_, Against::Spec) => "the spec does not declare it",
            (_, Against::Docs) => "the docs do not declare it, the spec does",
        }
    }

    /// What is wrong with the value of a parameter or header, in one sentence.
    #[must_use]
    pub fn wrong_value(&self) -> String {
        if let Some(Inside::JoinedItems { name }) = self.inside {
            return format!(
                "the items are joined by commas; each is to come as `{name}=...` (style form, explode)"
            );
        }
        // A mark is about the parameter or header as a whole; its value is checked against the spec.
        let in_spec = |facts| Self { against: Against::Spec, ..facts };
        self.broken(Within::Value).map(in_spec).map(|facts| facts.message()).unwrap_or_default()
    }

    /// The facts about the rule that is broken inside, if one is.
    #[must_use]
    pub fn broken(&self, within: Within) -> Option<Self> {
        let Some(Inside::Broken { rule, found, expected }) = self.inside else { return None };
        Some(Self {
            rule,
            within,
            found: Some(found),
            renamed_from: None,
            expected,
            inside: None,
            conclusion: None,
            ..*self
        })
    }
}
