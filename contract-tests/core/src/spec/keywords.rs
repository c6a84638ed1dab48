//! Reads the keywords of a schema object that do not hold schemas.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::str::FromStr;

use super::cursor::Cursor;
use super::dialect::Dialect;
use super::error::{Caution, SpecError};
use super::format::Format;
use super::index::FileIndex;
use super::json_type::JsonType;
use super::literal::{Literal, json_text};
use super::name_table::NameTable;
use super::newer::NewerKeywords;
use super::pattern::Pattern;
use super::reference::stem;
use super::schema::{Bound, RequiredName, Schema, Site, Type};
use super::source::{Place, Value};
use crate::json::Number;
use crate::value_class::{ValueClass, ValueClasses};

/// Reads keywords one by one. What cannot be read makes nothing unchecked but itself.
pub(super) struct Keywords<'r, 'a> {
    pub(super) at: &'r Cursor<'a>,
    pub(super) dialect: Dialect,
    cautions: &'r mut Vec<Caution>,
    unread: Vec<&'static str>,
}

impl<'r, 'a> Keywords<'r, 'a> {
    pub(super) fn of(at: &'r Cursor<'a>, cautions: &'r mut Vec<Caution>) -> Self {
        Self { at, dialect: at.dialect(), cautions, unread: Vec::new() }
    }

    /// The value of a keyword, or that of a schema without it.
    pub(super) fn keep<T: Default>(&mut self, keyword: &'static str, read: Result<T, SpecError>) -> T {
        read.unwrap_or_else(|error| {
            self.lose(keyword, error);
            T::default()
        })
    }

    /// Notes that a keyword is not checked.
    pub(super) fn lose(&mut self, keyword: &'static str, error: SpecError) {
        self.cautions.push(Caution::unread(keyword, error));
        self.unread.push(keyword);
    }

    /// The value of a keyword that restricts nothing.
    fn annotation<T: Default>(&mut self, read: Result<T, SpecError>) -> T {
        read.unwrap_or_else(|error| {
            self.cautions.push(Caution::ignored(error));
            T::default()
        })
    }

    fn count(&mut self, keyword: &'static str) -> Option<u64> {
        self.keep(keyword, self.at.count(keyword))
    }

    fn flag(&mut self, keyword: &'static str) -> bool {
        self.keep(keyword, self.at.flag(keyword))
    }

    /// The keywords that could not be read.
    pub(super) fn into_unread(self) -> Vec<&'static str> {
        self.unread
    }

    /// The keywords that hold no schemas.
    pub(super) fn plain(&mut self) -> Schema {
        let at = self.at;
        let component = component_name(at, self.dialect);
        let title = self.annotation(at.text("title"));
        let types = self.types();
        let (values, value_places) = self.values();
        let mut schema = Schema {
            site: at.site(),
            name: title.map(Into::into).or_else(|| component.clone()),
            component,
            kind: types.kind,
            nullable: types.is_nullable,
            is_nullable_by_keyword: types.is_nullable && !self.dialect.is_json_schema(),
            values,
            value_places,
            format: self.keep("format", at.text("format")).and_then(Format::named),
            minimum: self.bound("minimum", "exclusiveMinimum", Ordering::Greater),
            maximum: self.bound("maximum", "exclusiveMaximum", Ordering::Less),
            multiple_of: self.keep("multipleOf", multiple_of(at)),
            min_length: self.count("minLength"),
            max_length: self.count("maxLength"),
            pattern: self.keep("pattern", pattern(at)),
            min_items: self.count("minItems"),
            max_items: self.count("maxItems"),
            unique_items: self.flag("uniqueItems"),
            min_properties: self.count("minProperties"),
            max_properties: self.count("maxProperties"),
            required: self.keep("required", at.list("required").and_then(|list| names(list.as_ref()))),
            read_only: self.flag("readOnly"),
            write_only: self.flag("writeOnly"),
            deprecated: self.annotation(at.flag("deprecated")),
            example: example_classes(at),
            newer: types.several.map(|types| Box::new(NewerKeywords { types, ..NewerKeywords::default() })),
            ..Schema::default()
        };
        schema.required_names = NameTable::of(schema.required.iter().map(|required| &*required.name));
        schema
    }

    fn types(&mut self) -> Types {
        if self.dialect.is_json_schema() {
            return self.keep("type", types_of_json_schema(self.at));
        }
        let kind = self.keep("type", type_of_openapi_30(self.at));
        let is_nullable = self.at.flag("nullable").unwrap_or_else(|error| {
            self.lose("nullable", error);
            true
        });
        Types { kind, is_nullable, several: None }
    }

    /// `enum` and `const`, with their places.
    fn values(&mut self) -> (Option<Vec<Literal>>, Vec<Place>) {
        let at = self.at;
        let (mut values, mut places) = match at.get("enum") {
            Some(_) => (self.keep("enum", values(at)), places(at, "enum")),
            None => (None, places(at, "x-extensible-enum")),
        };
        let Some(only) = at.get("const").filter(|_| self.dialect.is_json_schema()) else {
            return (values, places);
        };
        let Some(literal) = Literal::of(only.node) else {
            self.lose("const", only.error("`const` is a number that JSON cannot write", "remove it"));
            return (values, places);
        };
        let is_listed =
            values.as_ref().is_none_or(|listed| listed.iter().any(|value| value.equals(&literal)));
        (values, places) =
            if is_listed { (Some(vec![literal]), vec![only.place]) } else { (Some(Vec::new()), Vec::new()) };
        (values, places)
    }

    /// A bound, and the stricter one of both where two are written. `inner` is how the number of a stricter bound compares
    /// with that of the other one.
    fn bound(&mut self, key: &'static str, exclusive: &'static str, inner: Ordering) -> Option<Bound> {
        if !self.dialect.is_json_schema() {
            let number = self.keep(key, number(self.at, key));
            let is_exclusive = self.keep(exclusive, exclusive_flag(self.at, key, exclusive));
            return number.map(|number| Bound { number, exclusive: is_exclusive });
        }
        let plain = self.keep(key, number(self.at, key)).map(|number| Bound { number, exclusive: false });
        let strict = self.keep(exclusive, exclusive_number(self.at, key, exclusive));
        let strict = strict.map(|number| Bound { number, exclusive: true });
        match (plain, strict) {
            (Some(plain), Some(strict)) => {
                let order = Number::written(&plain.number).compare(Number::written(&strict.number));
                Some(if order == inner { plain } else { strict })
            }
            (plain, strict) => plain.or(strict),
        }
    }
}

/// `type`
#[derive(Default)]
struct Types {
    kind: Option<Type>,
    is_nullable: bool,
    /// All of them if they are not one type with or without null.
    several: Option<Vec<JsonType>>,
}

/// The value classes of `example` and `examples`.
fn example_classes(at: &Cursor<'_>) -> ValueClasses {
    let listed = at.get("examples").into_iter().flat_map(|list| list.node.items());
    let all = at.get("example").into_iter().map(|example| example.node).chain(listed);
    let classes: Vec<ValueClass> = all.filter_map(|example| example_class(&example.value)).collect();
    ValueClasses::of(&classes)
}

fn example_class(value: &Value) -> Option<ValueClass> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => ValueClass::Boolean,
        Value::Integer(number) => match Number::parse(&number.to_string()) {
            Some(number) => ValueClass::of_number(number),
            None => ValueClass::LargeNumber,
        },
        Value::Float(_) => ValueClass::Fraction,
        Value::Text(text) | Value::Binary(text) => ValueClass::of_text(text),
        Value::List(_) => ValueClass::Array,
        Value::Map(_) => ValueClass::Object,
    })
}

/// Where the schemas of a file are that is not the document.
const FOLDERS: &[&str] = &["/components/schemas/", "/definitions/", "/$defs/", "/schemas/", "/"];

/// The name of a component. In other files than the document, it is what references to them name.
fn component_name(at: &Cursor<'_>, dialect: Dialect) -> Option<Box<str>> {
    let is_document = at.file == FileIndex::DOCUMENT;
    if at.pointer.is_empty() {
        return (!is_document).then(|| stem(at.loaded.path(at.file)).into());
    }
    let folders = if is_document { FOLDERS.get(..1)? } else { FOLDERS };
    let name = folders.iter().find_map(|folder| at.pointer.strip_prefix(folder))?;
    let is_keyword = !is_document && dialect.knows(name);
    (!name.contains('/') && !is_keyword).then(|| name.into())
}

const KNOWN_TYPES: &str = "write one of boolean, integer, number, string, array, object";

fn type_of_openapi_30(at: &Cursor<'_>) -> Result<Option<Type>, SpecError> {
    let Some(cursor) = at.get("type") else { return Ok(None) };
    match &cursor.node.value {
        Value::Text(word) => match Type::from_str(word) {
            Ok(kind) => Ok(Some(kind)),
            Err(_) if word == "null" => Err(cursor.error(
                "`type: \"null\"` is not part of OpenAPI 3.0",
                "write the type the value has otherwise, and `nullable: true` beside it",
            )),
            Err(_) => Err(cursor.error(format!("`type: {word}` does not exist"), KNOWN_TYPES)),
        },
        Value::List(_) => Err(cursor.error(
            "a list of types is not part of OpenAPI 3.0",
            "write one type, with `nullable: true` for null, or several as branches of `oneOf`",
        )),
        _ => Err(cursor.error("`type` is not a string", KNOWN_TYPES)),
    }
}

fn types_of_json_schema(at: &Cursor<'_>) -> Result<Types, SpecError> {
    let Some(cursor) = at.get("type") else { return Ok(Types::default()) };
    let words: Vec<Cursor<'_>> = match &cursor.node.value {
        Value::List(_) => cursor.items().collect(),
        _ => vec![cursor.clone()],
    };
    let mut types: Vec<JsonType> = words.iter().map(json_type).collect::<Result<_, _>>()?;
    types.sort_unstable();
    types.dedup();
    let is_nullable = types.contains(&JsonType::Null);
    let others: Vec<JsonType> = types.iter().copied().filter(|kind| *kind != JsonType::Null).collect();
    match others.as_slice() {
        [kind] => Ok(Types { kind: kind.word().parse().ok(), is_nullable, several: None }),
        // An empty list allows nothing, which nobody means.
        [] if !is_nullable => Err(cursor.error("`type` is an empty list", KNOWN_TYPES)),
        _ => Ok(Types { kind: None, is_nullable, several: Some(types) }),
    }
}

/// YAML reads `type: null` as a null, and those who write it mean the type of that name.
fn json_type(at: &Cursor<'_>) -> Result<JsonType, SpecError> {
    match &at.node.value {
        Value::Null => Ok(JsonType::Null),
        Value::Text(word) => JsonType::of(word).ok_or_else(|| {
            at.error(format!("`type: {word}` does not exist"), format!("{KNOWN_TYPES}, null"))
        }),
        _ => {
            Err(at.error("`type` is neither a string nor a list of strings", format!("{KNOWN_TYPES}, null")))
        }
    }
}

fn places(at: &Cursor<'_>, key: &str) -> Vec<Place> {
    at.get(key).iter().flat_map(Cursor::items).map(|item| item.place).collect()
}

fn values(at: &Cursor<'_>) -> Result<Option<Vec<Literal>>, SpecError> {
    let Some(list) = at.list("enum")? else { return Ok(None) };
    let values: Option<Vec<Literal>> = list.node.items().iter().map(Literal::of).collect();
    values.map(Some).ok_or_else(|| list.error("`enum` holds a number that JSON cannot write", "remove it"))
}

fn exclusive_flag(at: &Cursor<'_>, key: &str, exclusive: &str) -> Result<bool, SpecError> {
    let Some(cursor) = at.get(exclusive) else { return Ok(false) };
    match cursor.node.value {
        Value::Integer(_) | Value::Float(_) => Err(cursor.error(
            format!("`{exclusive}` is a number, which is OpenAPI 3.1"),
            format!("in OpenAPI 3.0 write `{key}: <number>` and `{exclusive}: true`"),
        )),
        _ => at.flag(exclusive),
    }
}

fn exclusive_number(at: &Cursor<'_>, key: &str, exclusive: &str) -> Result<Option<String>, SpecError> {
    match at.get(exclusive) {
        Some(cursor) if cursor.node.boolean().is_some() => Err(cursor.error(
            format!("`{exclusive}` is true or false, which is OpenAPI 3.0"),
            format!("write `{exclusive}: <number>` in place of `{key}`"),
        )),
        _ => number(at, exclusive),
    }
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

fn pattern(at: &Cursor<'_>) -> Result<Option<Pattern>, SpecError> {
    let Some(source) = at.text("pattern")? else { return Ok(None) };
    let place = at.get("pattern").unwrap_or_else(|| at.clone());
    compiled(source, &place, "`pattern`").map(Some)
}

/// Compiles a pattern. `name` is what messages call it.
pub(super) fn compiled(source: &str, place: &Cursor<'_>, name: &str) -> Result<Pattern, SpecError> {
    Pattern::compile(source).map_err(|error| {
        let error = error.lines().last().unwrap_or_default().trim().to_owned();
        place.error(
            format!("{name} is not a regular expression that can be checked: {error}"),
            "simplify or correct it",
        )
    })
}

/// The names in a list such as `required`.
pub(super) fn names(list: Option<&Cursor<'_>>) -> Result<Vec<RequiredName>, SpecError> {
    let Some(list) = list else { return Ok(Vec::new()) };
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
