//! Proposed edits of the spec. They contain only names, types and listed values that were validated, never an
//! `x-` key, a `$ref` or prose from the docs. Comments and layout are preserved.

use serde::Serialize;
use serde_json::Value;

use super::edit::Edit;
use crate::against::{Look, look};
use crate::model::{Claim, Location, Predicate};
use crate::vocabulary::is_plain_token;
use crate::yaml::{At, SpecTrees};
use contract_core::spec::{FileIndex, Spec};

/// A proposed edit by which the spec would follow the docs.
#[derive(Debug, Clone, Serialize)]
pub struct Patch {
    /// A short description.
    pub title: String,
    /// The file.
    #[serde(skip)]
    pub file: FileIndex,
    /// The line of the file, from 1.
    pub line: u32,
    /// The current lines.
    pub before: Vec<String>,
    /// The edited lines.
    pub after: Vec<String>,
    /// The edits.
    #[serde(skip)]
    pub edits: Vec<Edit>,
}

/// The alternative edits for a change.
pub(super) fn patches(
    before: Option<&Claim>,
    after: Option<&Claim>,
    spec: &Spec,
    trees: &SpecTrees<'_>,
) -> Vec<Patch> {
    let Some(after) = after else { return Vec::new() };
    if !after.name().is_empty() && !is_plain_token(after.name()) {
        return Vec::new();
    }
    let author = Author { spec, trees };
    let renamed = before.filter(|before| before.pointer != after.pointer);
    if let Some(before) = renamed {
        return author.rename(before, after);
    }
    let found = match look(spec, after) {
        Look::Found(placed) => trees.at(&placed.site).map(|at| author.value(after, trees.followed(at))),
        Look::Missing { site } => trees.at(&site).map(|at| author.add(after, at)),
        Look::Unknown => None,
    };
    found.unwrap_or_default().into_iter().collect()
}

/// Decides what to edit.
struct Author<'s> {
    spec: &'s Spec,
    trees: &'s SpecTrees<'s>,
}

impl Author<'_> {
    /// An edit of a type, default, requirement or value at an existing place.
    fn value(&self, claim: &Claim, at: At<'_>) -> Option<Patch> {
        let schema = at.get("schema").map_or(at, |schema| self.trees.followed(schema));
        match claim.predicate {
            Predicate::Type => {
                let word = claim.value.as_str().filter(|word| is_json_type(word))?;
                let kind = schema.get("type")?;
                Writer::of(kind).replace(kind, word, format!("make the type {word}"))
            }
            Predicate::Default => {
                let word = scalar(&claim.value)?;
                let title = format!("make the default {word}");
                match schema.get("default") {
                    Some(default) => Writer::of(default).replace(default, &word, title),
                    None => Writer::of(schema).add_key(schema, &format!("default: {word}"), title),
                }
            }
            Predicate::Required if claim.location.is_parameter() => {
                let word = claim.value.as_bool()?.to_string();
                let title = format!("make it {}", if word == "true" { "required" } else { "optional" });
                match at.get("required") {
                    Some(required) => Writer::of(required).replace(required, &word, title),
                    None => Writer::of(at).add_key(at, &format!("required: {word}"), title),
                }
            }
            Predicate::Required => self.require(claim),
            Predicate::EnumMember => {
                let word = claim.value.as_str().filter(|word| is_plain_token(word))?;
                let list = schema.get("enum").or_else(|| schema.get("x-extensible-enum"))?;
                Writer::of(list).add_item(list, word, format!("add the value {word}"))
            }
            _ => None,
        }
    }

    /// An edit that adds a field or parameter.
    fn add(&self, claim: &Claim, around: At<'_>) -> Option<Patch> {
        let kind = match claim.predicate {
            Predicate::Type => claim.value.as_str().filter(|word| is_json_type(word))?,
            Predicate::Exists => "string",
            _ => return None,
        };
        let name = claim.name();
        match claim.location {
            Location::Query | Location::Header => {
                let place = claim.location.word();
                let list = around.get("parameters")?;
                let item = format!("{{name: {name}, in: {place}, schema: {{type: {kind}}}}}");
                Writer::of(list).add_item(list, &item, format!("add the parameter {name}"))
            }
            Location::RequestBody | Location::ResponseBody => {
                let properties = self.trees.followed(around).get("properties")?;
                Writer::of(properties).add_key(
                    properties,
                    &format!("{name}: {{type: {kind}}}"),
                    format!("add the field {name}"),
                )
            }
            _ => None,
        }
    }

    /// Two alternatives: rename the field, or add the new name and keep the old one.
    fn rename(&self, before: &Claim, after: &Claim) -> Vec<Patch> {
        let mut ways = Vec::new();
        let (old, new) = (before.name(), after.name());
        let (Look::Found(placed), false) = (look(self.spec, before), old == new) else { return ways };
        if before.location.is_parameter() {
            let at = self.trees.at(&placed.site);
            let name = at.and_then(|at| self.trees.followed(at).get("name"));
            ways.extend(name.and_then(|name| {
                Writer::of(name).replace(name, new, format!("rename the parameter {old} to {new}"))
            }));
            return ways;
        }
        let at = |pointer: &str| self.trees.at_pointer(placed.site.file, pointer);
        let holder = placed.site.pointer.rsplit_once('/').and_then(|(parent, _)| at(parent));
        let Some(properties) = holder.filter(|properties| properties.get(old).is_some()) else { return ways };
        if let Some((key, _)) = properties.entry(old) {
            let mut patch = Writer::of(key).replace(key, new, format!("rename the field {old} to {new}"));
            // The name is also changed in `required`, next to the properties.
            let owner = placed.site.pointer.rsplit_once("/properties/").and_then(|(owner, _)| at(owner));
            let required = owner.and_then(|owner| owner.get("required"));
            for name in required.into_iter().flat_map(At::items).filter(|name| name.text() == Some(old)) {
                if let Some(patch) = &mut patch {
                    patch.edits.push(Edit { range: name.span(), text: new.to_owned() });
                }
            }
            ways.extend(patch);
        }
        let kind = before.value.as_str().filter(|word| is_json_type(word)).unwrap_or("string");
        ways.extend(Writer::of(properties).add_key(
            properties,
            &format!("{new}: {{type: {kind}}}"),
            format!("add the field {new} and keep {old}"),
        ));
        ways
    }

    fn require(&self, claim: &Claim) -> Option<Patch> {
        let (parent, name) = claim.pointer.rsplit_once('/')?;
        let above = Claim { pointer: parent.to_owned(), ..claim.clone() };
        let Look::Found(holder) = look(self.spec, &above) else { return None };
        let site = holder
            .schemas
            .iter()
            .map(|id| self.spec.schema(*id))
            .find(|schema| schema.property(name).is_some())?;
        let owner = self.trees.followed(self.trees.at(&site.site)?);
        if claim.value == Value::Bool(true) {
            return match owner.get("required") {
                Some(list) => Writer::of(list).add_item(list, name, format!("require {name}")),
                None => Writer::of(owner).add_key(
                    owner,
                    &format!("required: [{name}]"),
                    format!("require {name}"),
                ),
            };
        }
        let list = owner.get("required")?;
        let item = list.items().find(|item| item.text() == Some(name))?;
        Writer::of(list).remove_item(list, item, format!("make {name} optional"))
    }
}

/// Edits the text of one file.
struct Writer<'s> {
    text: &'s str,
    file: FileIndex,
}

impl<'s> Writer<'s> {
    /// For the file of a node.
    fn of(at: At<'s>) -> Self {
        Self { text: at.whole_text(), file: at.file() }
    }

    fn replace(&self, at: At<'_>, word: &str, title: String) -> Option<Patch> {
        let range = at.span();
        self.text.get(range.clone())?;
        self.patch(title, vec![Edit { range, text: word.to_owned() }])
    }

    /// Adds a line after the last entry of a block mapping, or an entry to a flow mapping.
    fn add_key(&self, mapping: At<'_>, entry: &str, title: String) -> Option<Patch> {
        if self.is_flow(mapping) {
            let end = self.closing(mapping, '}')?;
            let lead = if mapping.entries().next().is_some() { ", " } else { "" };
            return self.patch(title, vec![Edit { range: end..end, text: format!("{lead}{entry}") }]);
        }
        let (first, _) = mapping.written().next()?;
        self.below(first, last_written(mapping)?, entry, title)
    }

    fn add_item(&self, list: At<'_>, item: &str, title: String) -> Option<Patch> {
        if self.is_flow(list) {
            let end = self.closing(list, ']')?;
            let lead = if list.items().next().is_some() { ", " } else { "" };
            return self.patch(title, vec![Edit { range: end..end, text: format!("{lead}{item}") }]);
        }
        let (first, end) = (list.items().next()?, list.items().last()?);
        // The first item follows a dash; the new item starts at the column of that dash.
        let start = first.span().start;
        let line = self.text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
        let dash = line + self.text.get(line..start)?.find('-')?;
        let indent = " ".repeat(dash - line);
        self.insert(self.end_of_line(end)?, &format!("{indent}- {item}"), title)
    }

    fn remove_item(&self, list: At<'_>, item: At<'_>, title: String) -> Option<Patch> {
        let span = item.span();
        if !self.is_flow(list) {
            let start = self.text.get(..span.start)?.rfind('\n').map_or(0, |at| at + 1);
            let end = (self.end_of_line(item)? + 1).min(self.text.len());
            return self.patch(title, vec![Edit { range: start..end, text: String::new() }]);
        }
        let after = self.text.get(span.end..)?;
        let range = if let Some(rest) = after.strip_prefix(',') {
            span.start..span.end + 1 + (rest.len() - rest.trim_start_matches(' ').len())
        } else {
            let before = self.text.get(..span.start)?.trim_end_matches(' ').trim_end_matches(',');
            before.len()..span.end
        };
        self.patch(title, vec![Edit { range, text: String::new() }])
    }

    fn below(&self, first: At<'_>, last: At<'_>, entry: &str, title: String) -> Option<Patch> {
        let start = first.span().start;
        let line = self.text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
        let indent = " ".repeat(start - line);
        self.insert(self.end_of_line(last)?, &format!("{indent}{entry}"), title)
    }

    fn insert(&self, at: usize, line: &str, title: String) -> Option<Patch> {
        self.patch(title, vec![Edit { range: at..at, text: format!("\n{line}") }])
    }

    /// The end of the line of the last content of a node, including a trailing comment.
    fn end_of_line(&self, at: At<'_>) -> Option<usize> {
        let end = deepest(at);
        let rest = self.text.get(end..)?;
        Some(end + rest.find('\n').unwrap_or(rest.len()))
    }

    fn is_flow(&self, at: At<'_>) -> bool {
        self.text.get(at.span().start..).is_some_and(|text| text.starts_with(['{', '[']))
    }

    fn closing(&self, at: At<'_>, bracket: char) -> Option<usize> {
        let span = at.span();
        let inside = self.text.get(span.clone())?;
        let at = span.start + inside.rfind(bracket)?;
        let before = self.text.get(span.start..at)?;
        Some(span.start + before.trim_end().len())
    }

    /// The lines around the edits, before and after.
    fn patch(&self, title: String, edits: Vec<Edit>) -> Option<Patch> {
        let first = edits.first()?;
        let start = self.text.get(..first.range.start)?.rfind('\n').map_or(0, |at| at + 1);
        let stop = first.range.end.max(first.range.start);
        let end = stop + self.text.get(stop..)?.find('\n').unwrap_or(self.text.len() - stop);
        let before = self.text.get(start..end)?;
        let after = format!(
            "{}{}{}",
            self.text.get(start..first.range.start)?,
            first.text,
            self.text.get(first.range.end..end)?
        );
        let line = u32::try_from(self.text.get(..start)?.matches('\n').count() + 1).ok()?;
        let lines = |text: &str| text.lines().map(str::to_owned).collect();
        Some(Patch { title, file: self.file, line, before: lines(before), after: lines(&after), edits })
    }
}

/// The end of the last scalar in a node. The span of a block collection ends where the next node starts,
/// which is too late.
fn deepest(at: At<'_>) -> usize {
    match last_written(at).or_else(|| at.items().last()) {
        Some(last) if last.span().start >= at.span().start => {
            deepest(last).max(if last.text().is_some() { last.span().end } else { 0 })
        }
        _ => at.span().end,
    }
}

/// The last value of a mapping, or its key if the value is an alias, which is defined elsewhere.
fn last_written(mapping: At<'_>) -> Option<At<'_>> {
    let (key, value) = mapping.written().last()?;
    Some(if value.span().start < key.span().start { key } else { value })
}

fn is_json_type(word: &str) -> bool {
    matches!(word, "string" | "number" | "integer" | "boolean" | "array" | "object")
}

/// A scalar that needs no quotes in YAML.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::String(text) if is_plain_token(text) => Some(format!("'{text}'")),
        _ => None,
    }
}
