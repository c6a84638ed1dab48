//! Lints on paths, operations, parameters and statuses.

use std::collections::BTreeMap;

use cartevo_extensions::{Effect, Extension};
use heck::ToSnakeCase;
use serde_json::Value;

use super::{Findings, child};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

pub(super) fn lint(found: &mut Findings<'_>) {
    let root = found.root();
    let Some(paths) = root.get("paths").and_then(Value::as_object) else {
        found.add("", "the document has no `paths`", "Add the operations under `paths`");
        return;
    };
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    for (path, item) in paths {
        let at_path = child("/paths", path);
        for method in METHODS {
            let Some(operation) = item.get(method) else { continue };
            let at = child(&at_path, method);
            operation_id(found, operation, &at, &mut ids);
            effect(found, operation, &at);
            responses(found, operation, &at);
            body(found, operation, &at);
            parameters(found, path, [&at_path, &at]);
        }
    }
}

fn operation_id(found: &mut Findings<'_>, operation: &Value, at: &str, ids: &mut BTreeMap<String, String>) {
    let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
        found.add(at, "the operation has no `operationId`", "Add one, such as `getCustomerCards`");
        return;
    };
    let at = child(at, "operationId");
    let plain =
        id.starts_with(|c: char| c.is_ascii_lowercase()) && id.chars().all(|c| c.is_ascii_alphanumeric());
    if !plain {
        found.add(
            &at,
            format!("`{id}` can't become the name of a method"),
            "Use camelCase: a lower-case letter, then letters and digits",
        );
        return;
    }
    if let Some(other) = ids.insert(id.to_snake_case(), id.to_owned()) {
        found.add(
            &at,
            format!("`{id}` and `{other}` both become the method `{}` in Rust", id.to_snake_case()),
            "Rename one of them",
        );
    }
}

fn effect(found: &mut Findings<'_>, operation: &Value, at: &str) {
    let Some(effect) = operation.get(Effect::KEY) else {
        let remedy = super::add::<Effect>();
        return found.add(at, "the operation has no `x-effect`", remedy);
    };
    if effect.as_str().and_then(Effect::parse).is_none() {
        let remedy = format!("Use {}", Effect::list());
        found.add(&child(at, Effect::KEY), "the effect is unknown", remedy);
    }
}

fn responses(found: &mut Findings<'_>, operation: &Value, at: &str) {
    let at = child(at, "responses");
    let Some(responses) = operation.get("responses").and_then(Value::as_object) else {
        found.add(&at, "the operation has no `responses`", "Add at least one for success");
        return;
    };
    let successes: Vec<_> = responses.iter().filter(|(status, _)| status.starts_with('2')).collect();
    if successes.is_empty() {
        found.add(&at, "the operation has no response for success", "Declare one 2xx status");
    }
    let schemas = |response| found.resolve(response).get("content");
    if successes.windows(2).any(|pair| schemas(pair[0].1) != schemas(pair[1].1)) {
        found.add(
            &at,
            "the operation has different responses for success, but the client decodes only one",
            "Use one schema for every 2xx status; alternatives are branches of it",
        );
    }
    for (status, response) in successes {
        let at = child(&at, status);
        if status.parse::<u16>().is_err() {
            found.add(
                &at,
                "a success response has a single status",
                "Use a status such as `200`, not a range",
            );
        }
        let content = found.resolve(response).get("content").and_then(Value::as_object);
        let Some(content) = content else { continue };
        let schema = content.get("application/json").and_then(|media| media.get("schema"));
        if content.len() != 1 || schema.is_none() {
            found.add(
                &at,
                "a success response has `application/json` with a schema as its only media type, or no content",
                "Declare only this media type, with a schema",
            );
        }
    }
}

fn body(found: &mut Findings<'_>, operation: &Value, at: &str) {
    let Some(body) = operation.get("requestBody") else { return };
    let at = child(at, "requestBody");
    let body = found.resolve(body);
    let content = body.get("content").and_then(Value::as_object);
    let media = ["application/json", "multipart/form-data"]
        .iter()
        .find_map(|name| content.and_then(|content| content.get(*name)))
        .and_then(|media| media.get("schema"));
    if media.is_none() || content.is_some_and(|content| content.len() != 1) {
        found.add(
            &at,
            "a request body has `application/json` or `multipart/form-data` with a schema as its only media type",
            "Declare only this media type, with a schema",
        );
    }
    if body.get("required").and_then(Value::as_bool) != Some(true) {
        found.add(&at, "the client always sends the body", "Add `required: true`");
    }
}

fn parameters(found: &mut Findings<'_>, path: &str, owners: [&str; 2]) {
    let root = found.root();
    let mut declared = Vec::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for list_at in owners.map(|owner| child(owner, "parameters")) {
        let list = root.pointer(&list_at).and_then(Value::as_array).into_iter().flatten();
        for (index, parameter) in list.enumerate() {
            let at = child(&list_at, &index.to_string());
            let parameter = found.resolve(parameter);
            let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
            if let Some(other) = names.insert(name.to_snake_case(), name.to_owned()) {
                found.add(
                    &at,
                    format!(
                        "the parameters `{name}` and `{other}` both become `{}` in Rust",
                        name.to_snake_case()
                    ),
                    "Rename one of them, or declare it once",
                );
            }
            let place = parameter.get("in").and_then(Value::as_str).unwrap_or_default();
            if place == "path" {
                declared.push(name);
            }
            parameter_type(found, parameter, name, place, &at);
        }
    }
    for name in path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name) {
        if !declared.contains(&name) {
            found.add(
                owners[1],
                format!("the path has `{{{name}}}`, but no such parameter is declared"),
                "Add a parameter of that name with `in: path`, `required: true` and a typed schema",
            );
        }
    }
}

fn parameter_type<'a>(found: &mut Findings<'a>, parameter: &'a Value, name: &str, place: &str, at: &str) {
    if !matches!(place, "path" | "query") {
        found.add(
            at,
            format!("the client can't send a parameter in `{place}`"),
            "Declare it in `path` or `query`",
        );
    }
    let Some(schema) = parameter.get("schema") else {
        found.add(at, format!("the parameter `{name}` has no type"), "Add a `schema` with a `type`");
        return;
    };
    match kind(found, schema) {
        None if place == "path" => {
            found.add(at, format!("the path parameter `{name}` has no type"), "Add a `type` to its `schema`");
        }
        Some("array" | "object") => {
            let why = format!("the client sends only single values as parameters, but `{name}` has several");
            found.add(at, why, "Use a scalar type in its `schema`");
        }
        _ => {}
    }
}

fn kind<'a>(found: &Findings<'a>, schema: &'a Value) -> Option<&'a str> {
    found.resolve(schema).get("type").and_then(Value::as_str)
}
