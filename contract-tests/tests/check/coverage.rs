//! Coverage and mutants on the command line.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::program;

const SPEC: &str = r#"openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: deep, in: query, schema: {type: boolean}}
      responses:
        "200":
          description: an order
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Order'}
        "404": {description: no such order}
  /orders:
    get:
      operationId: listOrders
      responses:
        "200":
          description: orders
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Order'}}
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties:
        id: {type: string, minLength: 1}
        state: {type: string, enum: [open, closed], x-sensitivity: public}
        note: {type: string, nullable: true}
        total:
          oneOf:
            - {type: number}
            - {title: Text, type: string}
"#;

fn line(url: &str, body: &Value, kind: &str) -> String {
    let exchange = json!({"request": {"method": "GET", "url": url},
        "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": body},
        "source": {"kind": kind, "as_of": "2026-01-01"}});
    format!("{exchange}\n")
}

fn folder(lines: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), SPEC).unwrap();
    fs::write(folder.path().join("traffic.ndjson"), lines).unwrap();
    folder
}

pub(crate) fn run(folder: &Path, args: &[&str]) -> (String, String, i32) {
    program::run(folder, args).parts()
}

/// A text with one space between two words.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn coverage(folder: &Path) -> Value {
    let args = ["coverage", "traffic.ndjson", "--spec", "api.yaml", "--format", "json"];
    serde_json::from_str(&run(folder, &args).0).unwrap()
}

fn shown_by(coverage: &Value, kind: &str, name: &str) -> Value {
    let all = coverage["assertions"].as_array().unwrap();
    let found = all.iter().find(|assertion| assertion["kind"] == kind && assertion["name"] == name);
    found.unwrap_or_else(|| panic!("no {kind} {name}"))["shown_by"].clone()
}

#[test]
fn each_assertion_is_shown_by_its_strongest_evidence_or_by_nothing() {
    let lines = [
        line("/orders/1", &json!({"id": "1", "state": "open", "total": 3}), "prose"),
        line("/orders/2?deep=true", &json!({"id": "2", "state": "closed"}), "filler"),
        line("/orders/3", &json!({"id": "3"}), "live"),
    ];
    let folder = folder(&lines.concat());
    let coverage = coverage(folder.path());
    for (kind, name, by) in [
        ("operation", "getOrder", json!("live")),
        ("operation", "listOrders", Value::Null),
        ("status", "200", json!("live")),
        ("status", "404", Value::Null),
        ("parameter", "deep", json!("filler")),
        ("property", "state", json!("prose")),
        ("property", "note", Value::Null),
        ("required", "id", json!("live")),
        ("enum-value", "open", json!("prose")),
        // What a docs generator invents is no evidence of a value.
        ("enum-value", "closed", Value::Null),
        ("nullable", "null", Value::Null),
        ("variant", "oneOf-0", json!("prose")),
        ("variant", "Text", Value::Null),
        ("bound", "minLength", json!("live")),
    ] {
        assert_eq!(shown_by(&coverage, kind, name), by, "{kind} {name}");
    }
    let all = coverage["assertions"].as_array().unwrap();
    let state = all.iter().find(|assertion| assertion["name"] == "state").unwrap();
    assert_eq!((&state["presence"], &state["line"]), (&json!([2, 3]), &json!(33)));
    let closed = all.iter().find(|assertion| assertion["name"] == "closed").unwrap();
    assert_eq!(closed["line"], 33);
    assert_eq!(coverage["all"].as_u64().unwrap(), all.len() as u64);
}

#[test]
fn a_request_that_was_refused_shows_nothing_of_what_is_taken() {
    let refused = json!({"request": {"method": "GET", "url": "/orders/1?deep=true"},
        "response": {"status": 404, "headers": {}, "body": null}});
    let folder = folder(&format!("{refused}\n"));
    let coverage = coverage(folder.path());
    assert_eq!(shown_by(&coverage, "status", "404"), "unlabelled");
    assert_eq!(shown_by(&coverage, "parameter", "deep"), Value::Null);
}

#[test]
fn the_list_names_lines_and_min_fails() {
    let folder = folder(&line("/orders/1", &json!({"id": "1"}), "live"));
    let base = ["coverage", "traffic.ndjson", "--spec", "api.yaml"];
    let (out, _, code) = run(folder.path(), &base);
    assert_eq!(code, 0);
    let said = squeezed(&out);
    assert!(said.contains("Declared at Assertion Name Place Present in "), "{out}");
    assert!(said.contains(" api.yaml:16:9 status 404 getOrder 404, status "), "{out}");
    assert!(said.contains(" Assertion Shown Of Share operation 1 2 50.0 % "), "{out}");
    assert!(out.contains("assertions of api.yaml were shown"), "{out}");
    let with = |min: &str| run(folder.path(), &[&base[..], &["--min", min]].concat());
    assert_eq!(with("10").2, 0);
    let (_, stderr, code) = with("99.5");
    assert!(code == 1 && stderr.contains("help:"), "{stderr}");
    assert_eq!(with("101").2, 2);
    fs::write(folder.path().join("traffic.ndjson"), "").unwrap();
    assert_eq!(with("10").2, 3, "nothing read is never a pass");
    fs::write(folder.path().join("traffic.ndjson"), "{\n").unwrap();
    assert_eq!(with("0").2, 2);
}

#[test]
fn check_counts_the_same_assertions_and_notes_what_nothing_showed() {
    let folder = folder(&line("/orders/1", &json!({"id": "1", "state": "open", "note": "x"}), "live"));
    let args = ["check", "traffic.ndjson", "--spec", "api.yaml"];
    let (out, _, code) = run(folder.path(), &[&args[..], &["--format", "json"]].concat());
    let report: Value = serde_json::from_str(&out).unwrap();
    let coverage = coverage(folder.path());
    assert_eq!(report["coverage"]["assertions"], json!([coverage["shown"], coverage["all"]]));
    assert_eq!(code, 0, "notes never fail");
    let names: Vec<&str> =
        report["findings"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
    for name in [
        "unobserved-status",
        "unobserved-parameter",
        "unobserved-property",
        "unobserved-enum-value",
        "unobserved-null",
    ] {
        assert_eq!(names.iter().filter(|n| **n == name).count(), 1, "{name} in {names:?}");
    }
    assert!(!names.contains(&"unobserved-operation"), "most traffic uses a part of an API");
    assert!(!names.contains(&"unobserved-variant"), "what is in something unobserved is not noted again");
    assert_eq!(report["summary"]["notes"], 5);
    let (short, ..) = run(folder.path(), &args);
    assert!(!short.contains("unobserved-property") && short.contains("5 notes (-v lists"), "{short}");
    let (long, ..) = run(folder.path(), &[&args[..], &["-v"]].concat());
    assert!(long.contains("note[C132]: no exchange showed the property `total`"), "{long}");
}

#[test]
fn what_was_reached_can_be_stored_and_merged() {
    use contract_core::exchange::{Entry, Reader};
    use contract_core::spec::Spec;
    use contract_core::verdict::{Checker, SpecCoverage};

    let spec = Spec::from_text(SPEC.into(), "api.yaml").unwrap();
    let reached = |lines: String| {
        let mut checker = Checker::new(&spec);
        let mut reader = Reader::from_stream(Box::new(std::io::Cursor::new(lines)), "lines").unwrap();
        while let Some(Entry::Exchange(exchange)) = reader.next_entry() {
            checker.check(&exchange, &mut |_| {});
        }
        let stored = serde_json::to_string(checker.coverage()).unwrap();
        serde_json::from_str::<SpecCoverage>(&stored).unwrap()
    };
    let first = line("/orders/1?deep=true", &json!({"id": "1", "state": "open", "total": "3"}), "prose");
    let second = line("/orders", &json!([{"note": null, "total": 3}]), "live");
    let mut merged = reached(first.clone());
    merged.merge(&reached(second.clone()));
    assert_eq!(merged, reached(first + &second));
}

#[test]
fn coverage_does_not_depend_on_the_order_of_exchanges() {
    let mut lines = [
        line("/orders/1", &json!({"id": "1", "total": "3"}), "prose"),
        line("/orders", &json!([{"id": "1", "note": null}, {"id": "", "state": "lost"}]), "source"),
        line("/orders/2", &json!({"state": "open"}), "sample"),
    ];
    let first = coverage(folder(&lines.concat()).path());
    lines.reverse();
    assert_eq!(coverage(folder(&lines.concat()).path()), first);
}

fn mutants(folder: &Path, more: &[&str]) -> Value {
    let args = ["mutate", "traffic.ndjson", "--spec", "api.yaml", "--format", "json"];
    let (out, stderr, code) = run(folder, &[&args[..], more].concat());
    assert_eq!(code, 0, "{stderr}");
    serde_json::from_str(&out).unwrap()
}

fn survives(mutants: &Value, action: &str, name: &str) -> bool {
    let survivors = mutants["survivors"].as_array().unwrap();
    survivors.iter().any(|survivor| survivor["action"] == action && survivor["name"] == name)
}

#[test]
fn a_mutant_that_no_exchange_tells_survives_with_its_line() {
    let lines = [
        line("/orders/1", &json!({"id": "1", "state": "open", "total": 3}), "live"),
        line("/orders/2", &json!({"note": null}), "live"),
    ];
    let folder = folder(&lines.concat());
    let mutants = mutants(folder.path(), &[]);
    for (action, name) in [
        ("drop the operation", "getOrder"),
        ("rename the property", "id"),
        ("drop the value", "open"),
        ("forbid", "null"),
        ("drop the variant", "oneOf-0"),
        // One of the orders has no id: without the assertion that finding goes.
        ("drop the required name", "id"),
    ] {
        assert!(!survives(&mutants, action, name), "{action} {name}: {mutants:#}");
    }
    for (action, name) in [
        ("drop the operation", "listOrders"),
        ("drop the status", "404"),
        ("drop the parameter", "deep"),
        ("drop the value", "closed"),
        ("drop the bound", "minLength"),
        ("drop the variant", "Text"),
    ] {
        assert!(survives(&mutants, action, name), "{action} {name}: {mutants:#}");
    }
    let status = mutants["survivors"].as_array().unwrap().iter().find(|s| s["name"] == "404").unwrap();
    assert_eq!((&status["line"], &status["reached"]), (&json!(16), &json!(false)));
    let counts = ["killed", "survived", "invalid", "untried"].map(|key| mutants[key].as_u64().unwrap());
    assert_eq!(counts.iter().sum::<u64>(), mutants["mutants"].as_u64().unwrap());
}

#[test]
fn mutants_are_the_same_on_any_number_of_threads_and_bounded_in_time() {
    let folder = folder(&line("/orders/1", &json!({"id": "1"}), "live"));
    let one = mutants(folder.path(), &["--jobs", "1"]);
    assert_eq!(mutants(folder.path(), &["--jobs", "4"]), one);
    let none = mutants(folder.path(), &["--time-limit", "0"]);
    assert_eq!(none["untried"], one["mutants"]);
    fs::write(folder.path().join("traffic.ndjson"), "").unwrap();
    assert_eq!(run(folder.path(), &["mutate", "traffic.ndjson", "--spec", "api.yaml"]).2, 3);
}

#[test]
fn survivors_are_listed_for_people() {
    let folder = folder(&line("/orders/1", &json!({"id": "1"}), "live"));
    let args = ["mutate", "traffic.ndjson", "--spec", "api.yaml"];
    let (out, stderr, code) = run(folder.path(), &args);
    assert_eq!((code, stderr.as_str()), (0, ""), "no progress where there is no terminal");
    assert!(out.starts_with("A mutant is the spec with one assertion changed."), "{out}");
    let said = squeezed(&out);
    assert!(said.contains(" Declared at Change Place Killed by "), "{out}");
    let status = " api.yaml:16:9 drop the status `404` getOrder 404, status an answer with the status 404 ";
    assert!(said.contains(status), "{out}");
    assert!(out.contains("mutants of api.yaml were killed"), "{out}");
    let widened = "drop the required name `id`";
    assert!(!out.contains(widened));
    assert!(run(folder.path(), &[&args[..], &["-v"]].concat()).0.contains(widened));
}

#[test]
fn what_is_written_for_programs_passes_its_own_schema() {
    let folder = folder(&line("/orders/1", &json!({"id": "1", "state": "open"}), "live"));
    for (command, schema) in [("coverage", "coverage"), ("mutate", "mutants")] {
        let schema: Value = serde_json::from_str(&run(folder.path(), &["schema", schema]).0).unwrap();
        let args = [command, "traffic.ndjson", "--spec", "api.yaml", "--format", "json"];
        let written: Value = serde_json::from_str(&run(folder.path(), &args).0).unwrap();
        let judge = jsonschema::options().build(&schema).unwrap();
        assert!(judge.is_valid(&written), "{command}: {:?}", judge.iter_errors(&written).next());
        assert!(!judge.is_valid(&json!({})), "{command}");
    }
}

#[test]
fn notes_speak_only_of_operations_that_were_seen() {
    let order = json!({"id": "1", "state": "open", "note": "x", "total": 1});
    let folder = folder(&line("/orders", &json!([order]), "live"));
    let args = ["check", "traffic.ndjson", "--spec", "api.yaml", "--format", "json"];
    let (out, _, code) = run(folder.path(), &args);
    let report: Value = serde_json::from_str(&out).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let notes: Vec<String> = findings
        .iter()
        .map(|note| format!("{} {}", note["operation"].as_str().unwrap(), note["pointer"].as_str().unwrap()))
        .collect();
    // The schema is first used by an operation that was not seen.
    let places = ["listOrders /*/note", "listOrders /*/state", "listOrders /*/total"];
    assert_eq!(notes.iter().map(String::as_str).collect::<std::collections::BTreeSet<_>>(), places.into());
    assert_eq!(code, 0);
    let asked = run(folder.path(), &[&args[..], &["-W", "unobserved-operation"]].concat());
    let report: Value = serde_json::from_str(&asked.0).unwrap();
    assert_eq!((asked.2, &report["findings"][0]["operation"]), (1, &json!("getOrder")));
}
