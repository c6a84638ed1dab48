//! A node of the document with its position, for precise errors.

use std::borrow::Cow;

use super::dialect::Dialect;
use super::error::SpecError;
use super::index::FileIndex;
use super::loaded_files::{LoadedFiles, OWN_SCHEME};
use super::operation::Style;
use super::reference::{Reference, Refusal};
use super::schema::Site;
use super::scope::Scope;
use super::source::{Node, Place, Value};
use super::uri;
use crate::pointer;

/// The most references that are followed for one of them.
pub(super) const MAX_STEPS: u32 = 64;

/// A node, its JSON pointer, and the place of its key.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    pub(super) loaded: &'a LoadedFiles,
    pub(super) file: FileIndex,
    pub(super) node: &'a Node,
    pub(super) pointer: String,
    /// The place of the node's key; for an item of a list, that of the item.
    pub(super) place: Place,
    /// What the names of `$dynamicAnchor` stand for.
    pub(super) scope: Scope,
}

impl<'a> Cursor<'a> {
    pub(super) fn root(loaded: &'a LoadedFiles, file: FileIndex) -> Self {
        let node = loaded.root(file);
        Self { loaded, file, node, pointer: String::new(), place: node.place, scope: Scope::default() }
    }

    /// Another node of the same file.
    pub(super) fn at(&self, node: &'a Node, pointer: String, place: Place) -> Self {
        Self { loaded: self.loaded, file: self.file, node, pointer, place, scope: self.scope }
    }

    /// The dialect of a schema here.
    pub(super) fn dialect(&self) -> Dialect {
        self.loaded.dialect(self.file, &self.pointer)
    }

    /// The same place, in the scope of the resource that it belongs to.
    pub(super) fn entered(self) -> Self {
        let scope = self.loaded.entered(self.scope, self.file, &self.pointer);
        Self { scope, ..self }
    }

    /// The name of the file.
    pub(super) fn file_name(&self) -> &'a str {
        self.loaded.name(self.file)
    }

    pub(super) fn site(&self) -> Site {
        Site { file: self.file, place: self.place, pointer: self.pointer.clone() }
    }

    /// The place in the file of its owner: that of the owner if it was reached through a `$ref`.
    pub(super) fn place_in(&self, owner: &Self) -> Place {
        if self.file == owner.file { self.place } else { owner.place }
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
            self.error(format!("there is no `style: {word}`"), "write a style that OpenAPI has here")
        })
    }

    /// The non-negative integer at a key.
    pub(super) fn count(&self, key: &str) -> Result<Option<u64>, SpecError> {
        let Some(cursor) = self.get(key) else { return Ok(None) };
        let count = match cursor.node.value {
            Value::Integer(number) => u64::try_from(number).ok(),
            Value::Float(number) => whole(number),
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
        let Some(entry) = self.get(key) else { return Ok(None) };
        let cursor = entry.clone().followed()?;
        if fits(&cursor.node.value) {
            return Ok(Some(cursor));
        }
        let found = cursor.node.kind();
        Err(entry.error(format!("`{key}` has to be {wanted} and is {found}"), format!("write {wanted} here")))
    }

    /// Follows a `$ref` that stands alone in a map: documents in several files have them in place of anything.
    fn followed(self) -> Result<Cursor<'a>, SpecError> {
        let is_alone = self.node.members().len() == 1;
        match self.node.get("$ref").and_then(Node::text).filter(|_| is_alone) {
            Some(_) => self.resolved(),
            None => Ok(self),
        }
    }

    /// Follows `$ref` to the object that is declared. Nothing written (`null`) is an empty one.
    pub(super) fn declared(self) -> Result<Cursor<'a>, SpecError> {
        let here = self.resolved()?;
        match here.node.value {
            Value::Map(_) | Value::Null => Ok(here),
            _ => Err(here.error(
                format!("this has to be a map and is {}", here.node.kind()),
                "write the object that OpenAPI has here",
            )),
        }
    }

    /// Follows `$ref` until it reaches something else.
    pub(super) fn resolved(self) -> Result<Cursor<'a>, SpecError> {
        let mut steps = MAX_STEPS;
        self.resolved_within(&mut steps)
    }

    fn resolved_within(self, steps: &mut u32) -> Result<Cursor<'a>, SpecError> {
        let mut here = self;
        while let Some(reference) = here.get("$ref") {
            here = reference.target_within(steps)?;
        }
        Ok(here)
    }

    /// The target of this `$ref` string.
    pub(super) fn target(&self) -> Result<Cursor<'a>, SpecError> {
        let mut steps = MAX_STEPS;
        self.target_within(&mut steps)
    }

    /// Like [`Self::target`], with so many references left to follow.
    pub(super) fn target_within(&self, steps: &mut u32) -> Result<Cursor<'a>, SpecError> {
        let Some(text) = self.node.text() else {
            return Err(self.error("`$ref` is not a string", "write `$ref: '#/components/...'`"));
        };
        *steps = steps.checked_sub(1).ok_or_else(|| {
            self.error("this `$ref` leads back to itself", "let one of the references be a definition")
        })?;
        let nowhere =
            || self.error(format!("`$ref: {text}` leads nowhere"), "define it, or correct the name");
        if text.is_empty() && !self.dialect().is_json_schema() {
            return Err(nowhere());
        }
        let reference = Reference::of(text);
        let (file, resource) = self.resource_of(text, reference.file)?;
        let pointer = if let Some(pointer) = reference.pointer() {
            format!("{resource}{pointer}")
        } else {
            let anchor = self.loaded.anchor(file, &resource, &reference.anchor()).ok_or_else(nowhere)?;
            anchor.pointer.clone()
        };
        self.reached(file, &pointer, steps)?.ok_or_else(nowhere)
    }

    /// The target of this `$dynamicRef`, or of a `$recursiveRef`.
    pub(super) fn dynamic_target(&self, is_recursive: bool) -> Result<Cursor<'a>, SpecError> {
        let target = self.target()?;
        let name = Reference::of(self.node.text().unwrap_or_default()).anchor();
        let name = if is_recursive { Cow::Borrowed("") } else { name };
        if name.is_empty() != is_recursive || name.starts_with('/') {
            return Ok(target);
        }
        let identifiers = self.loaded.identifiers(target.file);
        let resource = identifiers.map_or("", |known| known.resource(&target.pointer).0);
        let anchor = self.loaded.anchor(target.file, resource, &name);
        let is_dynamic = anchor.is_some_and(|anchor| anchor.is_dynamic && anchor.pointer == target.pointer);
        let Some((file, pointer)) = self.loaded.bound(self.scope, &name).filter(|_| is_dynamic) else {
            return Ok(target);
        };
        let mut steps = MAX_STEPS;
        Ok(self.reached(file, &pointer, &mut steps)?.unwrap_or(target))
    }

    /// The file, and the pointer of the schema resource, that a reference names before its fragment.
    fn resource_of(&self, text: &str, part: &str) -> Result<(FileIndex, String), SpecError> {
        let Some(identifiers) = self.loaded.identifiers(self.file) else {
            return Ok((self.linked(text, part)?, String::new()));
        };
        let (own, base) = identifiers.resource(&self.pointer);
        if part.is_empty() {
            return Ok((self.file, own.to_owned()));
        }
        let target = uri::resolved(base, part);
        if let Some((file, resource)) = self.loaded.with_uri(&target) {
            return Ok((file, resource.to_owned()));
        }
        // What is relative to the `$id` of a schema is a file only if that is one in the folder of the document.
        match target.strip_prefix(OWN_SCHEME).filter(|_| !own.is_empty()) {
            Some(path) => {
                let path = path.trim_start_matches('/');
                let file = self.loaded.link(FileIndex::DOCUMENT, path);
                Ok((file.map_err(|why| self.refused(text, why))?, String::new()))
            }
            None if own.is_empty() => Ok((self.linked(text, part)?, String::new())),
            None => Err(self.refused(text, Refusal::Url)),
        }
    }

    fn linked(&self, text: &str, part: &str) -> Result<FileIndex, SpecError> {
        if part.is_empty() {
            return Ok(self.file);
        }
        self.loaded.link(self.file, part).map_err(|why| self.refused(text, why))
    }

    /// The place of a file, in the scope of this one.
    fn reached(
        &self,
        file: FileIndex,
        pointer: &str,
        steps: &mut u32,
    ) -> Result<Option<Cursor<'a>>, SpecError> {
        let mut here = Cursor { scope: self.scope, ..Cursor::root(self.loaded, file) };
        for name in pointer::names(pointer).into_iter().flatten() {
            match here.child(&name, steps)? {
                Some(child) => here = child,
                None => return Ok(None),
            }
        }
        Ok(Some(here))
    }

    /// The member or item of this name, through a `$ref` if there is none.
    fn child(self, name: &str, steps: &mut u32) -> Result<Option<Cursor<'a>>, SpecError> {
        if let Some(child) = self.own_child(name) {
            return Ok(Some(child));
        }
        Ok(self.resolved_within(steps)?.own_child(name))
    }

    fn own_child(&self, name: &str) -> Option<Cursor<'a>> {
        let Value::List(items) = &self.node.value else { return self.get(name) };
        let item = name.parse::<usize>().ok().and_then(|index| items.get(index))?;
        Some(self.at(item, pointer::child(&self.pointer, name), item.place))
    }

    /// The error of a `$ref` to a file that is not read.
    fn refused(&self, text: &str, why: Refusal) -> SpecError {
        if let Refusal::Broken(error) = why {
            return *error;
        }
        let error = self.error(format!("`$ref: {text}` {why}"), why.help());
        if let Refusal::Unreadable(_) = why {
            self.loaded.fail(&error);
        }
        error
    }
}

/// A number such as `2.0` that counts something.
fn whole(number: f64) -> Option<u64> {
    let is_whole = number.fract() == 0.0 && (0.0..9e15).contains(&number);
    number.to_string().parse().ok().filter(|_| is_whole)
}
