//! Reads the file into a tree.

use super::error::SpecError;
use super::source::{self, Member, Node, Place, Value};
use crate::json::{self, Kind, Tape};

/// The tree of a document. JSON is read by our own reader, YAML by `serde-saphyr`; the first byte tells which.
pub(super) fn tree(file: &str, text: &str) -> Result<Node, SpecError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{')
        && let Ok(node) = json_tree(file, text)?
    {
        return Ok(node);
    }
    source::read_yaml(text).map_err(|error| SpecError {
        file: file.to_owned(),
        place: error.place,
        what: error.what,
        help: "mend the YAML at this place; keys have to be unique, and indentation is by spaces".into(),
    })
}

/// `Ok(Err(_))` if it is not JSON at all: YAML may start with a brace too.
fn json_tree(file: &str, text: &str) -> Result<Result<Node, json::JsonError>, SpecError> {
    let mut tape = Tape::new();
    let document = match tape.parse(text) {
        Ok(document) => document,
        Err(error) => return Ok(Err(error)),
    };
    let lines = Lines::of(text);
    convert(document.root(), &lines).map(Ok).map_err(|(place, key)| SpecError {
        file: file.to_owned(),
        place,
        what: format!("duplicate key `{key}`"),
        help: "remove one of the two".into(),
    })
}

fn convert(node: json::Node<'_>, lines: &Lines<'_>) -> Result<Node, (Place, String)> {
    let place = lines.place(node.range().start);
    let value = match node.kind() {
        Kind::Null => Value::Null,
        Kind::Boolean => Value::Bool(node.as_bool() == Some(true)),
        Kind::Number => number(node.raw()),
        Kind::String => Value::Text(node.as_str().unwrap_or_default().to_owned()),
        Kind::Array => Value::List(node.items().map(|item| convert(item, lines)).collect::<Result<_, _>>()?),
        Kind::Object => {
            let mut members: Vec<Member> = Vec::new();
            let mut keys = std::collections::HashSet::new();
            for (key, value) in node.members() {
                let value_place = lines.place(value.range().start);
                if !keys.insert(key) {
                    return Err((value_place, key.to_owned()));
                }
                let node = convert(value, lines)?;
                members.push(Member { key: key.to_owned(), place: value_place, node });
            }
            Value::Map(members)
        }
    };
    Ok(Node { value, place })
}

fn number(text: &str) -> Value {
    match text.parse::<i128>() {
        Ok(number) => Value::Integer(number),
        Err(_) => Value::Float(text.parse().unwrap_or(f64::INFINITY)),
    }
}

/// Finds lines by offset.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Self { text, starts: std::iter::once(0).chain(breaks).collect() }
    }

    fn place(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.wrapping_sub(1)).copied().unwrap_or(0);
        let column = self.text.get(start..offset).map_or(0, |before| before.chars().count()) + 1;
        Place {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
        }
    }
}
