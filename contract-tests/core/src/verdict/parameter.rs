//! Converts parameters and headers from text to JSON, by `style` and by the type of their schema.

use std::borrow::Cow;

use super::query::decoded;
use crate::json::Number;
use crate::spec::{Additional, Literal, Parameter, ParameterIn, Schema, SchemaId, Spec, Type};

/// The `style` of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Form,
    Simple,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Label,
    Matrix,
    /// A style that OpenAPI 3.0 does not define.
    Unknown,
}

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
        let style = match (parameter.style.as_deref(), parameter.location) {
            (Some("form"), _) | (None, ParameterIn::Query | ParameterIn::Cookie) => Style::Form,
            (Some("simple"), _) | (None, ParameterIn::Path | ParameterIn::Header) => Style::Simple,
            (Some("spaceDelimited"), _) => Style::SpaceDelimited,
            (Some("pipeDelimited"), _) => Style::PipeDelimited,
            (Some("deepObject"), _) => Style::DeepObject,
            (Some("label"), _) => Style::Label,
            (Some("matrix"), _) => Style::Matrix,
            (Some(_), _) => Style::Unknown,
        };
        let explodes = parameter.explode.unwrap_or(style == Style::Form);
        let is_percent_encoded = parameter.location == ParameterIn::Query;
        Self { style, explodes, is_percent_encoded, is_header: parameter.location == ParameterIn::Header }
    }

    /// The serialization of a response header.
    pub(super) const HEADER: Self =
        Self { style: Style::Simple, explodes: false, is_percent_encoded: false, is_header: true };

    /// True if each item repeats the parameter's name, so that a comma is part of an item.
    pub(super) fn repeats_name(self) -> bool {
        self.style == Style::Form && self.explodes
    }
}

/// True if the properties of the value are sent as query parameters of their own.
pub(super) fn is_exploded_object(spec: &Spec, parameter: &Parameter) -> bool {
    let is_object = parameter.schema.and_then(|schema| kind(spec, schema)) == Some(Type::Object);
    is_object
        && Serialization::of(parameter).repeats_name()
        && !parameter.is_json
        && parameter.location == ParameterIn::Query
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
    if values.is_empty() || matches!(how.style, Style::DeepObject | Style::Unknown) {
        return;
    }
    let kind = kind(spec, schema);
    if matches!(kind, Some(Type::Array | Type::Object)) {
        if let Some(text) = read_parts(spec, how, schema, values) {
            to.push(&text);
        }
        return;
    }
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
    let plain =
        |text: &str| if how.is_percent_encoded { decoded(text).into_owned() } else { text.to_owned() };
    let (separator, bodies) = match how.style {
        Style::Form | Style::SpaceDelimited | Style::PipeDelimited if how.explodes => (None, values.to_vec()),
        Style::Form | Style::Simple => (Some(","), values.to_vec()),
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
        Style::DeepObject | Style::Unknown => return None,
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
        let inner = items(spec, schema);
        let texts = bodies.iter().flat_map(|value| split(value));
        let texts: Vec<String> = texts.filter(|_| values != [""]).collect();
        return Some(array(inner.and_then(|inner| kind(spec, inner)), &texts));
    }
    if how.style == Style::Matrix && how.explodes {
        let pairs = values.iter().flat_map(|value| matrix(value));
        let pairs: Vec<_> = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        return Some(object(spec, schema, &pairs));
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
    Some(object(spec, schema, &pairs))
}

/// The names and values of `;name=value;name=value`.
fn matrix(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split(';').filter(|part| !part.is_empty()).map(|part| part.split_once('=').unwrap_or((part, "")))
}

fn pairs_of(parts: &[String]) -> Vec<(String, String)> {
    parts.chunks_exact(2).filter_map(|pair| Some((pair.first()?.clone(), pair.get(1)?.clone()))).collect()
}

/// The JSON text of an object sent as names and values; a repeated name becomes an array.
pub(super) fn object(spec: &Spec, schema: SchemaId, pairs: &[(String, String)]) -> String {
    let mut members: Vec<String> = Vec::new();
    for (at, (name, _)) in pairs.iter().enumerate() {
        if pairs.iter().take(at).any(|(earlier, _)| earlier == name) {
            continue;
        }
        let texts: Vec<String> =
            pairs.iter().filter(|(other, _)| other == name).map(|(_, text)| text.clone()).collect();
        let value = property(spec, schema, name);
        let kinds = value.and_then(|value| kind(spec, value));
        let json = match (kinds, value, texts.as_slice()) {
            (Some(Type::Array), Some(value), _) => {
                array(items(spec, value).and_then(|inner| kind(spec, inner)), &texts)
            }
            (kind, _, [text]) => scalar(kind, text),
            (_, _, _) => array(None, &texts),
        };
        members.push(format!("{}:{json}", serde_json::Value::from(name.as_str())));
    }
    format!("{{{}}}", members.join(","))
}

fn array(kind: Option<Type>, texts: &[String]) -> String {
    let items: Vec<String> = texts.iter().map(|text| scalar(kind, text)).collect();
    format!("[{}]", items.join(","))
}

/// The JSON text of a scalar.
pub(super) fn scalar(kind: Option<Type>, text: &str) -> String {
    if is_plain(kind, text) {
        return text.to_owned();
    }
    let mut json = String::with_capacity(text.len() + 2);
    push_text(&mut json, text);
    json
}

/// True if the text is valid JSON for the type as it is, so that it needs no quotes.
fn is_plain(kind: Option<Type>, text: &str) -> bool {
    match kind {
        Some(Type::Integer | Type::Number) => Number::parse(text).is_some(),
        Some(Type::Boolean) => matches!(text, "true" | "false"),
        // An object in a form field is written as JSON.
        Some(Type::Object) => text.starts_with('{') && crate::json::Tape::new().load(text).is_ok(),
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

/// The type of a schema, searched through `allOf`.
pub(super) fn kind(spec: &Spec, id: SchemaId) -> Option<Type> {
    let schema = spec.schema(id);
    let is_text_enum = schema
        .values
        .as_ref()
        .is_some_and(|values| values.iter().all(|value| matches!(value, Literal::Text(_))));
    schema
        .kind
        .or_else(|| schema.all_of.iter().find_map(|part| kind(spec, *part)))
        .or_else(|| is_text_enum.then_some(Type::String))
        .or_else(|| (!schema.properties.is_empty()).then_some(Type::Object))
}

fn items(spec: &Spec, id: SchemaId) -> Option<SchemaId> {
    let schema = spec.schema(id);
    schema.items.or_else(|| schema.all_of.iter().find_map(|part| items(spec, *part)))
}

/// The schema of a property, searched through `allOf`.
pub(super) fn property(spec: &Spec, id: SchemaId, name: &str) -> Option<SchemaId> {
    let schema = spec.schema(id);
    let own = schema.property(name).map(|property| property.schema);
    own.or_else(|| schema.all_of.iter().find_map(|part| property(spec, *part, name))).or(
        match schema.additional {
            Additional::Schema(values) => Some(values),
            _ => None,
        },
    )
}

/// True if the object may have undeclared names.
pub(super) fn allows_any_name(spec: &Spec, id: SchemaId) -> bool {
    let schema = spec.schema(id);
    let is_open = matches!(schema.additional, Additional::Allowed | Additional::Schema(_));
    let says_nothing = schema.properties.is_empty()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty();
    is_open
        || (says_nothing && schema.additional != Additional::Forbidden)
        || !schema.one_of.is_empty()
        || !schema.any_of.is_empty()
        || schema.all_of.iter().any(|part| allows_any_name(spec, *part))
}
