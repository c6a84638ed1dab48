//! The tree.

use crate::pointer;
use crate::{Place, Span};

/// A node of the tree, with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it starts; for an alias (`*name`), the place of the alias.
    pub place: Place,
    /// Its byte range; for an alias, that of the anchored node.
    pub span: Span,
}

/// The value of a node.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`, `~`, or an empty scalar.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i128),
    /// A number with a fraction or an exponent.
    Float(f64),
    /// A string.
    Text(String),
    /// Base64, as written. Only [`read_data`](crate::read_data) keeps it apart from a string.
    Binary(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in document order, followed by entries merged by `<<`. Keys are unique.
    Map(Vec<Member>),
}

/// An entry of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The key; the text of a numeric key (`200:`).
    pub key: String,
    /// Where the key starts.
    pub place: Place,
    /// The byte range of the key.
    pub span: Span,
    /// The value.
    pub node: Node,
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

    /// The entries if this is a map; otherwise empty.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        match &self.value {
            Value::Map(members) => members,
            _ => &[],
        }
    }

    /// The items if this is a list; otherwise empty.
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
        pointer::names(pointer)?.try_fold(self, |node, name| match &node.value {
            Value::Map(_) => node.get(&name),
            Value::List(items) => name.parse::<usize>().ok().and_then(|index| items.get(index)),
            _ => None,
        })
    }

    /// The kind of node, for messages: `a map`, `a string`, ...
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "a boolean",
            Value::Integer(_) | Value::Float(_) => "a number",
            Value::Text(_) => "a string",
            Value::Binary(_) => "bytes",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}
