//! Lints for schemas: what the client can turn into Rust types, and the `x-` conventions.

use std::collections::BTreeMap;

use cartevo_extensions::{Extension, Mask, Sensitivity};
use heck::ToPascalCase;
use serde_json::Value;

use super::{Findings, child, follow, properties, texts};
use crate::protection::Protection;

pub(super) fn lint(found: &mut Findings<'_>) {
    let root = found.root();
    let mut rust_names: BTreeMap<String, &str> = BTreeMap::new();
    let components = root.pointer("/components/schemas").and_then(Value::as_object);
    for (name, schema) in components.into_iter().flatten() {
        let at = child("/components/schemas", name);
        if let Some(other) = rust_names.insert(name.to_pascal_case(), name) {
            found.add(
                &at,
                format!(
                    "the schemas `{name}` and `{other}` both become the type `{}` in Rust",
                    name.to_pascal_case()
                ),
                "Rename one of them",
            );
        }
        check(found, schema, &at, true);
    }
    for section in ["/paths", "/components/parameters", "/components/responses", "/components/requestBodies"]
    {
        if let Some(node) = root.pointer(section) {
            inline(found, node, section);
        }
    }
}

/// Visits the schemas below `node`, which is not a schema itself.
fn inline(found: &mut Findings<'_>, node: &Value, at: &str) {
    match node {
        Value::Object(map) => {
            for (key, value) in map {
                let at = child(at, key);
                if key == "schema" { check(found, value, &at, false) } else { inline(found, value, &at) }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                inline(found, item, &child(at, &index.to_string()));
            }
        }
        _ => {}
    }
}

fn check(found: &mut Findings<'_>, schema: &Value, at: &str, component: bool) {
    if schema.get("$ref").is_some() {
        return;
    }
    open_enum(found, schema, at, component);
    any_of(found, schema, at);
    not(found, schema, at);
    properties::lint(found, schema, None, at);
    all_of(found, schema, at);
    match schema.get("type").and_then(Value::as_str) {
        Some("object") if schema.get("properties").is_none() => free_form(found, schema, at),
        Some("object") => {}
        Some("array") => match schema.get("items") {
            Some(_) => {}
            None => found.add(at, "the array has no `items`", "Add `items`"),
        },
        Some("string" | "number" | "integer" | "boolean") => leaf(found, schema, at),
        Some(other) => {
            found.add(at, format!("`{other}` is not a type of OpenAPI 3.0"), "Use one of its six types");
        }
        None => {
            let says_otherwise =
                ["allOf", "oneOf", "anyOf", "properties", "required", "not", "additionalProperties"];
            if !says_otherwise.iter().any(|keyword| schema.get(keyword).is_some()) {
                found.add(at, "the schema has no type", "Add `type`, or refer to a component");
            }
        }
    }
    below(found, schema, at);
}

fn below(found: &mut Findings<'_>, schema: &Value, at: &str) {
    for (index, branch) in schema.get("oneOf").and_then(Value::as_array).into_iter().flatten().enumerate() {
        check(found, branch, &child(&child(at, "oneOf"), &index.to_string()), false);
    }
    for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        check(found, property, &child(&child(at, "properties"), name), false);
    }
    if let Some(items) = schema.get("items") {
        check(found, items, &child(at, "items"), false);
    }
    if let Some(values @ Value::Object(_)) = schema.get("additionalProperties") {
        check(found, values, &child(at, "additionalProperties"), false);
    }
}

/// An `allOf` gives a component another description or narrows it; the client uses the component.
fn all_of(found: &mut Findings<'_>, schema: &Value, at: &str) {
    let Some(parts) = schema.get("allOf").and_then(Value::as_array) else { return };
    let at = child(at, "allOf");
    let Some((base, refinements)) = parts.split_first().filter(|(base, _)| base.get("$ref").is_some()) else {
        found.add(
            &at,
            "`allOf` does not start with a component",
            "Use `allOf: [{$ref: ...}, {required: [...]}]`",
        );
        return;
    };
    let base = follow(&found.document.value, base);
    for (index, refinement) in refinements.iter().enumerate() {
        let at = child(&at, &(index + 1).to_string());
        let keywords = ["required", "properties", "anyOf", "not", "type", "description"];
        let other =
            refinement.as_object().and_then(|map| map.keys().find(|key| !keywords.contains(&key.as_str())));
        if let Some(other) = other {
            found.add(
                &child(&at, other),
                format!("`{other}` in an `allOf` is more than a refinement of its first part"),
                "Use only `required`, `properties`, `anyOf` and `not`, or a single object",
            );
        }
        any_of(found, refinement, &at);
        not(found, refinement, &at);
        properties::lint(found, refinement, Some(base), &at);
        for (name, property) in refinement.get("properties").and_then(Value::as_object).into_iter().flatten()
        {
            check(found, property, &child(&child(&at, "properties"), name), false);
        }
    }
}

/// An object without declared content is a leaf. The client keeps it hidden regardless of its sensitivity.
fn free_form(found: &mut Findings<'_>, schema: &Value, at: &str) {
    if schema.get(Sensitivity::KEY).and_then(Value::as_str).and_then(Sensitivity::parse).is_none() {
        found.add(
            at,
            "the object has no `x-sensitivity`",
            "Add `x-sensitivity: secret`, or its `properties`",
        );
    }
}

fn leaf(found: &mut Findings<'_>, schema: &Value, at: &str) {
    let Some(sensitivity) = schema.get(Sensitivity::KEY) else {
        return found.add(at, "the value has no `x-sensitivity`", super::add::<Sensitivity>());
    };
    let Some(sensitivity) = sensitivity.as_str().and_then(Sensitivity::parse) else {
        let at = child(at, Sensitivity::KEY);
        return found.add(&at, "the sensitivity is unknown", super::add::<Sensitivity>());
    };
    let text = schema.get("type").and_then(Value::as_str) == Some("string");
    let mask = schema.get(Mask::KEY);
    let protection = Protection::of(sensitivity, mask.and_then(Value::as_str).and_then(Mask::parse));
    if let Some(holder) = protection.holder().filter(|_| !text) {
        found.add(
            at,
            format!(
                "a value with sensitivity `{}` has to be a string, because the client keeps it in a `{holder}`",
                sensitivity.as_str()
            ),
            "Declare it as `type: string`, or choose another sensitivity",
        );
    }
    if let Some(mask) = mask {
        check_mask(found, mask, sensitivity, &child(at, Mask::KEY));
    }
}

fn check_mask(found: &mut Findings<'_>, mask: &Value, sensitivity: Sensitivity, at: &str) {
    if sensitivity != Sensitivity::Pan {
        let remedy = "Remove `x-mask`, or use `x-sensitivity: pan`";
        found.add(at, "only a `pan` can have a mask", remedy);
    }
    if mask.as_str().and_then(Mask::parse).is_none() {
        found.add(at, "the mask is unknown", format!("Use {}", Mask::list()));
    }
}

fn open_enum(found: &mut Findings<'_>, schema: &Value, at: &str, component: bool) {
    let Some(values) = schema.get("x-extensible-enum") else { return };
    let at = child(at, "x-extensible-enum");
    if !component {
        found.add(&at, "an open enum needs a name", "Move it to `components/schemas` and refer to it");
    }
    if schema.get("type").and_then(Value::as_str) != Some("string") || schema.get("enum").is_some() {
        found.add(
            &at,
            "an open enum has `type: string` and no `enum`",
            "Use `type: string` and a single list of values",
        );
    }
    let values = texts(Some(values));
    if values.is_empty() {
        found.add(&at, "the open enum has no values", "List the known values as strings");
    }
    let mut variants: BTreeMap<String, &str> = BTreeMap::from([("Other".to_owned(), "every other value")]);
    for (index, value) in values.iter().enumerate() {
        let variant = value.to_pascal_case();
        let at = child(&at, &index.to_string());
        if !variant.starts_with(|c: char| c.is_ascii_alphabetic()) {
            found.add(
                &at,
                format!("`{value}` can't become the name of a variant"),
                "It has to start with a letter",
            );
        } else if let Some(other) = variants.insert(variant.clone(), value)
            && !other.eq_ignore_ascii_case(value)
        {
            found.add(
                &at,
                format!("`{value}` and `{other}` both become the variant `{variant}` in Rust"),
                "Remove one of them",
            );
        }
    }
}

fn any_of(found: &mut Findings<'_>, schema: &Value, at: &str) {
    let Some(branches) = schema.get("anyOf") else { return };
    let plain = branches
        .as_array()
        .is_some_and(|branches| !branches.is_empty() && branches.iter().all(only_required));
    if !plain {
        found.add(
            &child(at, "anyOf"),
            "`anyOf` may only require one of several properties",
            "Use only `required` in its branches, or `oneOf` with mutually exclusive branches",
        );
    }
}

fn not(found: &mut Findings<'_>, schema: &Value, at: &str) {
    let Some(refused) = schema.get("not") else { return };
    let plain = only_required(refused)
        || refused
            .get("anyOf")
            .and_then(Value::as_array)
            .is_some_and(|branches| branches.iter().all(only_required));
    if !plain {
        found.add(
            &child(at, "not"),
            "`not` may only exclude properties",
            "Use only `required`, or an `anyOf` of these",
        );
    }
}

fn only_required(schema: &Value) -> bool {
    schema.as_object().is_some_and(|map| map.len() == 1 && map.contains_key("required"))
}
