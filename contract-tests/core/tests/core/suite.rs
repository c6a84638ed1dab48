//! The official JSON Schema test suite, draft 4: the parts that `OpenAPI` 3.0 can express. It comes with the crate
//! `jsonschema-valid`; `JSON_SCHEMA_TEST_SUITE=<folder of draft 4>` takes another copy.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use contract_core::spec::Spec;
// Only its files are wanted.
use jsonschema_valid as _;
use serde_json::{Map, Value, json};

use crate::judged::{code_and_pointer, observe};

/// Keywords of draft 4 that `OpenAPI` 3.0 does not have.
const FOREIGN: [&str; 4] = ["patternProperties", "dependencies", "additionalItems", "definitions"];

/// Where we are of another opinion: `OpenAPI` 3.0 has the integers of later drafts, and ECMA-262 counts the no-break space
/// as white space, as later editions of the suite do.
const OTHERWISE: [&str; 3] = [
    "a float is not an integer even without fractional part",
    "latin-1 non-breaking-space does not match (unlike e.g. Python)",
    "latin-1 non-breaking-space matches (unlike e.g. Python)",
];

/// Formats that we take as annotations, as JSON Schema allows: `hostname` and `regex`.
const ANNOTATIONS: [&str; 2] = ["validation of host names", "ECMA 262 regex non-compliance"];

/// The folder of the suite, in the package that holds it. rustc has written beside this test which files it read of that
/// package, wherever they came from: a registry, a mirror, a vendored folder.
fn suite() -> PathBuf {
    if let Some(folder) = std::env::var_os("JSON_SCHEMA_TEST_SUITE") {
        return folder.into();
    }
    let program = std::env::current_exe().unwrap();
    let packages = compiled_from(program.parent().unwrap());
    let mut folders = packages.iter().map(|package| package.join("JSON-Schema-Test-Suite/tests/draft4"));
    folders.rfind(|folder| folder.is_dir()).unwrap_or_else(|| {
        panic!("no suite in {packages:?}; JSON_SCHEMA_TEST_SUITE=<folder of draft 4> names one")
    })
}

/// Where the package `jsonschema-valid` was when it was compiled into this folder, the last time last.
fn compiled_from(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let is_list = |path: &Path| {
        let is_of_it =
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("jsonschema_valid-"));
        is_of_it && path.extension().is_some_and(|extension| extension == "d")
    };
    let mut lists: Vec<_> = entries.filter(|entry| is_list(&entry.path())).collect();
    lists.sort_by_key(|list| list.metadata().unwrap().modified().unwrap());
    let texts = lists.iter().map(|list| fs::read_to_string(list.path()).unwrap());
    texts.flat_map(|text| text.lines().filter_map(package).collect::<Vec<_>>()).collect()
}

/// The package of a line `<package>/src/lib.rs:`, as rustc writes for `make`.
fn package(line: &str) -> Option<PathBuf> {
    let file = PathBuf::from(line.strip_suffix(':')?.replace("\\ ", " "));
    if !file.ends_with("src/lib.rs") {
        return None;
    }
    Some(file.parent()?.parent()?.to_path_buf())
}

pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The schema as `OpenAPI` 3.0 says it; `None` if it cannot.
fn converted(schema: &Value, is_root: bool) -> Option<Value> {
    let members = schema.as_object()?;
    if let Some(reference) = members.get("$ref") {
        let reference = reference.as_str()?;
        return match reference.strip_prefix("#/definitions/") {
            Some(name) if !name.contains(['/', '%', '~']) => {
                Some(json!({"$ref": format!("#/components/schemas/{name}")}))
            }
            _ if reference == "#" => Some(json!({"$ref": "#/components/schemas/TheRoot"})),
            _ => None,
        };
    }
    let mut out = Map::new();
    for (key, value) in members {
        match key.as_str() {
            "definitions" | "$schema" if is_root => {}
            "id" | "$schema" => return None,
            key if FOREIGN.contains(&key) => return None,
            "items" if value.is_array() => return None,
            "type" => match value {
                Value::String(name) if name != "null" => {
                    out.insert(key.clone(), value.clone());
                }
                Value::String(_) => {
                    out.insert("allOf".into(), json!([{"enum": [null]}]));
                }
                types => {
                    let one = |name: &Value| converted(&json!({"type": name}), false);
                    let types: Option<Vec<Value>> = types.as_array()?.iter().map(one).collect();
                    out.insert("anyOf".into(), types?.into());
                }
            },
            "properties" => {
                let properties: Option<Map<String, Value>> = value
                    .as_object()?
                    .iter()
                    .map(|(name, schema)| Some((name.clone(), converted(schema, false)?)))
                    .collect();
                out.insert(key.clone(), properties?.into());
            }
            "items" | "not" => {
                out.insert(key.clone(), converted(value, false)?);
            }
            "additionalProperties" if value.is_object() => {
                out.insert(key.clone(), converted(value, false)?);
            }
            "allOf" | "anyOf" | "oneOf" => {
                if out.contains_key(key) || (key == "allOf" && members.get("type") == Some(&json!("null"))) {
                    return None;
                }
                let parts: Option<Vec<Value>> =
                    value.as_array()?.iter().map(|part| converted(part, false)).collect();
                out.insert(key.clone(), parts?.into());
            }
            _ => {
                out.insert(key.clone(), value.clone());
            }
        }
    }
    // What nothing declares is a matter of its own, and not one of JSON Schema.
    if out.contains_key("properties") && !out.contains_key("additionalProperties") {
        out.insert("additionalProperties".into(), json!(true));
    }
    Some(out.into())
}

fn spec(schema: &Value) -> Option<Result<Spec, String>> {
    let root = converted(schema, true)?;
    let mut components = Map::new();
    for (name, definition) in schema["definitions"].as_object().into_iter().flatten() {
        components.insert(name.clone(), converted(definition, false)?);
    }
    components.insert("TheRoot".into(), root);
    let spec = json!({"openapi": "3.0.3", "components": {"schemas": components}, "paths": {"/x": {"get": {"responses": {
        "200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/TheRoot"}}}}}}}}});
    Some(Spec::from_text(spec.to_string(), "api.json").map_err(|error| error.to_string()))
}

fn findings(spec: &Spec, data: &Value) -> Vec<String> {
    let exchange = json!({"request": {"method": "GET", "url": "/x"}, "response": {
        "status": 200, "headers": {"content-type": "application/json"}, "body_text": data.to_string()}});
    observe(spec, &exchange, code_and_pointer)
}

#[test]
fn agrees_with_the_official_suite() {
    let (mut agreed, mut foreign, mut wrong) = (0, BTreeMap::new(), Vec::new());
    for file in files(&suite()) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let groups: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        for group in groups.as_array().unwrap() {
            if ANNOTATIONS.iter().any(|name| group["description"] == *name) {
                continue;
            }
            let tests = group["tests"].as_array().unwrap();
            let Some(spec) = spec(&group["schema"]) else {
                *foreign.entry(name.clone()).or_insert(0) += tests.len();
                continue;
            };
            let spec = match spec {
                Ok(spec) => spec,
                Err(error) => {
                    wrong.push(format!("{name}: {}: {error}", group["description"]));
                    continue;
                }
            };
            for test in tests {
                let description = test["description"].as_str().unwrap();
                if OTHERWISE.contains(&description) {
                    continue;
                }
                let found = findings(&spec, &test["data"]);
                if found.is_empty() == test["valid"].as_bool().unwrap() {
                    agreed += 1;
                } else {
                    wrong.push(format!("{name}: {} / {description}: {found:?}", group["description"]));
                }
            }
        }
    }
    println!(
        "{agreed} agree, {} cannot be expressed in OpenAPI 3.0: {foreign:?}",
        foreign.values().sum::<usize>()
    );
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), agreed + wrong.len(), wrong.join("\n"));
    assert!(agreed > 300, "only {agreed} were run");
}
