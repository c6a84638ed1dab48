//! The document has to be readable by other tools, and they have to accept our recordings under it: `openapiv3` reads
//! it, and the `jsonschema` crate judges every recorded body by its plain JSON Schema, extensions unseen.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn document() -> Value {
    let text = fs::read_to_string(project().join("openapi/cartevo.yaml")).unwrap();
    serde_saphyr::from_str(&text).unwrap()
}

fn recordings(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !hidden {
            recordings(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
}

/// `nullable: true` as JSON Schema has it.
fn as_json_schema(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(as_json_schema).collect(),
        Value::Object(members) => {
            let mut object: Map<String, Value> =
                members.iter().map(|(name, value)| (name.clone(), as_json_schema(value))).collect();
            if object.get("nullable") == Some(&json!(true)) && object["type"].is_string() {
                object.insert("type".into(), json!([object["type"], "null"]));
            }
            Value::Object(object)
        }
        scalar => scalar.clone(),
    }
}

fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value.get("$ref").and_then(Value::as_str) {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => value,
    }
}

/// The schema of the JSON body that an operation answers with under a status.
fn response_schema<'a>(document: &'a Value, operation_id: &str, status: u64) -> &'a Value {
    let paths = document["paths"].as_object().unwrap();
    let operation = paths
        .values()
        .flat_map(|path| path.as_object().unwrap().values())
        .find(|operation| operation["operationId"] == operation_id)
        .unwrap();
    let responses = &operation["responses"];
    let range = format!("{}XX", status / 100);
    let response = responses.get(status.to_string()).or_else(|| responses.get(range)).unwrap();
    &resolved(document, response)["content"]["application/json"]["schema"]
}

#[test]
fn openapiv3_reads_the_document() {
    let document = document();
    let read: openapiv3::OpenAPI = serde_json::from_value(document.clone()).unwrap();
    assert_eq!(read.openapi, "3.0.3");
    let operations: BTreeSet<&str> =
        read.operations().filter_map(|(_, _, operation)| operation.operation_id.as_deref()).collect();
    assert!(!operations.is_empty());
    assert_eq!(operations, declared_operations(&document));
}

/// Every `operationId` in the document.
fn declared_operations(document: &Value) -> BTreeSet<&str> {
    let paths = document["paths"].as_object().unwrap();
    let members = paths.values().flat_map(|path| path.as_object().unwrap().values());
    members.filter_map(|operation| operation.get("operationId")?.as_str()).collect()
}

#[test]
fn plain_json_schema_accepts_every_recorded_answer() {
    let document = document();
    let folder = project().join("contract-tests/recordings");
    let mut paths = Vec::new();
    recordings(&folder, &mut paths);
    assert!(paths.len() >= 20, "only {} recordings in {}", paths.len(), folder.display());
    for path in paths {
        let recording: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let place = path.strip_prefix(&folder).unwrap();
        let operation = place.components().next().unwrap().as_os_str().to_str().unwrap();
        let status = recording["response"]["status"].as_u64().unwrap();
        let mut schema = as_json_schema(response_schema(&document, operation, status));
        schema["components"] = as_json_schema(&document["components"]);
        let validator = jsonschema::options()
            .with_draft(jsonschema::Draft::Draft4)
            .should_validate_formats(true)
            .build(&schema)
            .unwrap();
        let errors: Vec<_> = validator
            .iter_errors(&recording["response"]["body"])
            .map(|error| format!("{} at {}", error.masked(), error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:?}", place.display());
    }
}
