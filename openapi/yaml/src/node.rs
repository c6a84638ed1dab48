//! The tree.

use crate::pointer;
use crate::{Place, Span};

/// A node of the tree and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What the node holds.
    pub value: Value,
    /// Where it starts; for an alias (`*name`), where the alias stands.
    pub place: Place,
    /// The bytes it is written in; for an alias, those of the node that it repeats.
    pub span: Span,
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
    /// A map, in the order written; entries that `<<` merges come last. Keys are unique.
    Map(Vec<Member>),
}

/// One entry of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The key; a key that is a number (`200:`) is its text.
    pub key: String,
    /// Where the key starts.
    pub place: Place,
    /// The bytes of the key.
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
        pointer::names(pointer)?.try_fold(self, |node, name| match &node.value {
            Value::Map(_) => node.get(&name),
            Value::List(items) => name.parse::<usize>().ok().and_then(|index| items.get(index)),
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
