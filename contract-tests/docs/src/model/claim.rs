//! A statement of the docs.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use contract_core::verdict::Part;

use super::{Grade, Predicate, Section};

contract_core::vocabulary! {
    /// The part of an exchange that a claim is about.
    pub enum Location {
        /// The operation itself: method, path, server.
        Operation = "request",
        /// A parameter in the path.
        Path = "path",
        /// A parameter in the query.
        Query = "query",
        /// A header of the request.
        Header = "header",
        /// The body of the request.
        RequestBody = "request-body",
        /// The status of a response.
        Status = "status",
        /// The body of a response.
        ResponseBody = "response-body",
        /// Unknown: the page does not show it. Such a claim contradicts nothing.
        Unplaced = "unplaced",
    }
}

impl Location {
    /// The part of an exchange, as findings name it.
    #[must_use]
    pub fn part(self) -> Part {
        match self {
            Self::Operation | Self::Unplaced => Part::Request,
            Self::Path => Part::RequestPath,
            Self::Query => Part::RequestQuery,
            Self::Header => Part::RequestHeader,
            Self::RequestBody => Part::RequestBody,
            Self::Status => Part::ResponseStatus,
            Self::ResponseBody => Part::ResponseBody,
        }
    }

    /// True if the place is a parameter name rather than a JSON pointer.
    #[must_use]
    pub fn is_parameter(self) -> bool {
        matches!(self, Self::Path | Self::Query | Self::Header)
    }
}

/// A statement: operation, place, predicate and value, at a line of a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Claim {
    /// `page#number`; the number depends on the subject of the claim, not on its line or value.
    pub id: String,
    /// The name of the page.
    pub page: String,
    /// The line of the page, from 1.
    pub line: u32,
    /// The kind of section.
    pub section: Section,
    /// The grade of the claim as evidence.
    pub grade: Grade,
    /// `METHOD /path`, or the operationId once a spec is known.
    pub operation: Option<String>,
    /// The part of the exchange.
    #[serde(rename = "in")]
    pub location: Location,
    /// The status of the response, if the page states it.
    pub status: Option<String>,
    /// A JSON pointer into a body, with `*` for array items; the name of a parameter; or empty.
    pub pointer: String,
    /// The kind of statement.
    pub predicate: Predicate,
    /// The value: a string, number or boolean.
    pub value: Value,
}

impl Claim {
    /// True if two claims state the same, regardless of their lines.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.same_subject(other) && self.value == other.value
    }

    /// True if two claims have the same place and predicate.
    #[must_use]
    pub fn same_subject(&self, other: &Self) -> bool {
        self.section == other.section
            && self.operation == other.operation
            && self.location == other.location
            && self.pointer == other.pointer
            && self.predicate == other.predicate
            && self.status == other.status
    }

    /// The value as text, without quotes.
    #[must_use]
    pub fn text(&self) -> String {
        match &self.value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    /// The last name of the pointer: a property, or the name of a parameter.
    #[must_use]
    pub fn name(&self) -> &str {
        self.pointer.rsplit('/').find(|part| *part != "*").unwrap_or_default()
    }
}

/// A line without a claim, and the reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NotClaim {
    /// The name of the page.
    pub page: String,
    /// The line, from 1.
    pub line: u32,
    /// The reason.
    pub why: String,
}
