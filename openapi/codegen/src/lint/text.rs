//! Lints for all values of the document.

use serde_json::Value;

use super::{Findings, child, follow};
use crate::template;

/// The known extensions. A misspelt one would be ignored silently.
const EXTENSIONS: [&str; 10] = [
    "x-correction",
    "x-alias-of",
    "x-extensible-enum",
    "x-sensitivity",
    "x-mask",
    "x-known-texts",
    "x-effect",
    "x-amount",
    "x-expiry-year",
    "x-refusal",
];

pub(super) fn lint(found: &mut Findings<'_>) {
    let root = found.root();
    let version = root.get("openapi").and_then(Value::as_str).unwrap_or_default();
    if !version.starts_with("3.0.") {
        found.add(
            "/openapi",
            "the document is not OpenAPI 3.0",
            "Use `openapi: 3.0.3` and convert the document",
        );
    }
    walk(found, root, &mut String::new(), false);
}

/// `names`: the keys of `node` are user-defined names (properties, components), not keywords.
fn walk(found: &mut Findings<'_>, node: &Value, pointer: &mut String, names: bool) {
    let end = pointer.len();
    match node {
        Value::Object(map) => {
            if !names {
                keywords(found, map, pointer);
            }
            for (key, value) in map {
                if !names && matches!(key.as_str(), "example" | "examples" | "default" | "enum") {
                    continue;
                }
                *pointer = child(pointer, key);
                walk(found, value, pointer, !names && is_name_map(key));
                pointer.truncate(end);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                *pointer = child(pointer, &index.to_string());
                walk(found, item, pointer, false);
                pointer.truncate(end);
            }
        }
        _ => {}
    }
}

fn is_name_map(key: &str) -> bool {
    matches!(
        key,
        "properties"
            | "schemas"
            | "responses"
            | "parameters"
            | "requestBodies"
            | "headers"
            | "securitySchemes"
            | "paths"
            | "content"
            | "examples"
            | "links"
            | "callbacks"
            | "variables"
            | "x-correction"
    )
}

fn keywords(found: &mut Findings<'_>, map: &serde_json::Map<String, Value>, pointer: &str) {
    for (key, value) in map {
        let at = child(pointer, key);
        match key.as_str() {
            "$ref" => reference(found, value, &at),
            "x-rust-type" => found.add(
                &at,
                "`x-rust-type` ties the spec to one language",
                "Remove it; the Rust type follows from `format`, `x-sensitivity` and `x-amount`",
            ),
            "pattern" => pattern(found, value, &at),
            "description" | "summary" => description(found, value, &at),
            "x-correction" => correction(found, value, &at),
            "x-known-texts" => known_texts(found, value, &at),
            key if key.starts_with("x-") && !EXTENSIONS.contains(&key) => found.add(
                &at,
                format!("`{key}` is unknown"),
                "Fix its spelling, or remove it; the extensions are described at the top of the spec",
            ),
            _ => {}
        }
    }
}

fn reference(found: &mut Findings<'_>, value: &Value, at: &str) {
    let Some(target) = value.as_str() else {
        found.add(at, "a `$ref` has to be a string", "Use `\"#/components/schemas/Name\"`");
        return;
    };
    let Some(pointer) = target.strip_prefix('#') else {
        found.add(
            at,
            format!("`$ref: {target}` refers to another file, and the client is generated from one"),
            "Move its target to `components` of this document, or bundle the files",
        );
        return;
    };
    match found.root().pointer(pointer) {
        None => found.add(
            at,
            format!("`$ref: {target}` has no target"),
            "Refer to an existing component, or add it",
        ),
        Some(next) if is_circle(found.root(), next) => {
            found.add(at, format!("`$ref: {target}` refers to itself"), "Define the component");
        }
        Some(_) => {}
    }
}

/// True if references, or the bases of `allOf`, form a cycle from `node` on.
fn is_circle(root: &Value, node: &Value) -> bool {
    let mut node = node;
    for _ in 0..16 {
        node = follow(root, node);
        let Some(base) = node.get("allOf").and_then(Value::as_array).and_then(|parts| parts.first()) else {
            return node.get("$ref").is_some();
        };
        node = base;
    }
    true
}

fn pattern(found: &mut Findings<'_>, value: &Value, at: &str) {
    let Some(pattern) = value.as_str() else {
        found.add(at, "a `pattern` has to be a string", "Put the regular expression in quotes");
        return;
    };
    if let Err(error) = regex_syntax::Parser::new().parse(pattern) {
        let why = match &error {
            regex_syntax::Error::Parse(error) => error.kind().to_string(),
            regex_syntax::Error::Translate(error) => error.kind().to_string(),
            _ => "unknown syntax".to_owned(),
        };
        found.add(
            at,
            format!("the pattern can't be matched without backtracking ({why})"),
            "Avoid look-around and back-references",
        );
    }
}

fn description(found: &mut Findings<'_>, value: &Value, at: &str) {
    let Some(text) = value.as_str() else {
        found.add(at, "a description has to be a string", "Put it in quotes");
        return;
    };
    let code = text.lines().any(|line| {
        line.starts_with("    ")
            || line.starts_with('\t')
            || line.trim_start().starts_with("```")
            || line.trim_start().starts_with("~~~")
    });
    if code {
        found.add(
            at,
            "the description has an indented or fenced block, which rustdoc would run as a test",
            "Write it as prose, with `code` inline",
        );
    }
}

fn known_texts(found: &mut Findings<'_>, value: &Value, at: &str) {
    for (index, text) in value.as_array().into_iter().flatten().enumerate() {
        if let Err(form) = template::parse(text.as_str().unwrap_or_default()) {
            found.add(
                &child(at, &index.to_string()),
                format!("`{form}` is not a form of a part of a text"),
                format!("Use {}, or no form", template::LIST),
            );
        }
    }
}

fn correction(found: &mut Findings<'_>, value: &Value, at: &str) {
    match value {
        Value::String(id) => correction_id(found, id, at),
        Value::Object(map) => {
            for (name, id) in map {
                let at = child(at, name);
                match id.as_str() {
                    Some(id) => correction_id(found, id, &at),
                    None => {
                        found.add(&at, "a correction is referred to by its id", "Use an id such as `K-012`");
                    }
                }
            }
        }
        _ => found.add(
            at,
            "a correction is referred to by its id",
            "Use an id such as `K-012`, or a map from value to id",
        ),
    }
}

fn correction_id(found: &mut Findings<'_>, id: &str, at: &str) {
    let digits = id.strip_prefix("K-").unwrap_or_default();
    if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        found.add(
            at,
            format!("`{id}` is not the id of a correction"),
            "Use `K-` and three digits, as in the ledger",
        );
    }
}
