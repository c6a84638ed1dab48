//! Parameters and headers travel as text. This is the JSON value their text stands for, by style and by the type of
//! their schema.

use std::borrow::Cow;

use super::query::decoded;
use crate::json::Number;
use crate::spec::{Additional, Literal, Parameter, ParameterIn, SchemaId, Spec, Type};

/// How the parts of a value are put together (`style`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Form,
    Simple,
    Space,
    Pipe,
    Deep,
    Label,
    Matrix,
    /// One that `OpenAPI` 3.0 does not know.
    Unknown,
}

/// How a value is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    pub(super) style: Style,
    /// Is each item, or each property, written by itself?
    explodes: bool,
    /// Is the text still percent-encoded?
    is_encoded: bool,
}

impl Way {
    /// The way of a parameter; where the spec says nothing, that of its place.
    pub(super) fn of(parameter: &Parameter) -> Self {
        let style = match (parameter.style.as_deref(), parameter.location) {
            (Some("form"), _) | (None, ParameterIn::Query | ParameterIn::Cookie) => Style::Form,
            (Some("simple"), _) | (None, ParameterIn::Path | ParameterIn::Header) => Style::Simple,
            (Some("spaceDelimited"), _) => Style::Space,
            (Some("pipeDelimited"), _) => Style::Pipe,
            (Some("deepObject"), _) => Style::Deep,
            (Some("label"), _) => Style::Label,
            (Some("matrix"), _) => Style::Matrix,
            (Some(_), _) => Style::Unknown,
        };
        let explodes = parameter.explode.unwrap_or(style == Style::Form);
        Self { style, explodes, is_encoded: parameter.location == ParameterIn::Query }
    }

    /// The way of a response header.
    pub(super) const HEADER: Self = Self { style: Style::Simple, explodes: false, is_encoded: false };

    /// Would items joined by commas be one item?
    pub(super) fn repeats_the_name(self) -> bool {
        self.style == Style::Form && self.explodes
    }
}

/// Do the properties of the value come as names of their own in the query?
pub(super) fn is_spread(spec: &Spec, parameter: &Parameter) -> bool {
    let is_object = parameter.schema.and_then(|schema| kind(spec, schema)) == Some(Type::Object);
    is_object
        && Way::of(parameter).repeats_the_name()
        && !parameter.is_json
        && parameter.location == ParameterIn::Query
}

/// The JSON texts that a value may stand for, the likeliest first. `values` are as they were sent, encoded in a query
/// and decoded elsewhere; more than one if the name was repeated. Nothing where the form is not one that can be read.
pub(super) fn readings(spec: &Spec, way: Way, schema: SchemaId, values: &[&str]) -> Vec<String> {
    let plain = |text: &str| if way.is_encoded { decoded(text).into_owned() } else { text.to_owned() };
    let (separator, bodies) = match way.style {
        Style::Form | Style::Space | Style::Pipe if way.explodes => (None, values.to_vec()),
        Style::Form | Style::Simple => (Some(","), values.to_vec()),
        Style::Space => (Some(" "), values.to_vec()),
        Style::Pipe => (Some("|"), values.to_vec()),
        Style::Label => {
            let parts = if way.explodes { "." } else { "," };
            (Some(parts), values.iter().map(|value| value.strip_prefix('.').unwrap_or(value)).collect())
        }
        Style::Matrix | Style::Deep | Style::Unknown => return Vec::new(),
    };
    let split = |value: &str| -> Vec<String> {
        let value = match separator {
            Some(" ") => Cow::Owned(value.replace('+', " ").replace("%20", " ")),
            Some("|") => Cow::Owned(value.replace("%7C", "|").replace("%7c", "|")),
            _ => Cow::Borrowed(value),
        };
        match separator {
            Some(separator) => value.split(separator).map(plain).collect(),
            None => vec![plain(&value)],
        }
    };
    match kind(spec, schema) {
        Some(Type::Array) => {
            let inner = items(spec, schema);
            let texts = bodies.iter().flat_map(|value| split(value));
            let texts: Vec<String> = texts.filter(|_| values != [""]).collect();
            vec![array(inner.and_then(|inner| kind(spec, inner)), &texts)]
        }
        Some(Type::Object) => {
            let Some(first) = bodies.first().filter(|_| separator.is_some()) else { return Vec::new() };
            let parts = split(first);
            let pairs = if way.explodes {
                parts
                    .iter()
                    .filter_map(|part| part.split_once('='))
                    .map(|(k, v)| (k.to_owned(), v.to_owned()))
                    .collect()
            } else {
                pairs_of(&parts)
            };
            vec![object(spec, schema, &pairs)]
        }
        kind => bodies.first().map(|value| scalars(kind, &plain(value))).unwrap_or_default(),
    }
}

fn pairs_of(parts: &[String]) -> Vec<(String, String)> {
    parts.chunks_exact(2).filter_map(|pair| Some((pair.first()?.clone(), pair.get(1)?.clone()))).collect()
}

/// The JSON text of an object sent as names and texts; a name that comes more than once is a list.
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

/// A value without type may be meant as a number or as the same digits as text.
fn scalars(kind: Option<Type>, text: &str) -> Vec<String> {
    let first = scalar(kind, text);
    let as_text = serde_json::Value::from(text).to_string();
    if kind.is_none() && first != as_text { vec![first, as_text] } else { vec![first] }
}

/// The JSON text of one value.
pub(super) fn scalar(kind: Option<Type>, text: &str) -> String {
    let is_plain = match kind {
        Some(Type::Integer | Type::Number) => Number::parse(text).is_some(),
        Some(Type::Boolean) => matches!(text, "true" | "false"),
        // An object among the fields of a form is written as JSON.
        Some(Type::Object) => text.starts_with('{') && crate::json::Tape::new().load(text).is_ok(),
        Some(_) => false,
        // Several types: a number or a boolean is one if it looks like one.
        None => Number::parse(text).is_some() || matches!(text, "true" | "false"),
    };
    if is_plain {
        return text.to_owned();
    }
    // A string can always be written.
    serde_json::to_string(text).unwrap_or_default()
}

/// The type of a schema, looked for through `allOf`.
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

/// The schema of a property, looked for through `allOf`.
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

/// May the object have names that it does not declare?
pub(super) fn takes_any_name(spec: &Spec, id: SchemaId) -> bool {
    let schema = spec.schema(id);
    let is_open = matches!(schema.additional, Additional::Allowed | Additional::Schema(_));
    let says_nothing = schema.properties.is_empty()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty();
    is_open
        || (says_nothing && schema.additional != Additional::Refused)
        || !schema.one_of.is_empty()
        || !schema.any_of.is_empty()
        || schema.all_of.iter().any(|part| takes_any_name(spec, *part))
}
