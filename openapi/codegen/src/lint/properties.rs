//! Lints for the properties of an object: names, aliases and required properties.

use std::collections::BTreeMap;

use heck::ToSnakeCase;
use serde_json::{Map, Value};

use super::{Findings, child, texts};

/// `base` is the object that this one refines in an `allOf`, if any.
pub(super) fn lint(found: &mut Findings<'_>, schema: &Value, base: Option<&Value>, at: &str) {
    let own = schema.get("properties").and_then(Value::as_object);
    let inherited = base.and_then(|base| base.get("properties")).and_then(Value::as_object);
    let declares = |name: &str| [own, inherited].into_iter().flatten().any(|map| map.contains_key(name));
    for (index, name) in texts(schema.get("required")).into_iter().enumerate() {
        if (own.is_some() || inherited.is_some()) && !declares(name) {
            found.add(
                &child(&child(at, "required"), &index.to_string()),
                format!("`{name}` is required, but not declared"),
                "Declare it under `properties`, or remove it from `required`",
            );
        }
    }
    let Some(own) = own else { return };
    if let Some(inherited) = inherited {
        refined(found, own, inherited, at);
        return;
    }
    names(found, own, at);
    for (name, property) in own {
        let Some(target) = property.get("x-alias-of") else { continue };
        alias(found, own, (name, target), at);
    }
}

fn refined(found: &mut Findings<'_>, own: &Map<String, Value>, inherited: &Map<String, Value>, at: &str) {
    for name in own.keys().filter(|name| !inherited.contains_key(*name)) {
        found.add(
            &child(&child(at, "properties"), name),
            format!(
                "`{name}` is not declared by the object that this one refines, so the client would lose it"
            ),
            "Declare it there and only refine it here",
        );
    }
}

fn names(found: &mut Findings<'_>, properties: &Map<String, Value>, at: &str) {
    let mut fields: BTreeMap<String, &str> = BTreeMap::new();
    for (name, property) in properties {
        let at = child(&child(at, "properties"), name);
        let field = name.to_snake_case();
        if !field.starts_with(|c: char| c.is_ascii_alphabetic()) {
            found.add(
                &at,
                format!("`{name}` can't become the name of a field"),
                "It has to start with a letter",
            );
        }
        // An alias becomes part of another field, so it may have the same Rust name.
        if property.get("x-alias-of").is_some() {
            continue;
        }
        if let Some(other) = fields.insert(field.clone(), name) {
            found.add(
                &at,
                format!("the properties `{name}` and `{other}` both become the field `{field}` in Rust"),
                format!(
                    "If they are names of the same property, add `x-alias-of: {other}`; otherwise rename one"
                ),
            );
        }
    }
}

fn alias(
    found: &mut Findings<'_>,
    properties: &Map<String, Value>,
    (name, target): (&str, &Value),
    at: &str,
) {
    let place = child(&child(&child(at, "properties"), name), "x-alias-of");
    let Some(target) = target.as_str() else {
        found.add(
            &place,
            "`x-alias-of` has to be the name of a property",
            "Use the declared name as a string",
        );
        return;
    };
    let primary = properties.get(target);
    if primary.is_none() && !found.families.declare(at, target) {
        found.add(
            &place,
            format!(
                "`{name}` is an alias of `{target}`, which neither this object nor a sibling branch declares"
            ),
            "Use the name of a declared property, or declare it",
        );
    }
    if target == name || primary.is_some_and(|primary| primary.get("x-alias-of").is_some()) {
        found.add(
            &place,
            format!("`{name}` is an alias of `{target}`, which is itself an alias"),
            "Use the name of the property without `x-alias-of`",
        );
    }
}
