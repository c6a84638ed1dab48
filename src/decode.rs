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

/// Decodes a body that failed to decode as `T` once more, with path tracking, and returns the error with its place.
pub(crate) fn explain<T: DeserializeOwned>(context: Context, body: &[u8]) -> Error {
    let context = Box::new(context);
    let mut reader = serde_json::Deserializer::from_slice(body);
    let Err(error) = serde_path_to_error::deserialize::<_, T>(&mut reader) else {
        return Error::Decode {
            pointer: ".".to_owned(),
            expected: "a single JSON value",
            found: "several values",
            context,
        };
    };
    let (expected, found) = match error.inner().classify() {
        Category::Eof if body.is_empty() => ("JSON", "nothing"),
        Category::Eof => ("JSON", "truncated JSON"),
        Category::Syntax | Category::Io => ("JSON", "something else"),
        Category::Data => {
            let (expected, found) = (expected(&error.inner().to_string()), found(body, error.path()));
            return Error::Decode { pointer: pointer(error.path()), expected, found, context };
        }
    };
    // A syntax error has no path: it could lie below a key that is part of the data.
    Error::Decode { pointer: ".".to_owned(), expected, found, context }
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

/// The path as text, such as `data[3].balance`; `.` for the root.
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
    if text.is_empty() { ".".to_owned() } else { text }
}
