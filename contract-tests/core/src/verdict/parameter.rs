//! Converts parameters and headers from text to JSON, by `style` and by the type of their schema.

use std::borrow::Cow;

use super::query::decoded;
use super::schema_parts::{SchemaParts, kind};
use super::text_tree::{self, Sent, Tree};
use crate::json::Number;
use crate::spec::{Encoding, Header, Parameter, ParameterIn, Schema, SchemaId, Spec, Style, Type};

/// How a parameter is serialized.
#[derive(Debug, Clone, Copy)]
pub(super) struct Serialization {
    pub(super) style: Style,
    /// `explode`: each item or property is written separately.
    explodes: bool,
    /// The text is still percent-encoded.
    is_percent_encoded: bool,
    /// The value is that of a header.
    is_header: bool,
}

impl Serialization {
    /// The serialization of a parameter, with the defaults of its location.
    pub(super) fn of(parameter: &Parameter) -> Self {
        // Cookies are split before, and their values are as they are.
        let written = parameter.style.map(|style| if style == Style::Cookie { Style::Form } else { style });
        let style = written.unwrap_or(match parameter.location {
            ParameterIn::Query | ParameterIn::Cookie | ParameterIn::QueryString => Style::Form,
            ParameterIn::Path | ParameterIn::Header => Style::Simple,
        });
        let explodes = parameter.explode.unwrap_or(style == Style::Form);
        let is_percent_encoded = parameter.location == ParameterIn::Query;
        Self { style, explodes, is_percent_encoded, is_header: parameter.location == ParameterIn::Header }
    }

    /// The serialization of a response header.
    pub(super) fn of_header(header: &Header) -> Self {
        let explodes = header.explode.unwrap_or(false);
        Self { style: Style::Simple, explodes, is_percent_encoded: false, is_header: true }
    }

    /// The serialization of a field of a form, if its items or properties are in one value.
    pub(super) fn of_field(encoding: &Encoding) -> Option<Self> {
        let style = encoding.style.unwrap_or(Style::Form);
        if !matches!(style, Style::Form | Style::SpaceDelimited | Style::PipeDelimited) {
            return None;
        }
        let explodes = encoding.explode.unwrap_or(style == Style::Form);
        (!explodes).then_some(Self { style, explodes, is_percent_encoded: true, is_header: false })
    }

    /// A value as it was meant.
    pub(super) fn plain(self, value: &str) -> String {
        if self.is_percent_encoded { decoded(value).into_owned() } else { value.to_owned() }
    }

    /// True if each item repeats the parameter's name, so that a comma is part of an item.
    pub(super) fn repeats_name(self) -> bool {
        self.style == Style::Form && self.explodes
    }
}

/// True if the properties of the value are sent as query parameters or cookies of their own.
pub(super) fn is_exploded_object(spec: &Spec, parameter: &Parameter) -> bool {
    let is_object = parameter.schema.and_then(|schema| kind(spec, schema)) == Some(Type::Object);
    is_object
        && Serialization::of(parameter).repeats_name()
        && !parameter.is_json
        && matches!(parameter.location, ParameterIn::Query | ParameterIn::Cookie)
}

/// The possible readings of a value as JSON texts, stored in one reused buffer.
#[derive(Debug, Default)]
pub(super) struct Readings {
    texts: String,
    /// The end of each text in `texts`.
    ends: Vec<usize>,
}

impl Readings {
    pub(super) fn clear(&mut self) {
        self.texts.clear();
        self.ends.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Adds a text.
    pub(super) fn push(&mut self, text: &str) {
        self.texts.push_str(text);
        self.ends.push(self.texts.len());
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| self.texts.get(start..*end).unwrap_or_default())
    }

    /// Adds the readings of a scalar. Without a type, digits may be a number or a string.
    fn push_scalars(&mut self, schema: &Schema, kind: Option<Type>, text: &str) {
        let is_text = !is_plain(kind, text);
        if schema.nullable && is_text && kind != Some(Type::String) && matches!(text, "" | "null") {
            return self.push("null");
        }
        if !is_text {
            self.push(text);
        }
        if is_text || kind.is_none() {
            push_text(&mut self.texts, text);
            self.ends.push(self.texts.len());
        }
    }
}

/// Adds the possible JSON texts of a parameter to `to`, likeliest first. Adds none if it was not
/// sent, or if its style cannot be read.
///
/// `values` are as sent: percent-encoded in a query, decoded elsewhere; several if the name was repeated.
pub(super) fn read(spec: &Spec, how: Serialization, schema: SchemaId, values: &[&str], to: &mut Readings) {
    if values.is_empty() || how.style == Style::DeepObject {
        return;
    }
    let kind = kind(spec, schema);
    if matches!(kind, Some(Type::Array | Type::Object)) {
        if let Some(text) = read_parts(spec, how, schema, values) {
            to.push(&text);
        }
        return;
    }
    let lists: Vec<SchemaId> = if kind.is_none() { lists(spec, schema) } else { Vec::new() };
    if lists.is_empty() || values.len() == 1 {
        read_scalar(spec, how, schema, values, to);
    }
    for list in lists {
        if let Some(text) = read_parts(spec, how, list, values) {
            to.push(&text);
        }
    }
}

/// True if several values can be one: a list, or the lines of one.
pub(super) fn takes_several(spec: &Spec, schema: SchemaId) -> bool {
    match kind(spec, schema) {
        Some(kind) => matches!(kind, Type::Array | Type::Object),
        None => !lists(spec, schema).is_empty(),
    }
}

/// The branches of a schema that are arrays or objects.
fn lists(spec: &Spec, schema: SchemaId) -> Vec<SchemaId> {
    if !spec.schema(schema).is_composed {
        return Vec::new();
    }
    SchemaParts::of(spec, &[schema]).lists().collect()
}

fn read_scalar(spec: &Spec, how: Serialization, schema: SchemaId, values: &[&str], to: &mut Readings) {
    let kind = kind(spec, schema);
    let Some(value) = values.first() else { return };
    let value = match how.style {
        Style::Label => value.strip_prefix('.').unwrap_or(value),
        Style::Matrix => matrix(value).next().map_or("", |(_, value)| value),
        _ => value,
    };
    let schema = spec.schema(schema);
    if how.is_percent_encoded {
        to.push_scalars(schema, kind, &decoded(value));
    } else {
        to.push_scalars(schema, kind, value);
    }
}

/// The JSON text of an array or object.
fn read_parts(spec: &Spec, how: Serialization, schema: SchemaId, values: &[&str]) -> Option<String> {
    let plain = |text: &str| how.plain(text);
    let (separator, bodies) = match how.style {
        Style::Form | Style::Cookie | Style::SpaceDelimited | Style::PipeDelimited if how.explodes => {
            (None, values.to_vec())
        }
        Style::Form | Style::Cookie | Style::Simple => (Some(","), values.to_vec()),
        Style::SpaceDelimited => (Some(" "), values.to_vec()),
        Style::PipeDelimited => (Some("|"), values.to_vec()),
        Style::Label => {
            let parts = if how.explodes { "." } else { "," };
            (Some(parts), values.iter().map(|value| value.strip_prefix('.').unwrap_or(value)).collect())
        }
        Style::Matrix if how.explodes => {
            (None, values.iter().flat_map(|value| matrix(value)).map(|(_, value)| value).collect())
        }
        Style::Matrix => {
            (Some(","), values.iter().flat_map(|value| matrix(value)).map(|(_, value)| value).collect())
        }
        Style::DeepObject => return None,
    };
    let split = |value: &str| -> Vec<String> {
        let value = match separator {
            Some(" ") => Cow::Owned(value.replace('+', " ").replace("%20", " ")),
            Some("|") => Cow::Owned(value.replace("%7C", "|").replace("%7c", "|")),
            _ => Cow::Borrowed(value),
        };
        match separator {
            // Lists in headers often have a space after the comma.
            Some(separator) if how.is_header => {
                value.split(separator).map(|item| plain(item.trim())).collect()
            }
            Some(separator) => value.split(separator).map(plain).collect(),
            None => vec![plain(&value)],
        }
    };
    if kind(spec, schema) == Some(Type::Array) {
        let texts = bodies.iter().flat_map(|value| split(value));
        let texts: Vec<String> = texts.filter(|_| values != [""]).collect();
        return Some(array(spec, schema, texts));
    }
    if how.style == Style::Matrix && how.explodes {
        let pairs = values.iter().flat_map(|value| matrix(value));
        let pairs: Vec<_> = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        return Some(object(spec, schema, pairs));
    }
    // The lines of a header are one list.
    let bodies = if how.is_header { bodies.as_slice() } else { bodies.get(..1)? };
    separator?;
    let parts: Vec<String> = bodies.iter().flat_map(|body| split(body)).collect();
    let pairs = if how.explodes {
        let pairs = parts.iter().filter_map(|part| part.split_once('='));
        pairs.map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
    } else {
        pairs_of(&parts)
    };
    Some(object(spec, schema, pairs))
}

/// The JSON text of an array.
fn array(spec: &Spec, schema: SchemaId, texts: Vec<String>) -> String {
    text_tree::json(spec, schema, &Tree::of(texts))
}

/// The JSON text of an object sent as names and values; a repeated name becomes an array.
fn object(spec: &Spec, schema: SchemaId, pairs: Vec<(String, String)>) -> String {
    let mut tree = Tree::default();
    for (name, value) in pairs {
        tree.insert([name.as_str()], Sent::Text(value));
    }
    text_tree::json(spec, schema, &tree)
}

/// The names and values of `;name=value;name=value`.
fn matrix(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split(';').filter(|part| !part.is_empty()).map(|part| part.split_once('=').unwrap_or((part, "")))
}

fn pairs_of(parts: &[String]) -> Vec<(String, String)> {
    parts.chunks_exact(2).filter_map(|pair| Some((pair.first()?.clone(), pair.get(1)?.clone()))).collect()
}

/// True if the text is valid JSON for the type as it is, so that it needs no quotes.
fn is_plain(kind: Option<Type>, text: &str) -> bool {
    match kind {
        Some(Type::Integer | Type::Number) => Number::parse(text).is_some(),
        Some(Type::Boolean) => matches!(text, "true" | "false"),
        Some(_) => false,
        // No single type: a text that looks like a number or boolean is read as one.
        None => Number::parse(text).is_some() || matches!(text, "true" | "false"),
    }
}

/// Appends a JSON string.
fn push_text(json: &mut String, text: &str) {
    if text.bytes().any(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)) {
        // Serializing a string cannot fail.
        json.push_str(&serde_json::to_string(text).unwrap_or_default());
        return;
    }
    json.push('"');
    json.push_str(text);
    json.push('"');
}
