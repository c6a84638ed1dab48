//! Annotations and the summary of a step.

use std::fmt::Write as _;
use std::fs;

use crate::example::{cards, folder, run_with};
use crate::program::{Ran, run};

/// Checks traffic with `count` errors, one for each property, and a warning before them in the spec.
fn check_many(count: usize, step_summary: Option<&str>) -> Ran {
    let mut spec = String::from(
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      operationId: warned\n      responses:\n        '200': {description: a, content: {application/json: {schema: {type: string, x-extensible-enum: [a]}}}}\n  /b:\n    get:\n      operationId: failed\n      responses:\n        '200':\n          description: b\n          content:\n            application/json:\n              schema:\n                type: object\n                required:\n",
    );
    for number in 0..count {
        writeln!(spec, "                - name{number:05}").unwrap();
    }
    let traffic = "{\"request\":{\"method\":\"GET\",\"url\":\"/a\"},\"response\":{\"status\":200,\"headers\":{\"content-type\":\"application/json\"},\"body\":\"b\"}}\n{\"request\":{\"method\":\"GET\",\"url\":\"/b\"},\"response\":{\"status\":200,\"headers\":{\"content-type\":\"application/json\"},\"body\":{}}}\n";
    let made = folder(&[("spec.yaml", &spec), ("t.ndjson", traffic)]);
    let arguments = ["check", "t.ndjson", "--spec", "spec.yaml", "--format", "github"];
    let variables: Vec<(&str, &str)> =
        step_summary.into_iter().map(|path| ("GITHUB_STEP_SUMMARY", path)).collect();
    run_with(made.path(), &arguments, &variables)
}

#[test]
fn at_most_ten_are_annotated_errors_first_and_the_rest_is_in_the_summary() {
    let step = folder(&[("summary.md", "what was there before\n")]);
    let path = step.path().join("summary.md");
    let said = check_many(12, path.to_str());
    let annotations: Vec<&str> = said.out.lines().filter(|line| line.starts_with("::")).collect();
    assert_eq!(annotations.len(), 10);
    assert!(annotations.iter().all(|line| line.starts_with("::error file=spec.yaml,line=")), "{}", said.out);
    let last = said.out.lines().last().unwrap();
    assert_eq!(
        last,
        "cartevo-contract: 13 findings of 13 causes, 1 note, 0 settled; 10 causes are annotated, 3 are not; the step summary lists all of them"
    );
    let summary = fs::read_to_string(&path).unwrap();
    assert!(
        summary.starts_with("what was there before\n# API contract: 13 findings of 13 causes\n"),
        "{summary}"
    );
    assert!(summary.contains("name00011") && summary.contains("## Warnings"));
}

#[test]
fn without_a_summary_it_says_where_the_rest_is() {
    let said = check_many(12, None);
    assert!(said.out.ends_with("GITHUB_STEP_SUMMARY is not set; `--format text` lists all of them\n"));
    assert!(
        check_many(2, None).out.ends_with("cartevo-contract: 3 findings of 3 causes, 1 note, 0 settled\n")
    );
}

#[test]
fn the_summary_stays_under_what_github_takes() {
    let before = "x".repeat(900 * 1024);
    let step = folder(&[("summary.md", &before)]);
    let path = step.path().join("summary.md");
    let said = check_many(2000, path.to_str());
    let summary = fs::read_to_string(&path).unwrap();
    assert!(summary.len() <= 1024 * 1024 && summary.len() > 1000 * 1024, "{}", summary.len());
    let tail = summary.lines().last().unwrap();
    let left_out = tail.split(' ').next().unwrap();
    assert!(tail.ends_with("more are omitted for lack of space; `--format text` lists all."), "{tail}");
    let expected = format!("omits {left_out} of them for lack of space");
    assert!(said.out.contains(&expected), "{expected}: {}", said.out.lines().last().unwrap());

    let full = folder(&[("summary.md", &"x".repeat(1024 * 1024))]);
    let path = full.path().join("summary.md");
    check_many(3, path.to_str());
    assert_eq!(fs::metadata(&path).unwrap().len(), 1024 * 1024);
}

#[test]
fn markdown_stays_under_what_github_takes() {
    let paths: Vec<String> = (0..120)
        .map(|at| {
            format!("  /p{at}:\n    get:\n      operationId: op{at}\n      responses:\n        '200': {{description: a, content: {{application/json: {{schema: {{$ref: '#/components/schemas/S'}}}}}}}}\n")
        })
        .collect();
    let names: Vec<String> = (0..160).map(|at| format!("name{at:05}")).collect();
    let spec = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{}components:\n  schemas:\n    S: {{type: object, required: [{}]}}\n",
        paths.join(""),
        names.join(", ")
    );
    let mut traffic = String::new();
    for at in 0..120 {
        let response = r#"{"status":200,"headers":{"content-type":"application/json"},"body":{}}"#;
        writeln!(traffic, r#"{{"request":{{"method":"GET","url":"/p{at}"}},"response":{response}}}"#)
            .unwrap();
    }
    let made = folder(&[("spec.yaml", &spec), ("t.ndjson", &traffic)]);
    let said = run(made.path(), &["check", "t.ndjson", "--spec", "spec.yaml", "--format", "markdown"]);
    assert!(said.out.len() <= 1024 * 1024 && said.out.len() > 1000 * 1024, "{}", said.out.len());
    assert!(said.out.contains("120 places") && said.out.contains("<br>and 20 more</details>"));
    let tail = said.out.lines().last().unwrap();
    assert!(tail.ends_with(" more are omitted for lack of space; `--format text` lists all."), "{tail}");
}

#[test]
fn notes_and_settled_findings_are_not_annotated() {
    let said = fs::read_to_string(cards().join("expected.github")).unwrap();
    assert!(!said.contains("C130") && !said.contains("masked_number"));
}
