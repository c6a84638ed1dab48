//! The facts that the message of a finding is made from.

use super::{Conclusion, Expected, Inside, Message, Rule};
use crate::exchange::Part;
use crate::spec::OneWay;

pub use crate::shown::MORE;

/// The facts that the message of a finding is made from.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The rule.
    pub rule: &'static Rule,
    /// The operation.
    pub operation: &'a str,
    /// The part of the exchange.
    pub part: Part,
    /// The status of the response; 0 if the finding is not about one.
    pub status: u16,
    /// The place: a JSON pointer.
    pub pointer: &'a str,
    /// What the pointer refers to.
    pub within: Within,
    /// The name, type or value found.
    pub found: Option<&'a str>,
    /// The declared place of a renamed property.
    pub renamed_from: Option<&'a str>,
    /// What the spec expects.
    pub expected: &'a Expected<'a>,
    /// The fault inside, for rules about a whole parameter, header or body.
    pub inside: Option<&'a Inside<'a>>,
    /// What the exchange disagrees with.
    pub against: Against,
    /// The conclusion from all exchanges.
    pub conclusion: Option<&'a Conclusion>,
}

/// What a pointer refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// A body.
    Body,
    /// The body of a request, named so in messages.
    RequestBody,
    /// The value of a parameter or of a header.
    Value,
}

/// What an exchange disagrees with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The spec.
    Spec,
    /// Only the docs: the spec agrees with the exchange, and marks the place with a correction.
    Docs,
}

impl Against {
    /// The subject and verb for an expectation.
    #[must_use]
    pub fn has(self) -> &'static str {
        match self {
            Self::Spec => "the spec has",
            Self::Docs => "the docs have",
        }
    }
}

impl<'a> Facts<'a> {
    /// The message, one sentence.
    #[must_use]
    pub fn message(&self) -> String {
        match self.rule.message {
            Message::Facts(message) => message(self),
            Message::Given => self.rule.summary.to_owned(),
        }
    }

    /// The name, type or value found.
    #[must_use]
    pub fn found(&self) -> &'a str {
        self.found.unwrap_or_default()
    }

    /// The place, as part of a sentence.
    #[must_use]
    pub fn place(&self) -> &'a str {
        match (self.within, self.pointer) {
            (Within::Value, _) => "its value",
            (Within::Body, "") => "the body",
            (Within::RequestBody, "") => "the body of the request",
            (Within::Body | Within::RequestBody, pointer) => pointer,
        }
    }

    /// The place and the value there, as the start of a sentence.
    #[must_use]
    pub fn has_value(&self) -> String {
        let (place, found) = (self.place(), self.found());
        let verb = if self.within == Within::Value { "is" } else { "has the value" };
        format!("{place} {verb} `{found}`")
    }

    /// The kind of parameter.
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

    /// A clause that states who does not declare it.
    #[must_use]
    pub fn undeclared(&self) -> &'static str {
        match (self.expected, self.against) {
            (Expected::OneWay(OneWay::ReadOnly), _) => "the spec declares it `readOnly`",
            (Expected::OneWay(OneWay::WriteOnly), _) => "the spec declares it `writeOnly`",
            (_, Against::Spec) => "the spec does not declare it",
            (_, Against::Docs) => "only the spec declares it; the docs do not",
        }
    }

    /// What is wrong with the value of a parameter or header.
    #[must_use]
    pub fn wrong_value(&self) -> String {
        if let Some(Inside::JoinedItems { name }) = self.inside {
            return format!(
                "the items are joined by commas; each has to be sent as `{name}=...` (style form, explode)"
            );
        }
        // A mark applies to the parameter or header as a whole; its value is checked against the spec.
        let in_spec = |facts| Self { against: Against::Spec, ..facts };
        self.broken(Within::Value).map(in_spec).map(|facts| facts.message()).unwrap_or_default()
    }

    /// The facts about the rule broken inside, if there is one.
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
