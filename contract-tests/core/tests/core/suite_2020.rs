//! The official JSON Schema test suite, draft 2020-12, as schemas of `OpenAPI` 3.1. No package holds it, so CI has a copy and
//! runs this with the feature `json-schema-suite`; `oracle_newer` compares with another implementation everywhere.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use contract_core::spec::Spec;
use serde_json::{Map, Value, json};

use crate::judged::{code_and_pointer, observe};
use crate::suite::files;

/// Where we are of another opinion, or cannot judge. Each with the start of `file: group / test`.
const OTHERWISE: [(&str, &str); 4] = [
    ("format: ", "the formats that we check are checked always, as people who write them expect"),
    ("defs: \"validate definition against metaschema\"", "nothing is fetched: C146"),
    ("ref: \"remote ref, containing refs itself\"", "nothing is fetched: C146"),
    ("vocabulary: ", "a `$schema` of others is a caution, and read as the dialect around it"),
];

const HOST: &str = "http://localhost:1234/";

fn read(file: &Path) -> Value {
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

/// The documents that the suite expects to be served, bundled as components.
fn remotes(suite: &Path) -> Map<String, Value> {
    let folder = suite.join("remotes");
    let mut components = Map::new();
    for (index, file) in files(&folder).iter().enumerate() {
        let path = file.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
        let is_of_draft = path.starts_with("draft2020-12/") || !path.starts_with("draft");
        if !is_of_draft || path.starts_with("v1/") {
            continue;
        }
        let (uri, mut schema) = (format!("{HOST}{path}"), read(file));
        if let Some(id) = schema.get("$id").cloned().filter(|id| *id != *uri) {
            components.insert(format!("alias{index}"), json!({"$id": uri, "$ref": id}));
        } else if let Some(members) = schema.as_object_mut() {
            members.insert("$id".into(), uri.into());
        }
        components.insert(format!("remote{index}"), schema);
    }
    components
}

fn spec(schema: &Value, remotes: &Map<String, Value>) -> Result<Spec, String> {
    let mut root = schema.clone();
    if let Some(members) = root.as_object_mut() {
        members.entry("$id").or_insert_with(|| "https://suite.example/root".into());
    }
    let needs_remotes = schema.to_string().contains("localhost:1234");
    let mut components = if needs_remotes { remotes.clone() } else { Map::new() };
    components.insert("Root".into(), root);
    components.insert("Not".into(), json!({"not": {"$ref": "#/components/schemas/Root"}}));
    let answer = |name: &str| {
        json!({"get": {"responses": {"200": {"description": "ok", "content": {"application/json":
            {"schema": {"$ref": format!("#/components/schemas/{name}")}}}}}}})
    };
    let spec = json!({"openapi": "3.1.0", "components": {"schemas": components},
        "paths": {"/x": answer("Root"), "/not": answer("Not")}});
    Spec::from_text(spec.to_string(), "api.json").map_err(|error| error.to_string())
}

fn findings(spec: &Spec, url: &str, data: &Value) -> Vec<String> {
    let exchange = json!({"request": {"method": "GET", "url": url}, "response": {
        "status": 200, "headers": {"content-type": "application/json"}, "body_text": data.to_string()}});
    observe(spec, &exchange, code_and_pointer)
}

/// What is wrong with our verdict about the data; `None` if it is that of the suite.
fn difference(spec: &Spec, data: &Value, is_valid: bool) -> Option<String> {
    let (walked, not) = (findings(spec, "/x", data), findings(spec, "/not", data));
    let is_unchecked = |found: &[String]| found.iter().any(|code| code.starts_with("C146"));
    if is_unchecked(&walked) || is_unchecked(&not) {
        return Some(format!("not judged: {walked:?} {not:?}"));
    }
    // What nothing declares is a matter of its own, and not one of JSON Schema.
    let is_broken = walked.iter().any(|code| !code.starts_with("C104"));
    let agrees = if is_valid { !is_broken } else { !walked.is_empty() };
    let agrees_reversed = not.iter().any(|code| code.starts_with("C121")) == is_valid;
    (!agrees || !agrees_reversed).then(|| format!("{walked:?}, reversed {not:?}"))
}

#[test]
fn agrees_with_the_official_suite_of_2020() {
    let suite =
        std::env::var_os("JSON_SCHEMA_TEST_SUITE").expect("JSON_SCHEMA_TEST_SUITE names a copy of the suite");
    let suite = PathBuf::from(suite);
    let remotes = remotes(&suite);
    let folder = suite.join("tests/draft2020-12");
    let (mut counts, mut wrong) = (BTreeMap::<&str, (usize, usize)>::new(), Vec::new());
    for file in files(&folder) {
        let name = file.strip_prefix(&folder).unwrap().with_extension("").to_string_lossy().into_owned();
        let part = match name.strip_prefix("optional/") {
            Some(name) if name.starts_with("format/") => "format",
            Some(_) => "optional",
            None => "required",
        };
        for group in read(&file).as_array().unwrap() {
            let spec = spec(&group["schema"], &remotes);
            for test in group["tests"].as_array().unwrap() {
                let title = format!("{name}: {} / {}", group["description"], test["description"]);
                let difference = match &spec {
                    Ok(spec) => difference(spec, &test["data"], test["valid"].as_bool().unwrap()),
                    Err(error) => Some(error.clone()),
                };
                let (agreed, all) = counts.entry(part).or_default();
                *all += 1;
                match difference {
                    None => *agreed += 1,
                    Some(why) => wrong.push((part, title, why)),
                }
            }
        }
    }
    println!("agreed, of all: {counts:?}");
    let is_known = |title: &str| OTHERWISE.iter().any(|(start, _)| title.starts_with(start));
    let new: Vec<String> = wrong
        .iter()
        .filter(|(part, title, _)| *part == "required" && !is_known(title))
        .map(|(_, title, why)| format!("{title}: {why}"))
        .collect();
    for (_, title, why) in wrong.iter().filter(|(part, ..)| *part != "required") {
        println!("{title}: {why}");
    }
    let (agreed, all) = counts["required"];
    assert!(agreed * 100 >= all * 99, "only {agreed} of {all}");
    assert!(new.is_empty(), "{} differ:\n{}", new.len(), new.join("\n"));
}
