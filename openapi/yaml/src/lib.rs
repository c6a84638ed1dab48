//! YAML documents as trees in which every node knows its line and column.
//!
//! The build script of `cartevo` and the check of `cartevo-contract` both read the spec through this crate, so it is
//! read by one reader and errors look the same in both.
//!
//! The reader is strict where YAML is dangerous: duplicate keys are refused, aliases and depth have a budget, and only
//! `true` and `false` are booleans (`no` is a string).

pub mod pointer;

use std::fmt;

use serde::Deserialize;
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, Location, Spanned};

/// Deepest nesting of maps and lists that is read. Real specs stay under 60.
pub const MAX_DEPTH: usize = 200;

/// A line and column in a text, both counted from 1. `0:0` says that the place is not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A node of the tree and where it starts.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What the node holds.
    pub value: Value,
    /// Where it starts.
    pub place: Place,
}

/// What a node can hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`, `~`, or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i128),
    /// A number with a fraction or an exponent.
    Float(f64),
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order written. Keys are unique.
    Map(Vec<Member>),
}

/// One entry of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The key; a key that is a number (`200:`) is its text.
    pub key: String,
    /// Where the key starts.
    pub place: Place,
    /// The value.
    pub node: Node,
}

/// Why a text could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub struct ReadError {
    /// What is wrong.
    pub what: String,
    /// Where.
    pub place: Place,
}

/// Reads one YAML document.
///
/// # Errors
/// The text is not YAML, holds a duplicate key or a second document, or goes over a budget (depth, aliases, size).
pub fn read_yaml(text: &str) -> Result<Node, ReadError> {
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: MAX_DEPTH,
            max_nodes: 4_000_000,
            max_events: 12_000_000,
            max_documents: 1,
        },
        duplicate_keys: DuplicateKeyPolicy::Error,
        strict_booleans: true,
        with_snippet: false,
    };
    let spanned: Spanned<Value> = serde_saphyr::from_str_with_options(text, options)
        .map_err(|error| ReadError { place: place_of(error.location()), what: plain(&error.to_string()) })?;
    Ok(Node::from(spanned))
}

impl Node {
    /// The value of a key, if this is a map that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.member(key).map(|member| &member.node)
    }

    /// The entry of a key, if this is a map that has it.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.members().iter().find(|member| member.key == key)
    }

    /// The entries, if this is a map; else none.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        match &self.value {
            Value::Map(members) => members,
            _ => &[],
        }
    }

    /// The items, if this is a list; else none.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The string, if this is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean, if this is one.
    #[must_use]
    pub fn boolean(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The node at a JSON pointer below this one (`/components/schemas/Card`).
    #[must_use]
    pub fn at(&self, pointer: &str) -> Option<&Node> {
        pointer::names(pointer)?.try_fold(self, |node, key| match &node.value {
            Value::Map(_) => node.get(&key),
            Value::List(items) => key.parse::<usize>().ok().and_then(|index| items.get(index)),
            _ => None,
        })
    }

    /// What kind of node this is, for messages: `a map`, `a string`, ...
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "a boolean",
            Value::Integer(_) | Value::Float(_) => "a number",
            Value::Text(_) => "a string",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}

impl From<Spanned<Value>> for Node {
    fn from(spanned: Spanned<Value>) -> Self {
        Self { value: spanned.value, place: place_of(Some(spanned.referenced)) }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

/// A map key: any scalar, as its text.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KeyVisitor)
    }
}

struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is a string or a number")
    }

    fn visit_str<E>(self, text: &str) -> Result<Key, E> {
        Ok(Key(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Key, E> {
        Ok(Key(text))
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Integer(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Integer(value.into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(Value::Integer(value))
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<Value, E> {
        i128::try_from(value).map(Value::Integer).map_err(|_| E::custom("a number of more than 38 digits"))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element::<Spanned<Value>>()? {
            items.push(Node::from(item));
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members: Vec<Member> = Vec::new();
        while let Some(key) = map.next_key::<Spanned<Key>>()? {
            let node = Node::from(map.next_value::<Spanned<Value>>()?);
            // `200` and `"200"` are two keys to YAML and one to OpenAPI. Small maps are searched here too; for large
            // ones the reader's own check of equal scalars has to do, which keeps this linear.
            if members.len() < 64 && members.iter().any(|member| member.key == key.value.0) {
                return Err(A::Error::custom(format!("duplicate key `{}`", key.value.0)));
            }
            members.push(Member { place: place_of(Some(key.referenced)), key: key.value.0, node });
        }
        Ok(Value::Map(members))
    }
}

fn place_of(location: Option<Location>) -> Place {
    let Some(location) = location else { return Place::default() };
    let clamp = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    Place { line: clamp(location.line()), column: clamp(location.column()) }
}

/// The message on one line, without the place (which stands in front of it) and without advice for programmers.
fn plain(message: &str) -> String {
    let line = message.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    let what = line.split(" at line ").next().unwrap_or_default();
    let what = what.split(", set DuplicateKeyPolicy").next().unwrap_or_default();
    match what.strip_prefix("budget breached: ") {
        Some(limit) => format!("the document goes over a limit of the reader ({limit})"),
        None => what.to_owned(),
    }
}
