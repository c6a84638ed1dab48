//! A document in several files: every command reads them all and names the right one.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::coverage::run;

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Quay, version: '1'}
paths:
  /berths/{id}: {$ref: paths/berth.yaml}
";

const PATH: &str = "get:
  operationId: getBerth
  parameters: [{$ref: '../parts.json#/id'}]
  responses:
    '200':
      description: a berth
      content: {application/json: {schema: {$ref: '../schemas/berth.yaml'}}}
";

const PARTS: &str =
    r#"{"id": {"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}}}"#;

const SCHEMA: &str = "type: object
required: [id]
properties:
  id: {type: integer, x-sensitivity: public}
  state:
    type: string
    enum: [free, taken]
    x-sensitivity: public
  note: {type: string, x-correction: K-001}
";

/// The document in the folder `api`, and an exchange with a wrong state.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let traffic = json!({"request": {"method": "GET", "url": "/berths/7"},
        "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": {"id": 7, "state": "sunk"}}});
    for (path, text) in [
        ("api/openapi.yaml", DOCUMENT),
        ("api/paths/berth.yaml", PATH),
        ("api/parts.json", PARTS),
        ("api/schemas/berth.yaml", SCHEMA),
        ("traffic.ndjson", &traffic.to_string()),
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn check(folder: &Path, format: &str) -> String {
    let (out, stderr, exit) =
        run(folder, &["check", "traffic.ndjson", "--spec", "api/openapi.yaml", "--format", format]);
    assert_eq!((exit, stderr.as_str()), (1, ""), "{format}");
    out
}

#[test]
fn every_report_names_the_file_of_a_finding() {
    let folder = folder();
    for (format, place) in [
        ("text", "--> api/schemas/berth.yaml:5:3\n"),
        ("markdown", "api/schemas/berth.yaml:5:3"),
        ("html", "api/schemas/berth.yaml:5:3"),
        ("github", "file=api/schemas/berth.yaml,line=5,col=3,"),
        ("junit", "at: api/schemas/berth.yaml:5:3"),
        ("sarif", "\"uri\": \"api/schemas/berth.yaml\""),
    ] {
        let said = check(folder.path(), format);
        assert!(said.replace("<wbr>", "").contains(place), "{format}: {said}");
    }
    assert!(check(folder.path(), "text").contains("5 |   state:"));
    let report: Value = serde_json::from_str(&check(folder.path(), "json")).unwrap();
    let finding = &report["findings"][0];
    let place =
        json!({"file": "api/schemas/berth.yaml", "line": 5, "column": 3, "pointer": "/properties/state"});
    assert_eq!(finding["spec"], place);
}

#[test]
fn the_fingerprint_is_that_of_the_document_in_one_file() {
    let folder = folder();
    let whole = DOCUMENT.replace("{$ref: paths/berth.yaml}", "{get: {operationId: getBerth, responses: {'200': {description: x, content: {application/json: {schema: {properties: {id: {}, state: {type: string, enum: [free], x-sensitivity: public}}}}}}}}}");
    fs::write(folder.path().join("whole.yaml"), whole).unwrap();
    let split: Value = serde_json::from_str(&check(folder.path(), "json")).unwrap();
    let args = ["check", "traffic.ndjson", "--spec", "whole.yaml", "--format", "json"];
    let whole: Value = serde_json::from_str(&run(folder.path(), &args).0).unwrap();
    assert_eq!(split["findings"][0]["fingerprint"], whole["findings"][0]["fingerprint"]);
}

#[test]
fn coverage_and_mutants_are_of_all_files() {
    let folder = folder();
    let of = |command: &str| -> Value {
        let args = [command, "traffic.ndjson", "--spec", "api/openapi.yaml", "--format", "json"];
        serde_json::from_str(&run(folder.path(), &args).0).unwrap()
    };
    let coverage = of("coverage");
    let files: Vec<&str> = coverage["assertions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|assertion| assertion["file"].as_str().unwrap())
        .collect();
    for file in ["api/paths/berth.yaml", "api/parts.json", "api/schemas/berth.yaml"] {
        assert!(files.contains(&file), "{files:?}");
    }
    let mutants = of("mutate");
    // Without its only operation, the document is none.
    assert_eq!(mutants["invalid"], 1, "{mutants:#}");
    let survivors = mutants["survivors"].as_array().unwrap();
    let of_schema = |mutant: &&Value| mutant["file"] == "api/schemas/berth.yaml" && mutant["line"] == 9;
    assert!(survivors.iter().any(|mutant| of_schema(&mutant)), "{mutants:#}");
    // The type of `id` is that of the exchange, so another one is noticed.
    assert!(mutants["killed"].as_u64().unwrap() > 0, "{mutants:#}");
}

#[test]
fn summaries_are_merged_for_the_same_files_only() {
    let folder = folder();
    let args = ["check", "traffic.ndjson", "--spec", "api/openapi.yaml", "--format", "summary=one.json"];
    assert_eq!(run(folder.path(), &args).2, 1);
    let merge =
        || run(folder.path(), &["merge", "one.json", "--spec", "api/openapi.yaml", "--format", "json"]);
    let (out, stderr, exit) = merge();
    assert_eq!((exit, stderr.as_str()), (1, ""));
    assert_eq!(out, check(folder.path(), "json"));
    fs::write(folder.path().join("api/schemas/berth.yaml"), SCHEMA.replace("taken", "rented")).unwrap();
    let (_, stderr, exit) = merge();
    assert_eq!(exit, 2);
    assert!(stderr.contains("was made with another spec"), "{stderr}");
}

#[test]
fn the_ledger_knows_the_marks_of_all_files() {
    let folder = folder();
    let ledger = r#"[[correction]]
id = "K-001"
rule = "undeclared-property"
operations = ["getBerth"]
in = "response-body"
status = 200
pointer = "/note"
found = "note"
reason = "seen at the quay"
"#;
    fs::write(folder.path().join("ledger.toml"), ledger).unwrap();
    let args = ["ledger", "show", "K-001", "--spec", "api/openapi.yaml", "--corrections", "ledger.toml"];
    let (out, stderr, exit) = run(folder.path(), &args);
    assert_eq!(exit, 0, "{stderr}");
    assert!(out.contains("api/schemas/berth.yaml:9 /properties/note"), "{out}");
}

#[test]
fn a_missing_file_is_a_caution_and_a_finding() {
    let folder = folder();
    fs::remove_file(folder.path().join("api/schemas/berth.yaml")).unwrap();
    let args = ["check", "traffic.ndjson", "--spec", "api/openapi.yaml"];
    let (out, stderr, exit) = run(folder.path(), &args);
    assert_eq!(exit, 1);
    let caution = "caution: api/paths/berth.yaml:7:45: `$ref: ../schemas/berth.yaml` refers to a file that does not exist; this place is not checked\n";
    assert_eq!(stderr, caution);
    assert!(out.contains("warning[C146]") && out.contains("--> api/paths/berth.yaml:7:"), "{out}");
}

#[test]
fn recordings_are_scrubbed_by_the_places_of_all_files() {
    let folder = folder();
    fs::create_dir(folder.path().join("openapi")).unwrap();
    let (_, stderr, exit) = run(folder.path(), &["import", "traffic.ndjson", "--spec", "api/openapi.yaml"]);
    assert_eq!(exit, 0, "{stderr}");
    let mut pending = vec![folder.path().to_owned()];
    let mut kept = String::new();
    while let Some(path) = pending.pop() {
        match fs::read_dir(&path) {
            Ok(entries) => pending.extend(entries.map(|entry| entry.unwrap().path())),
            Err(_) if path.to_string_lossy().contains("getBerth") => {
                kept += &fs::read_to_string(&path).unwrap();
            }
            Err(_) => {}
        }
    }
    // Public places are kept; without the other files, nothing would be public.
    assert!(kept.contains("\"id\": 7") || kept.contains("\"id\":7"), "{kept}");
}
