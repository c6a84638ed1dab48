//! Reads a document into a tree.

use super::error::SpecError;
use super::source::{self, Member, Node, Place, Value};
use crate::json::{self, Kind, Tape};

/// The tree of a document. JSON is read by our own parser, YAML by `cartevo-yaml`; the first byte decides.
pub(super) fn tree(file: &str, text: &str) -> Result<Node, SpecError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let as_json = text.trim_start().starts_with('{').then(|| json_tree(file, text)).transpose()?;
    let no_json = match as_json {
        Some(Ok(node)) => return Ok(node),
        Some(Err(error)) => Some(error).filter(|_| is_meant_as_json(text)),
        None => None,
    };
    source::read_yaml(text).map_err(|error| match no_json {
        Some(error) => invalid_json(file, text, &error),
        None => invalid_yaml(file, error),
    })
}

/// True if the first key is quoted, as JSON demands.
fn is_meant_as_json(text: &str) -> bool {
    text.trim_start().strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'))
}

fn invalid_json(file: &str, text: &str, error: &json::JsonError) -> SpecError {
    SpecError {
        file: file.to_owned(),
        place: Lines::of(text).place(error.offset),
        what: format!("this is not JSON: {}", error.problem),
        help: "correct the JSON at this place".into(),
    }
}

fn invalid_yaml(file: &str, error: source::ReadError) -> SpecError {
    SpecError {
        file: file.to_owned(),
        place: error.place,
        what: error.what,
        help: "correct the YAML at this place; keys have to be unique, and indentation is by spaces".into(),
    }
}

/// `Ok(Err(_))` if the text is not JSON: a YAML document may start with a brace as well.
fn json_tree(file: &str, text: &str) -> Result<Result<Node, json::JsonError>, SpecError> {
    let mut tape = Tape::new();
    let document = match tape.parse(text) {
        Ok(document) => document,
        Err(error) => return Ok(Err(error)),
    };
    convert(document.root(), &mut Lines::of(text)).map(Ok).map_err(|(place, key)| SpecError {
        file: file.to_owned(),
        place,
        what: format!("duplicate key `{key}`"),
        help: "remove one of the two".into(),
    })
}

fn convert(node: json::Node<'_>, lines: &mut Lines<'_>) -> Result<Node, (Place, String)> {
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
            for (name, value) in node.entries() {
                let key = name.as_str().unwrap_or_default();
                let place = lines.place(name.range().start);
                if !keys.insert(key) {
                    return Err((place, key.to_owned()));
                }
                let node = convert(value, lines)?;
                members.push(Member { key: key.to_owned(), place, span: name.range().into(), node });
            }
            Value::Map(members)
        }
    };
    Ok(Node { value, place, span: node.range().into() })
}

fn number(text: &str) -> Value {
    match text.parse::<i128>() {
        Ok(number) => Value::Integer(number),
        Err(_) => Value::Float(text.parse().unwrap_or(f64::INFINITY)),
    }
}

/// Converts offsets to lines and columns. Offsets must rise: the text is passed once, however long its lines are.
struct Lines<'a> {
    text: &'a str,
    offset: usize,
    line: usize,
    column: usize,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, offset: 0, line: 1, column: 1 }
    }

    fn place(&mut self, offset: usize) -> Place {
        let passed = self.text.get(self.offset..offset).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed.as_bytes()).count();
        self.column = match passed.rsplit_once('\n') {
            Some((_, rest)) => rest.chars().count() + 1,
            None => self.column + passed.chars().count(),
        };
        self.offset = self.offset.max(offset);
        let clamp = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Place { line: clamp(self.line), column: clamp(self.column) }
    }
}
