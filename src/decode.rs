//! Explains why a response body failed to decode, without repeating any of its values.

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use crate::context::Context;
use crate::error::Error;
use crate::place::{self, Step};
use crate::redact;

#[cfg(test)]
mod tests;

/// The endings of serde's messages for the types of this crate, and the expected type in terms of JSON. Nothing else of
/// a message is used, because it may contain the value.
const EXPECTED: [(&str, &str); 11] = [
    ("expected an amount (a number of at most 15 digits, or a decimal string)", "an amount"),
    ("expected a secret string", "a string"),
    ("expected a string", "a string"),
    ("expected i64", "an integer"),
    ("expected an integer", "an integer"),
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

    /// Decodes a body that failed to decode as a type of the caller once more, with path tracking. The types of this crate
    /// need no second attempt, since they track their paths themselves.
    pub(crate) fn of<T: DeserializeOwned>(body: &[u8]) -> Self {
        let mut reader = serde_json::Deserializer::from_slice(body);
        let Err(error) = serde_path_to_error::deserialize::<_, T>(&mut reader) else {
            return Self::new("a single JSON value", "several values");
        };
        let (path, error) = (error.path(), error.inner());
        Self::at(error, body, || pointer(path), |root| value_at(root, path))
    }

    /// What this error of serde says about a body.
    fn at(
        error: &serde_json::Error,
        body: &[u8],
        pointer: impl FnOnce() -> String,
        value: impl FnOnce(&Value) -> Option<&Value>,
    ) -> Self {
        match error.classify() {
            Category::Eof if body.is_empty() => Self::new("JSON", "nothing"),
            Category::Eof => Self::TRUNCATED,
            Category::Syntax | Category::Io => Self::SYNTAX,
            Category::Data => {
                let root = serde_json::from_slice::<Value>(body);
                let found = root.as_ref().map_or("something else", |root| found(value(root)));
                Self { pointer: pointer(), expected: expected(&error.to_string()), found }
            }
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

/// Why a body is no value of a type of this crate.
pub(crate) enum Undecoded {
    At(serde_json::Error, Vec<Step>),
    /// There is something after the value.
    Trailing,
}

/// Decodes a body as a type of this crate.
pub(crate) fn from_slice<T: DeserializeOwned>(body: &[u8]) -> Result<T, Undecoded> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value = place::of(|| T::deserialize(&mut reader));
    let value = value.map_err(|(error, steps)| Undecoded::At(error, steps))?;
    reader.end().map_err(|_| Undecoded::Trailing)?;
    Ok(value)
}

impl Undecoded {
    /// What is wrong with this body.
    pub(crate) fn mismatch(&self, body: &[u8]) -> Mismatch {
        match self {
            Self::At(error, steps) => Mismatch::at(
                error,
                body,
                || place::text(steps),
                |root| steps.iter().try_fold(root, |value, step| step.of(value)),
            ),
            Self::Trailing => Mismatch::new("a single JSON value", "several values"),
        }
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

fn value_at<'a>(root: &'a Value, path: &Path) -> Option<&'a Value> {
    path.iter().try_fold(root, |value, segment| match segment {
        Segment::Seq { index } => value.get(index),
        Segment::Map { key } => value.get(key),
        Segment::Enum { .. } | Segment::Unknown => Some(value),
    })
}

/// The JSON type of a value.
fn found(value: Option<&Value>) -> &'static str {
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
