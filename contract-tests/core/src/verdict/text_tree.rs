//! Makes JSON of names and values that were sent as text, by the types of their schema.

use std::collections::BTreeMap;

use super::matching::{Direction, Matcher};
use super::schema_parts::SchemaParts;
use crate::json::{Number, Tape};
use crate::spec::{SchemaId, Spec, Type};

/// The most brackets of a name that make a level each.
const MAX_LEVELS: usize = 32;

/// What was sent under one name: values, and names in brackets below it.
#[derive(Debug, Default)]
pub(super) struct Tree {
    values: Vec<Sent>,
    members: BTreeMap<String, Tree>,
}

/// A value as it was sent.
#[derive(Debug)]
pub(super) enum Sent {
    /// Text, read by the type of the schema.
    Text(String),
    /// JSON.
    Json(String),
}

impl Tree {
    /// Values under one name.
    pub(super) fn of(texts: Vec<String>) -> Self {
        Self { values: texts.into_iter().map(Sent::Text).collect(), members: BTreeMap::new() }
    }

    /// Adds a value below these names.
    pub(super) fn insert<'n>(&mut self, names: impl IntoIterator<Item = &'n str>, value: Sent) {
        let mut place = self;
        for name in names {
            place = place.members.entry(name.to_owned()).or_default();
        }
        place.values.push(value);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty() && self.members.is_empty()
    }

    /// The names of the items, in their order, if all of them are: `0`, `1` and so on, or nothing.
    fn items(&self) -> Option<Vec<&Tree>> {
        let numbered = |(name, tree)| -> Option<(u64, &Tree)> {
            let name: &String = name;
            Some((if name.is_empty() { 0 } else { name.parse().ok()? }, tree))
        };
        let mut items: Vec<(u64, &Tree)> = self.members.iter().map(numbered).collect::<Option<_>>()?;
        items.sort_by_key(|(number, _)| *number);
        Some(items.into_iter().map(|(_, tree)| tree).collect())
    }
}

/// The names in `a[b][c]`: `a`, `b`, `c`. A name that is written otherwise is one name.
#[must_use]
pub fn names(name: &str) -> Vec<&str> {
    let levels = || {
        let (owner, rest) = name.split_once('[')?;
        let inner = rest.strip_suffix(']')?;
        let names: Vec<&str> = std::iter::once(owner).chain(inner.split("][")).collect();
        let is_plain = names.iter().all(|name| !name.contains(['[', ']']));
        (is_plain && !owner.is_empty() && names.len() <= MAX_LEVELS).then_some(names)
    };
    levels().unwrap_or_else(|| vec![name])
}

/// The first of the names in `a[b][c]`.
pub(super) fn owner(name: &str) -> &str {
    if name.contains('[') { names(name).first().copied().unwrap_or(name) } else { name }
}

/// The JSON text of what was sent, as it fits the schema best.
pub(super) fn json(spec: &Spec, schema: SchemaId, tree: &Tree) -> String {
    Writer { spec }.value(&[schema], tree)
}

struct Writer<'s> {
    spec: &'s Spec,
}

impl Writer<'_> {
    /// The reading that fits one of the schemas, else the likeliest one.
    fn value(&self, ids: &[SchemaId], tree: &Tree) -> String {
        let parts = SchemaParts::of(self.spec, ids);
        let mut readings = match (tree.values.as_slice(), tree.members.is_empty()) {
            ([Sent::Json(json)], true) => return json.clone(),
            ([Sent::Text(text)], true) => self.text(&parts, text),
            _ => self.several(&parts, tree),
        };
        let fits = |json: &String| ids.iter().any(|id| self.fits(*id, json));
        let best = if readings.len() > 1 { readings.iter().position(fits).unwrap_or(0) } else { 0 };
        readings.swap_remove(best)
    }

    /// The readings of a text, the likeliest first.
    fn text(&self, parts: &SchemaParts<'_>, text: &str) -> Vec<String> {
        let kinds = parts.kinds();
        let has = |kind| kinds.contains(&kind);
        let is_number = || Number::parse(text).is_some();
        let is_boolean = matches!(text, "true" | "false");
        let mut readings = Vec::new();
        if matches!(text, "" | "null") && parts.is_nullable() && kinds != [Type::String] {
            readings.push("null".to_owned());
        }
        let may_be_number = kinds.is_empty() || has(Type::Integer) || has(Type::Number);
        if (may_be_number && is_number()) || (is_boolean && (kinds.is_empty() || has(Type::Boolean))) {
            readings.push(text.to_owned());
        }
        if kinds.is_empty() || has(Type::String) {
            readings.push(quoted(text));
        }
        if has(Type::Object) && text.starts_with('{') && Tape::new().load(text).is_ok() {
            readings.push(text.to_owned());
        }
        if has(Type::Array) {
            readings.push(self.array(parts, &[&Tree::of(vec![text.to_owned()])]));
        }
        if readings.is_empty() {
            readings.push(quoted(text));
        }
        readings
    }

    /// The readings of anything but a single value.
    fn several(&self, parts: &SchemaParts<'_>, tree: &Tree) -> Vec<String> {
        let kinds = parts.kinds();
        let mut readings = Vec::new();
        let is_object = kinds.contains(&Type::Object);
        let has_values_only = tree.members.is_empty() && !(tree.values.is_empty() && is_object);
        let may_be_array = kinds.is_empty() || kinds.contains(&Type::Array) || has_values_only;
        if let Some(items) = tree.items().filter(|_| may_be_array) {
            readings.push(self.items(parts, tree, &items));
        }
        if readings.is_empty() || (is_object && !tree.members.is_empty()) {
            readings.push(self.object(parts, tree));
        }
        readings
    }

    fn items(&self, parts: &SchemaParts<'_>, tree: &Tree, numbered: &[&Tree]) -> String {
        // `name[]=a&name[]=b` are two items.
        let is_list = |item: &&&Tree| item.members.is_empty();
        let lists = numbered.iter().filter(is_list).flat_map(|item| &item.values);
        let single: Vec<Tree> = tree.values.iter().chain(lists).map(Tree::copy_of).collect();
        let whole = numbered.iter().filter(|item| !is_list(item)).copied();
        self.array(parts, &single.iter().chain(whole).collect::<Vec<_>>())
    }

    fn array(&self, parts: &SchemaParts<'_>, items: &[&Tree]) -> String {
        let schemas = parts.items();
        let items: Vec<String> = items.iter().map(|item| self.value(&schemas, item)).collect();
        format!("[{}]", items.join(","))
    }

    fn object(&self, parts: &SchemaParts<'_>, tree: &Tree) -> String {
        let member = |(name, value): (&String, &Tree)| {
            format!("{}:{}", quoted(name), self.value(&parts.properties(name), value))
        };
        let members: Vec<String> = tree.members.iter().map(member).collect();
        format!("{{{}}}", members.join(","))
    }

    fn fits(&self, id: SchemaId, json: &str) -> bool {
        let mut tape = Tape::new();
        let Ok(document) = tape.parse(json) else { return false };
        let mut matcher = Matcher::new(self.spec);
        matcher.start(Direction::Request);
        matcher.matches(id, document.root())
    }
}

impl Tree {
    fn copy_of(value: &Sent) -> Self {
        let value = match value {
            Sent::Text(text) => Sent::Text(text.clone()),
            Sent::Json(json) => Sent::Json(json.clone()),
        };
        Self { values: vec![value], members: BTreeMap::new() }
    }
}

/// A JSON string.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
