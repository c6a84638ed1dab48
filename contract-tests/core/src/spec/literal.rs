//! Values written in the spec, such as the entries of an `enum`.

use super::source::{Node, Value};
use crate::json::{self, Tape};

/// A JSON value of the spec, prepared for comparison.
#[derive(Debug, Clone)]
pub enum Literal {
    /// A string.
    Text(Box<str>),
    /// Any other value, as JSON text.
    Json(Box<str>),
}

impl Literal {
    /// The value of a node; `None` if JSON cannot represent it (an infinite number).
    pub(super) fn of(node: &Node) -> Option<Self> {
        match &node.value {
            Value::Text(text) => Some(Self::Text(text.as_str().into())),
            _ => json_text(node).map(|text| Self::Json(text.into())),
        }
    }

    /// True if the node has this value.
    #[must_use]
    pub fn is(&self, node: json::Node<'_>) -> bool {
        match self {
            Self::Text(text) => node.as_str() == Some(text),
            Self::Json(text) if node.raw() == &**text => true,
            Self::Json(text) => {
                Tape::new().parse(text).is_ok_and(|document| json::same_value(document.root(), node))
            }
        }
    }

    /// True if both are the same value.
    pub(super) fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(text), Self::Text(other)) => text == other,
            (Self::Json(_), Self::Json(text)) => {
                Tape::new().parse(text).is_ok_and(|document| self.is(document.root()))
            }
            _ => false,
        }
    }

    /// True if this is the string `value`.
    #[must_use]
    pub fn is_text(&self, value: &str) -> bool {
        matches!(self, Self::Text(text) if **text == *value)
    }

    /// The string, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Json(_) => None,
        }
    }

    /// The value for display: a string without quotes, anything else as JSON.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::Text(text) | Self::Json(text) => text,
        }
    }
}

/// The JSON text of a node.
pub(super) fn json_text(node: &Node) -> Option<String> {
    Some(match &node.value {
        Value::Null => "null".into(),
        Value::Bool(value) => value.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) if number.is_finite() => number.to_string(),
        Value::Float(_) => return None,
        Value::Text(text) | Value::Binary(text) => serde_json::to_string(text).ok()?,
        Value::List(items) => {
            let items: Option<Vec<String>> = items.iter().map(json_text).collect();
            format!("[{}]", items?.join(","))
        }
        Value::Map(members) => {
            let members: Option<Vec<String>> = members
                .iter()
                .map(|member| {
                    Some(format!("{}:{}", serde_json::to_string(&member.key).ok()?, json_text(&member.node)?))
                })
                .collect();
            format!("{{{}}}", members?.join(","))
        }
    })
}
