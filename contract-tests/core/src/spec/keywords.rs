//! Reads the keywords of a schema object that do not hold schemas.

use std::collections::HashSet;

use super::cursor::Cursor;
use super::error::SpecError;
use super::format::Format;
use super::index::FileIndex;
use super::literal::{Literal, json_text};
use super::name_table::NameTable;
use super::pattern::Pattern;
use super::reference::stem;
use super::schema::{Bound, RequiredName, Schema, Site, Type};
use super::source::Value;
use crate::json::Number;
use crate::value_class::{ValueClass, ValueClasses};

/// Every keyword of an OpenAPI 3.0 schema object, extensions aside.
pub(super) const KNOWN: &[&str] = &[
    "$ref",
    "title",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "required",
    "enum",
    "type",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "items",
    "properties",
    "additionalProperties",
    "description",
    "format",
    "default",
    "nullable",
    "discriminator",
    "readOnly",
    "writeOnly",
    "xml",
    "externalDocs",
    "example",
    "deprecated",
];

/// Reads the keywords of the schema object at `at`.
pub(super) fn read(at: &Cursor<'_>) -> Result<Schema, SpecError> {
    let component = component_name(at);
    let mut schema = Schema {
        site: at.site(),
        name: at.text("title")?.map(Into::into).or_else(|| component.clone()),
        component,
        kind: kind(at)?,
        nullable: at.flag("nullable")?,
        values: values(at)?,
        format: at.text("format")?.and_then(Format::named),
        minimum: bound(at, "minimum", "exclusiveMinimum")?,
        maximum: bound(at, "maximum", "exclusiveMaximum")?,
        multiple_of: multiple_of(at)?,
        min_length: at.count("minLength")?,
        max_length: at.count("maxLength")?,
        min_items: at.count("minItems")?,
        max_items: at.count("maxItems")?,
        unique_items: at.flag("uniqueItems")?,
        min_properties: at.count("minProperties")?,
        max_properties: at.count("maxProperties")?,
        required: required(at)?,
        read_only: at.flag("readOnly")?,
        write_only: at.flag("writeOnly")?,
        deprecated: at.flag("deprecated")?,
        example: at.get("example").map(|example| example_class(&example.node.value)).unwrap_or_default(),
        ..Schema::default()
    };
    schema.required_names = NameTable::of(schema.required.iter().map(|required| &*required.name));
    Ok(schema)
}

fn example_class(value: &Value) -> ValueClasses {
    let class = match value {
        Value::Null => return ValueClasses::default(),
        Value::Bool(_) => ValueClass::Boolean,
        Value::Integer(number) => match Number::parse(&number.to_string()) {
            Some(number) => ValueClass::of_number(number),
            None => ValueClass::LargeNumber,
        },
        Value::Float(_) => ValueClass::Fraction,
        Value::Text(text) => ValueClass::of_text(text),
        Value::List(_) => ValueClass::Array,
        Value::Map(_) => ValueClass::Object,
    };
    ValueClasses::of(&[class])
}

/// Where the schemas of a file are that is not the document.
const FOLDERS: &[&str] = &["/components/schemas/", "/definitions/", "/schemas/", "/"];

/// The name of a component. In other files than the document, it is what references to them name.
fn component_name(at: &Cursor<'_>) -> Option<Box<str>> {
    let is_document = at.file == FileIndex::DOCUMENT;
    if at.pointer.is_empty() {
        return (!is_document).then(|| stem(at.loaded.path(at.file)).into());
    }
    let folders = if is_document { FOLDERS.get(..1)? } else { FOLDERS };
    let name = folders.iter().find_map(|folder| at.pointer.strip_prefix(folder))?;
    let is_keyword = !is_document && KNOWN.contains(&name);
    (!name.contains('/') && !is_keyword).then(|| name.into())
}

fn kind(at: &Cursor<'_>) -> Result<Option<Type>, SpecError> {
    let Some(cursor) = at.get("type") else { return Ok(None) };
    let kinds = [Type::Boolean, Type::Integer, Type::Number, Type::String, Type::Array, Type::Object];
    match &cursor.node.value {
        Value::Text(word) => match kinds.into_iter().find(|kind| kind.name() == word) {
            Some(kind) => Ok(Some(kind)),
            None if word == "null" => Err(cursor.error(
                "`type: \"null\"` is not part of OpenAPI 3.0",
                "write the type the value has otherwise, and `nullable: true` beside it",
            )),
            None => Err(cursor.error(
                format!("`type: {word}` does not exist"),
                "write one of boolean, integer, number, string, array, object",
            )),
        },
        Value::List(_) => Err(cursor.error(
            "a list of types is not part of OpenAPI 3.0",
            "write one type, with `nullable: true` for null, or several as branches of `oneOf`",
        )),
        _ => Err(cursor
            .error("`type` is not a string", "write one of boolean, integer, number, string, array, object")),
    }
}

fn values(at: &Cursor<'_>) -> Result<Option<Vec<Literal>>, SpecError> {
    let Some(list) = at.list("enum")? else { return Ok(None) };
    let values: Option<Vec<Literal>> = list.node.items().iter().map(Literal::of).collect();
    values.map(Some).ok_or_else(|| list.error("`enum` holds a number that JSON cannot write", "remove it"))
}

fn bound(at: &Cursor<'_>, key: &str, exclusive: &str) -> Result<Option<Bound>, SpecError> {
    let Some(number) = number(at, key)? else {
        if let Some(cursor) = at.get(exclusive).filter(|cursor| cursor.node.boolean().is_none()) {
            return Err(cursor.error(
                format!("`{exclusive}` is a number, which is OpenAPI 3.1"),
                format!("in OpenAPI 3.0 write `{key}: <number>` and `{exclusive}: true`"),
            ));
        }
        return Ok(None);
    };
    Ok(Some(Bound { number, exclusive: at.flag(exclusive)? }))
}

fn multiple_of(at: &Cursor<'_>) -> Result<Option<String>, SpecError> {
    let Some(text) = number(at, "multipleOf")? else { return Ok(None) };
    let one = Number::parse("1").and_then(|one| one.is_multiple_of(Number::parse(&text)?));
    if one.is_none() || text.starts_with('-') {
        return Err(at.error(
            format!("`multipleOf: {text}` cannot be checked"),
            "write a number above zero with at most 18 significant digits",
        ));
    }
    Ok(Some(text))
}

/// The number at a key, as JSON text.
fn number(at: &Cursor<'_>, key: &str) -> Result<Option<String>, SpecError> {
    let Some(cursor) = at.get(key) else { return Ok(None) };
    let text = match cursor.node.value {
        Value::Integer(_) | Value::Float(_) => json_text(cursor.node),
        _ => None,
    };
    text.map(Some)
        .ok_or_else(|| cursor.error(format!("`{key}` is not a number"), "write a number without quotes"))
}

/// Reads and compiles `pattern`.
pub(super) fn pattern(at: &Cursor<'_>) -> Result<Option<Pattern>, SpecError> {
    let Some(source) = at.text("pattern")? else { return Ok(None) };
    Pattern::compile(source).map(Some).map_err(|error| {
        let place = at.get("pattern").unwrap_or_else(|| at.clone());
        let error = error.lines().last().unwrap_or_default().trim().to_owned();
        place.error(
            format!("`pattern` is not a regular expression that can be checked: {error}"),
            "simplify or mend it",
        )
    })
}

fn required(at: &Cursor<'_>) -> Result<Vec<RequiredName>, SpecError> {
    let Some(list) = at.list("required")? else {
        return Ok(Vec::new());
    };
    let mut names: Vec<RequiredName> = Vec::new();
    let mut known = HashSet::new();
    for item in list.items() {
        let Some(name) = item.node.text() else {
            return Err(
                item.error("`required` has to list names", "write the names of the properties as strings")
            );
        };
        // A name that is listed twice is reported once.
        if known.insert(name) {
            let site = Site { file: item.file, place: item.place, pointer: list.pointer.clone() };
            names.push(RequiredName { name: name.into(), site });
        }
    }
    Ok(names)
}
