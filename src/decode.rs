//! Explains why a response body failed to decode, without repeating any of its values.

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use crate::context::Context;
use crate::error::Error;
use crate::redact;

/// The endings of serde's messages for the types of this crate, and the expected type in terms of JSON. Nothing else of
/// a message is used, because it may contain the value.
const EXPECTED: [(&str, &str); 10] = [
    ("expected an amount (a number of at most 15 digits, or a decimal string)", "an amount"),
    ("expected a secret string", "a string"),
    ("expected a string", "a string"),
    ("expected i64", "an integer"),
    ("expected a boolean", "a boolean"),
    ("expected a sequence", "an array"),
    ("expected a formatted date", "a date"),
    ("expected a formatted timestamp", "a date-time"),
    ("expected f64", "a number"),
    ("expected an RFC 3339 timestamp string", "a date-time"),
];

/// A disagreement between a body and the type it is decoded as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mismatch {
    /// The place; empty for the whole.
    pub(crate) pointer: String,
    pub(crate) expected: &'static str,
    pub(crate) found: &'static str,
}

impl Mismatch {
    pub(crate) const TRUNCATED: Self = Self::new("JSON", "truncated JSON");
    /// A syntax error. It has no path: it could lie below a key that is part of the data.
    pub(crate) const SYNTAX: Self = Self::new("JSON", "something else");
    pub(crate) const REPEATED: Self = Self::new("one list", "several lists");

    const fn new(expected: &'static str, found: &'static str) -> Self {
        Self { pointer: String::new(), expected, found }
    }

    /// Decodes a body that failed to decode as `T` once more, with path tracking.
    pub(crate) fn of<T: DeserializeOwned>(body: &[u8]) -> Self {
        let mut reader = serde_json::Deserializer::from_slice(body);
        let Err(error) = serde_path_to_error::deserialize::<_, T>(&mut reader) else {
            return Self::new("a single JSON value", "several values");
        };
        match error.inner().classify() {
            Category::Eof if body.is_empty() => Self::new("JSON", "nothing"),
            Category::Eof => Self::TRUNCATED,
            Category::Syntax | Category::Io => Self::SYNTAX,
            Category::Data => Self {
                pointer: pointer(error.path()),
                expected: expected(&error.inner().to_string()),
                found: found(body, error.path()),
            },
        }
    }

    /// The same of a part of a larger body.
    pub(crate) fn below(self, place: &str) -> Self {
        let dot = if self.pointer.is_empty() || self.pointer.starts_with('[') { "" } else { "." };
        Self { pointer: format!("{place}{dot}{}", self.pointer), ..self }
    }

    pub(crate) fn error(self, context: Context) -> Error {
        let Self { pointer, expected, found } = self;
        let pointer = if pointer.is_empty() { ".".to_owned() } else { pointer };
        Error::Decode { pointer, expected, found, context: Box::new(context) }
    }
}

/// The expected type, from a message of serde.
fn expected(message: &str) -> &'static str {
    let message = message.rsplit_once(" at line ").map_or(message, |(message, _)| message);
    if message.starts_with("missing field `") {
        return "a required field";
    }
    if message.contains("expected an object (") {
        return "an object";
    }
    if message.contains("expected a string (") {
        return "a string";
    }
    EXPECTED
        .iter()
        .find(|(ending, _)| message.ends_with(ending))
        .map_or("a value of a known format", |(_, expected)| expected)
}

/// The JSON type of the value at `path`.
fn found(body: &[u8], path: &Path) -> &'static str {
    let Ok(root) = serde_json::from_slice::<Value>(body) else { return "something else" };
    let mut value = Some(&root);
    for segment in path {
        value = value.and_then(|value| match segment {
            Segment::Seq { index } => value.get(index),
            Segment::Map { key } => value.get(key),
            Segment::Enum { .. } | Segment::Unknown => Some(value),
        });
    }
    match value {
        None => "nothing",
        Some(Value::Null) => "null",
        Some(Value::Bool(_)) => "a boolean",
        Some(Value::Number(_)) => "a number",
        Some(Value::String(_)) => "a string",
        Some(Value::Array(_)) => "an array",
        Some(Value::Object(_)) => "an object",
    }
}

/// The path as text, such as `data[3].balance`; empty for the root.
fn pointer(path: &Path) -> String {
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => text.extend(["[", &index.to_string(), "]"]),
            Segment::Map { key } => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(redact::name(key, "<key>"));
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    text
}
