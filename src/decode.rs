//! Where an answer departs from what this version knows, without its values.

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use crate::context::Context;
use crate::error::Error;
use crate::redact;

/// What the types of this crate say they expect. A text of serde is only trusted as far as it ends in one of these,
/// because it may repeat the value.
const EXPECTED: [(&str, &str); 10] = [
    ("expected an amount (a number of at most 15 digits, or a decimal text)", "an amount"),
    ("expected a secret text", "a text"),
    ("expected a string", "a text"),
    ("expected i64", "a whole number"),
    ("expected a boolean", "true or false"),
    ("expected a sequence", "a list"),
    ("expected a formatted date", "a date"),
    ("expected a formatted timestamp", "a date and time"),
    ("expected f64", "a number"),
    ("expected an RFC 3339 timestamp string", "a date and time"),
];

/// Reads the body again, which failed before, to say where and why. `T` is what it should have been.
pub(crate) fn explain<T: DeserializeOwned>(context: Context, body: &[u8]) -> Error {
    let context = Box::new(context);
    let mut reader = serde_json::Deserializer::from_slice(body);
    let Err(error) = serde_path_to_error::deserialize::<_, T>(&mut reader) else {
        return Error::Decode {
            pointer: ".".to_owned(),
            expected: "one JSON value",
            found: "more than one",
            context,
        };
    };
    let (expected, found) = match error.inner().classify() {
        Category::Eof if body.is_empty() => ("JSON", "nothing"),
        Category::Eof => ("JSON", "JSON that is cut off"),
        Category::Syntax | Category::Io => ("JSON", "something that isn't JSON"),
        Category::Data => {
            let (expected, found) = (expected(&error.inner().to_string()), found(body, error.path()));
            return Error::Decode { pointer: pointer(error.path()), expected, found, context };
        }
    };
    // What isn't JSON may break anywhere, also below a key that is somebody's text.
    Error::Decode { pointer: ".".to_owned(), expected, found, context }
}

fn expected(text: &str) -> &'static str {
    let text = text.rsplit_once(" at line ").map_or(text, |(text, _)| text);
    if text.starts_with("missing field `") {
        return "a field that is always there";
    }
    if text.contains("expected an object (") {
        return "an object";
    }
    if text.contains("expected a text (") {
        return "a text";
    }
    EXPECTED
        .iter()
        .find(|(ending, _)| text.ends_with(ending))
        .map_or("a value of the known form", |(_, words)| words)
}

/// The JSON type at `path`.
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
        Some(Value::String(_)) => "a text",
        Some(Value::Array(_)) => "a list",
        Some(Value::Object(_)) => "an object",
    }
}

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
