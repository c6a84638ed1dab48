//! A value of a recording that is written as JSON or as YAML.

use std::borrow::Cow;

use cartevo_yaml as yaml;

use crate::json::{Kind, Node, Number};

/// A value with the text of its document.
#[derive(Clone, Copy)]
pub(super) enum Tree<'a> {
    Json(Node<'a>),
    Yaml(&'a yaml::Node, &'a str),
}

impl<'a> Tree<'a> {
    /// The value of a key that is not null.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        let found = match self {
            Self::Json(node) => node.get(key).map(Self::Json),
            Self::Yaml(node, text) => node.get(key).map(|node| Self::Yaml(node, text)),
        };
        found.filter(|value| !value.is_null())
    }

    /// The value at the end of a path of keys.
    pub(super) fn at(self, keys: &[&str]) -> Option<Self> {
        keys.iter().try_fold(self, |value, key| value.get(key))
    }

    /// The text at a key.
    pub(super) fn text_at(self, key: &str) -> Option<Cow<'a, str>> {
        self.get(key).and_then(Self::text)
    }

    /// The text of a scalar. Numbers and booleans are as written, since programs leave texts such as `007` unquoted.
    pub(super) fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Json(node) => match node.kind() {
                Kind::Number | Kind::Boolean => Some(node.raw().into()),
                _ => node.as_str().map(Cow::from),
            },
            Self::Yaml(node, text) => match &node.value {
                yaml::Value::Text(text) => Some(text.as_str().into()),
                yaml::Value::Bool(_) | yaml::Value::Integer(_) | yaml::Value::Float(_) => {
                    text.get(node.span.range()).map(Cow::from)
                }
                _ => None,
            },
        }
    }

    /// The value as JSON. What JSON wrote stays as it is.
    pub(super) fn json(self) -> Cow<'a, str> {
        match self {
            Self::Json(node) => node.raw().into(),
            Self::Yaml(node, text) => match &node.value {
                yaml::Value::Null => "null".into(),
                yaml::Value::Bool(value) => value.to_string().into(),
                yaml::Value::Integer(_) | yaml::Value::Float(_) => {
                    let written = text.get(node.span.range()).unwrap_or_default();
                    if Number::parse(written).is_some() { written.into() } else { quoted(written).into() }
                }
                yaml::Value::Text(text) | yaml::Value::Binary(text) => quoted(text).into(),
                yaml::Value::List(_) => {
                    let items: Vec<_> = self.items().map(Self::json).collect();
                    format!("[{}]", items.join(",")).into()
                }
                yaml::Value::Map(_) => {
                    let member = |(key, value): (&str, Self)| format!("{}:{}", quoted(key), value.json());
                    let members: Vec<_> = self.members().map(member).collect();
                    format!("{{{}}}", members.join(",")).into()
                }
            },
        }
    }

    /// The base64 of bytes, where YAML has a type for them.
    pub(super) fn binary(self) -> Option<&'a str> {
        match self {
            Self::Yaml(yaml::Node { value: yaml::Value::Binary(text), .. }, _) => Some(text),
            _ => None,
        }
    }

    pub(super) fn is_null(self) -> bool {
        match self {
            Self::Json(node) => node.is_null(),
            Self::Yaml(node, _) => node.value == yaml::Value::Null,
        }
    }

    pub(super) fn is_map(self) -> bool {
        match self {
            Self::Json(node) => node.kind() == Kind::Object,
            Self::Yaml(node, _) => matches!(node.value, yaml::Value::Map(_)),
        }
    }

    pub(super) fn is_list(self) -> bool {
        match self {
            Self::Json(node) => node.kind() == Kind::Array,
            Self::Yaml(node, _) => matches!(node.value, yaml::Value::List(_)),
        }
    }

    /// The items of a list; otherwise nothing.
    pub(super) fn items(self) -> Box<dyn Iterator<Item = Self> + 'a> {
        match self {
            Self::Json(node) => Box::new(node.items().map(Self::Json)),
            Self::Yaml(node, text) => Box::new(node.items().iter().map(move |node| Self::Yaml(node, text))),
        }
    }

    /// The members of a map; otherwise nothing.
    pub(super) fn members(self) -> Box<dyn Iterator<Item = (&'a str, Self)> + 'a> {
        match self {
            Self::Json(node) => Box::new(node.members().map(|(key, value)| (key, Self::Json(value)))),
            Self::Yaml(node, text) => {
                let members = node.members().iter();
                Box::new(members.map(move |member| (member.key.as_str(), Self::Yaml(&member.node, text))))
            }
        }
    }

    /// The offset of its first byte in a JSON document, or its line in one of YAML.
    pub(super) fn place(self) -> TreePlace {
        match self {
            Self::Json(node) => TreePlace::Byte(node.range().start),
            Self::Yaml(node, _) => TreePlace::Line(u64::from(node.place.line)),
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Where a value starts.
#[derive(Debug, Clone, Copy)]
pub(super) enum TreePlace {
    Byte(usize),
    /// Counted from 1.
    Line(u64),
}
