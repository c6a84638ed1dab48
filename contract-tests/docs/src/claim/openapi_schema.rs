//! Schemas in both kinds of OpenAPI tree.

use serde_json::json;

use super::builder::Place;
use super::description::scalar_value;
use super::openapi::Reader;
use super::sample::segment;
use crate::model::Predicate;
use crate::page::{class_of_number, class_of_text};
use crate::vocabulary::{is_plain_token, is_upper_token};
use crate::yaml::At;

/// The maximum depth of schemas, which also ends recursive ones.
const MAX_DEPTH: usize = 10;

/// Adds the claims of a schema about the place and everything below it.
pub(super) fn schema<'y>(reader: &mut Reader<'_, 'y>, written: At<'y>, place: &Place, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    let schema_at = written.followed();
    // A recursive schema is described once.
    if reader.trail.iter().any(|open| open.is(schema_at)) {
        return;
    }
    reader.trail.push(schema_at);
    parts(reader, schema_at, place, depth);
    reader.trail.pop();
}

fn parts<'y>(reader: &mut Reader<'_, 'y>, schema_at: At<'y>, place: &Place, depth: usize) {
    for list in ["schemaArray", "allOf"] {
        for part in schema_at.get(list).into_iter().flat_map(At::items) {
            schema(reader, part, place, depth + 1);
        }
    }
    if depth < 3 {
        let lists = ["oneOf", "anyOf"].into_iter().filter_map(|list| schema_at.get(list));
        alternatives(reader, &lists.flat_map(At::items).collect::<Vec<_>>(), place, depth);
    }
    keywords(reader, schema_at, place);
    if let Some(items) = schema_at.get("items") {
        let pointer = format!("{}/*", place.pointer);
        // The older tree has a list of schemas here.
        let listed: Vec<At<'y>> = items.items().collect();
        for item in if listed.is_empty() { vec![items] } else { listed } {
            schema(reader, item, &Place { pointer: pointer.clone(), ..place.clone() }, depth + 1);
        }
    }
    properties(reader, schema_at, place, depth);
}

/// Alternatives differ by design: a statement of one does not apply to every body, unless it is the only one beside `null`.
fn alternatives<'y>(reader: &mut Reader<'_, 'y>, all: &[At<'y>], place: &Place, depth: usize) {
    let is_null = |one: &At<'y>| one.get("type").and_then(At::text) == Some("null");
    let (nulls, others): (Vec<At<'y>>, Vec<At<'y>>) = all.iter().partition(|one| is_null(one));
    if let [only] = others.as_slice() {
        if let Some(null) = nulls.first() {
            let here = reader.place(*null, place.location, place.status.as_deref(), &place.pointer);
            reader.builder.add(&here, Predicate::Nullable, true);
        }
        return schema(reader, *only, place, depth + 1);
    }
    for other in others {
        names(reader, other.followed(), place);
    }
}

/// The names of an alternative: they exist, and nothing else of it holds for every body.
fn names<'y>(reader: &mut Reader<'_, 'y>, schema_at: At<'y>, place: &Place) {
    for (name, key, _) in schema_at.get("properties").into_iter().flat_map(At::entries) {
        let pointer = format!("{}/{}", place.pointer, segment(name));
        let here = reader.place(key, place.location, place.status.as_deref(), &pointer);
        reader.builder.add(&here, Predicate::Exists, true);
    }
}

fn properties<'y>(reader: &mut Reader<'_, 'y>, schema_at: At<'y>, place: &Place, depth: usize) {
    let required = schema_at.get("required").or_else(|| schema_at.get("requiredProperties"));
    for name in required.into_iter().flat_map(At::items) {
        let Some(text) = name.text().filter(|name| is_plain_token(name)) else { continue };
        let here = reader.place(
            name,
            place.location,
            place.status.as_deref(),
            &format!("{}/{}", place.pointer, segment(text)),
        );
        reader.builder.add(&here, Predicate::Required, true);
    }
    for (name, key, property) in schema_at.get("properties").into_iter().flat_map(At::entries) {
        let pointer = format!("{}/{}", place.pointer, segment(name));
        let here = reader.place(key, place.location, place.status.as_deref(), &pointer);
        reader.builder.add(&here, Predicate::Exists, true);
        schema(reader, property, &here, depth + 1);
    }
}

fn keywords<'y>(reader: &mut Reader<'_, 'y>, schema_at: At<'y>, place: &Place) {
    let texts = [("type", Predicate::Type), ("format", Predicate::Format)];
    for (word, predicate) in texts {
        let Some(value) = schema_at.get(word) else { continue };
        let here = reader.place(value, place.location, place.status.as_deref(), &place.pointer);
        match value.text() {
            Some("enum<string>") => reader.builder.add(&here, predicate, "string"),
            Some(text) if is_plain_token(text) => reader.builder.add(&here, predicate, text),
            _ => {
                for text in value.items().filter_map(At::text).filter(|text| is_plain_token(text)) {
                    match text {
                        "null" => reader.builder.add(&here, Predicate::Nullable, true),
                        _ => reader.builder.add(&here, predicate, text),
                    }
                }
            }
        }
    }
    for value in schema_at.get("enum").into_iter().flat_map(At::items) {
        if let Some(text) = value.text().filter(|text| is_plain_token(text)) {
            let here = reader.place(value, place.location, place.status.as_deref(), &place.pointer);
            reader.builder.add(&here, Predicate::EnumMember, text);
        }
    }
    let numbers =
        [("minimum", "min"), ("maximum", "max"), ("minLength", "minLength"), ("maxLength", "maxLength")];
    for (word, bound) in numbers {
        if let Some((value, text)) =
            schema_at.get(word).and_then(|value| value.text().map(|text| (value, text)))
            && text.parse::<f64>().is_ok()
        {
            let here = reader.place(value, place.location, place.status.as_deref(), &place.pointer);
            reader.builder.add(&here, Predicate::Bound, format!("{bound}={text}"));
        }
    }
    for (word, predicate) in [("nullable", Predicate::Nullable), ("deprecated", Predicate::Deprecated)] {
        if let Some(value) = schema_at.get(word).filter(|value| value.is_true()) {
            let here = reader.place(value, place.location, place.status.as_deref(), &place.pointer);
            reader.builder.add(&here, predicate, true);
        }
    }
    if let Some((value, text)) =
        schema_at.get("example").and_then(|value| value.text().map(|text| (value, text)))
    {
        let here = reader.place(value, place.location, place.status.as_deref(), &place.pointer);
        let name = place.pointer.rsplit('/').next().unwrap_or_default();
        let class = if value.is_number() {
            class_of_number(name, text).map(str::to_owned)
        } else {
            class_of_text(name, text)
        };
        match class {
            Some(class) => reader.builder.add(&here, Predicate::ExampleClass, class),
            None if is_upper_token(text) => reader.builder.add(&here, Predicate::Example, text),
            None => {}
        }
    }
    if let Some((value, text)) =
        schema_at.get("default").and_then(|value| value.text().map(|text| (value, text)))
    {
        let here = reader.place(value, place.location, place.status.as_deref(), &place.pointer);
        let default = scalar_value(text);
        let plain = default.as_str().is_none_or(is_plain_token);
        reader.builder.add(&here, Predicate::Default, if plain { default } else { json!("<value>") });
    }
}
