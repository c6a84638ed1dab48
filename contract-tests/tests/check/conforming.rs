//! Cries wolf never: one spec with what OpenAPI 3.0 can say and few specs do, and traffic that conforms to it, by hand.
//! Every style of parameter, discriminators with and without a mapping, `nullable` beside everything, media type ranges,
//! base paths with variables, paths that overlap, statuses without a body, forms, every format.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conforming")
}

fn findings(traffic: &Path) -> Vec<Value> {
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    let args = ["check", "--spec", "api.yaml", "--format", "json"];
    let output = command.current_dir(folder()).args(args).arg(traffic).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    findings.filter(|finding| finding["severity"] != "note").cloned().collect()
}

#[test]
fn traffic_that_conforms_yields_nothing() {
    let found = findings(Path::new("traffic.ndjson"));
    assert!(found.is_empty(), "{found:#?}");
}

/// The same traffic with one value changed in each line: quiet is not deaf.
#[test]
fn and_the_same_with_one_value_changed_does() {
    let traffic = fs::read_to_string(folder().join("traffic.ndjson")).unwrap();
    let scratch = tempfile::tempdir().unwrap();
    for (from, to, name) in [
        ("ids=1&ids=2", "ids=1&ids=x", "invalid-parameter"),
        ("filter%5Bn%5D=3", "filter%5Bn%5D=x", "invalid-parameter"),
        ("\"1, 2,3\"", "\"1, 2,x\"", "invalid-parameter"),
        ("nul=3", "nul=x", "invalid-parameter"),
        ("\"kind\": \"d\"", "\"kind\": \"c\"", "undeclared-property"),
        ("\"type\": \"SubA\", \"a\"", "\"type\": \"SubB\", \"a\"", "undeclared-property"),
        ("[{\"type\": \"one\", \"a\"", "[{\"type\": \"two\", \"a\"", "undeclared-property"),
        ("\"color5\": 7", "\"color5\": true", "wrong-type"),
        ("\"exmin\": 0.0001", "\"exmin\": 0", "out-of-bounds"),
        ("\"mult\": 0.07", "\"mult\": 0.071", "out-of-bounds"),
        ("2024-02-29", "2023-02-29", "wrong-format"),
        ("\"lat\": 1", "\"lot\": 1", "missing-required"),
        ("a=1&b=x&b=y+z&c=true", "a=1&b=x&b=y+z&c=maybe", "request-body-mismatch"),
    ] {
        let changed = traffic.replace(from, to);
        assert_ne!(changed, traffic, "{from}");
        let path = scratch.path().join("changed.ndjson");
        fs::write(&path, changed).unwrap();
        let names: Vec<Value> = findings(&path).iter().map(|finding| finding["name"].clone()).collect();
        assert!(names.contains(&Value::from(name)), "{to}: {names:?}");
    }
}
