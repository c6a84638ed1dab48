//! A node of the document with its position, for precise errors.

use super::error::SpecError;
use super::files::Trees;
use super::index::FileIndex;
use super::operation::Style;
use super::schema::Site;
use super::source::{Node, Place, Value};
use crate::pointer;

/// A node, its JSON pointer, and the place of its key.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    pub(super) trees: &'a Trees<'a>,
    pub(super) file: FileIndex,
    pub(super) node: &'a Node,
    pub(super) pointer: String,
    /// The place of the node's key; for an item of a list, that of the item.
    pub(super) place: Place,
}

impl<'a> Cursor<'a> {
    pub(super) fn root(trees: &'a Trees<'a>, file: FileIndex) -> Self {
        let node = trees.root(file);
        Self { trees, file, node, pointer: String::new(), place: node.place }
    }

    /// Another node of the same file.
    pub(super) fn at(&self, node: &'a Node, pointer: String, place: Place) -> Self {
        Self { trees: self.trees, file: self.file, node, pointer, place }
    }

    /// The name of the file.
    pub(super) fn file_name(&self) -> &'a str {
        self.trees.files.name(self.file)
    }

    pub(super) fn site(&self) -> Site {
        Site { file: self.file, place: self.place, pointer: self.pointer.clone() }
    }

    pub(super) fn error(&self, what: impl Into<String>, help: impl Into<String>) -> SpecError {
        SpecError {
            file: self.file_name().to_owned(),
            place: self.place,
            what: what.into(),
            help: help.into(),
        }
    }

    /// The value of a key, if present.
    pub(super) fn get(&self, key: &str) -> Option<Cursor<'a>> {
        let member = self.node.member(key)?;
        Some(self.at(&member.node, pointer::child(&self.pointer, key), member.place))
    }

    /// The entries of a map.
    pub(super) fn members(&self) -> impl Iterator<Item = (&'a str, Cursor<'a>)> {
        self.node.members().iter().map(|member| {
            let pointer = pointer::child(&self.pointer, &member.key);
            (member.key.as_str(), self.at(&member.node, pointer, member.place))
        })
    }

    /// The items of a list.
    pub(super) fn items(&self) -> impl Iterator<Item = Cursor<'a>> {
        let items = self.node.items().iter().enumerate();
        items.map(|(index, item)| self.at(item, format!("{}/{index}", self.pointer), item.place))
    }

    /// The map at a key; `None` if the key is missing.
    pub(super) fn map(&self, key: &str) -> Result<Option<Cursor<'a>>, SpecError> {
        self.typed(key, "a map", |value| matches!(value, Value::Map(_)))
    }

    /// The list at a key; `None` if the key is missing.
    pub(super) fn list(&self, key: &str) -> Result<Option<Cursor<'a>>, SpecError> {
        self.typed(key, "a list", |value| matches!(value, Value::List(_)))
    }

    /// The string at a key; `None` if the key is missing.
    pub(super) fn text(&self, key: &str) -> Result<Option<&'a str>, SpecError> {
        let found = self.typed(key, "a string", |value| matches!(value, Value::Text(_)))?;
        Ok(found.and_then(|cursor| cursor.node.text()))
    }

    /// The boolean at a key; `false` if the key is missing.
    pub(super) fn flag(&self, key: &str) -> Result<bool, SpecError> {
        let found = self.typed(key, "true or false", |value| matches!(value, Value::Bool(_)))?;
        Ok(found.and_then(|cursor| cursor.node.boolean()).unwrap_or(false))
    }

    /// The boolean at a key; `None` if the key is missing.
    pub(super) fn optional_flag(&self, key: &str) -> Result<Option<bool>, SpecError> {
        self.get(key).map(|_| self.flag(key)).transpose()
    }

    /// The `style`; `None` if it is missing.
    pub(super) fn style(&self) -> Result<Option<Style>, SpecError> {
        let Some(word) = self.text("style")? else { return Ok(None) };
        word.parse().map(Some).map_err(|_| {
            self.error(format!("there is no `style: {word}`"), "write a style that OpenAPI 3.0 has here")
        })
    }

    /// The non-negative integer at a key.
    pub(super) fn count(&self, key: &str) -> Result<Option<u64>, SpecError> {
        let Some(cursor) = self.get(key) else { return Ok(None) };
        let count = match cursor.node.value {
            Value::Integer(number) => u64::try_from(number).ok(),
            _ => None,
        };
        match count {
            Some(count) => Ok(Some(count)),
            None => {
                Err(cursor.error(format!("`{key}` is not a whole number from 0"), "write a whole number"))
            }
        }
    }

    fn typed(
        &self,
        key: &str,
        wanted: &str,
        fits: impl Fn(&Value) -> bool,
    ) -> Result<Option<Cursor<'a>>, SpecError> {
        let Some(cursor) = self.get(key) else { return Ok(None) };
        if fits(&cursor.node.value) {
            return Ok(Some(cursor));
        }
        let found = cursor.node.kind();
        Err(cursor
            .error(format!("`{key}` has to be {wanted} and is {found}"), format!("write {wanted} here")))
    }

    /// Follows `$ref` to the object that is declared. Nothing written (`null`) is an empty one.
    pub(super) fn declared(self) -> Result<Cursor<'a>, SpecError> {
        let here = self.resolved()?;
        match here.node.value {
            Value::Map(_) | Value::Null => Ok(here),
            _ => Err(here.error(
                format!("this has to be a map and is {}", here.node.kind()),
                "write the object that OpenAPI 3.0 has here",
            )),
        }
    }

    /// Follows `$ref` until it reaches something else.
    pub(super) fn resolved(self) -> Result<Cursor<'a>, SpecError> {
        let mut here = self;
        for _ in 0..64 {
            let Some(reference) = here.get("$ref") else { return Ok(here) };
            here = reference.target()?;
        }
        Err(here.error("this `$ref` leads back to itself", "let one of the references be a definition"))
    }

    /// The target of this `$ref` string.
    pub(super) fn target(&self) -> Result<Cursor<'a>, SpecError> {
        let Some(text) = self.node.text() else {
            return Err(self.error("`$ref` is not a string", "write `$ref: '#/components/...'`"));
        };
        let Some(pointer) = text.strip_prefix('#') else {
            return Err(self.error(
                format!("`$ref: {text}` leads outside of this document"),
                "bundle the document into one file first (for example `redocly bundle`), so that every $ref starts with `#/`",
            ));
        };
        let pointer = super::url::percent_decoded(pointer);
        let root = self.trees.root(self.file);
        match (pointer.is_empty() || pointer.starts_with('/')).then(|| root.at(&pointer)).flatten() {
            Some(node) => {
                let place = key_place(root, &pointer).unwrap_or(node.place);
                Ok(self.at(node, pointer.into_owned(), place))
            }
            None => Err(self.error(format!("`$ref: {text}` leads nowhere"), "define it, or mend the name")),
        }
    }
}

/// The place of the last key of a pointer.
fn key_place(root: &Node, pointer: &str) -> Option<Place> {
    let (parent, key) = pointer::parent(pointer)?;
    root.at(parent)?.member(&key).map(|member| member.place)
}
