//! Specs and bodies made to hurt end in a clear error or in a harmless report, and soon.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::Ran;

fn folder(spec: &str, lines: &[String]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), spec).unwrap();
    fs::write(folder.path().join("traffic.ndjson"), lines.join("\n")).unwrap();
    folder
}

fn check(folder: &Path) -> Ran {
    let child = Command::new(env!("CARGO_BIN_EXE_cartevo-contract"))
        .current_dir(folder)
        .args(["check", "traffic.ndjson", "--spec", "api.yaml"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    limit_processor_time(&child);
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (out, stderr) = (text(output.stdout), text(output.stderr));
    let code = output.status.code().unwrap_or_else(|| panic!("ended by {}: {stderr}", output.status));
    Ran { out, stderr, code }
}

/// Ends a process that computes for longer than 30 s. How long it waits for its turn doesn't count.
#[cfg(target_os = "linux")]
fn limit_processor_time(child: &Child) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let limit = Rlimit { current: Some(30), maximum: Some(30) };
    prlimit(Some(Pid::from_child(child)), Resource::Cpu, limit).unwrap();
}

#[cfg(not(target_os = "linux"))]
fn limit_processor_time(_: &Child) {}

fn spec_with(schema: &str) -> String {
    format!(
        "openapi: 3.0.3\npaths:\n  /x:\n    get:\n      operationId: getX\n      responses:\n        '200': {{description: ok, content: {{application/json: {{schema: {schema}}}}}}}\n"
    )
}

fn line(body: &Value) -> String {
    json!({"request": {"method": "GET", "url": "/x"}, "response": {"status": 200, "body": body}}).to_string()
}

#[test]
fn bodies_that_are_deep_wide_or_long() {
    let free = spec_with("{type: object, properties: {a: {type: string}}}");
    let deep = format!("{{\"a\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let raw = |text: &str| {
        json!({"request": {"method": "GET", "url": "/x"}, "response": {"status": 200, "headers": {"content-type": "application/json"}, "body_text": text}}).to_string()
    };
    let ran = check(folder(&free, &[raw(&deep)]).path());
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.out.contains("levels of nesting"), "{}", ran.out);

    // Thousands of undeclared names, in one object and over many, in rising and in falling order.
    let wide: serde_json::Map<String, Value> =
        (0..20_000).map(|at| (format!("k{:05}", 20_000 - at), json!(at))).collect();
    let many =
        (0..3_000).map(|at| line(&json!({format!("m{:05}", 9_000 - at): {"x": at}}))).collect::<Vec<_>>();
    let ran = check(folder(&free, &[vec![line(&Value::Object(wide))], many].concat()).path());
    assert_eq!(ran.code, 1);
    assert!(ran.out.len() < 100_000, "the report has {} bytes", ran.out.len());

    // The same key, thousands of times.
    let repeated = format!("{{{}}}", vec!["\"a\": \"x\""; 20_000].join(","));
    let ran = check(folder(&free, &[raw(&repeated)]).path());
    assert!(ran.out.contains("error[C127]") && ran.out.len() < 5_000, "{}", ran.out);

    let long = line(&json!({"a": "x".repeat(8_000_000), "b": "4".repeat(1_000_000)}));
    assert_eq!(check(folder(&free, &[long]).path()).code, 1);
}

#[test]
fn specs_that_are_deep_wide_or_endless() {
    let clear_error = |spec: &str| {
        let ran = check(folder(spec, &[line(&json!({}))]).path());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", &ran.stderr[..ran.stderr.len().min(500)]);
        assert!(ran.stderr.contains("api.yaml") && ran.stderr.contains("help:"), "{}", ran.stderr);
        assert!(ran.stderr.len() < 5_000, "the error has {} bytes", ran.stderr.len());
    };
    clear_error(&spec_with(&format!("{}{{}}{}", "{not: ".repeat(5_000), "}".repeat(5_000))));
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for at in 1..12 {
        let _ = writeln!(
            bomb,
            "a{at}: &a{at} [*a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}]",
            at - 1
        );
    }
    clear_error(&format!("{bomb}{}", spec_with("{type: object}")));
    let mut chain = spec_with("{$ref: '#/components/schemas/S0'}");
    chain.push_str("components:\n  schemas:\n");
    for at in 0..300 {
        let _ = writeln!(chain, "    S{at}: {{allOf: [{{$ref: '#/components/schemas/S{}'}}]}}", at + 1);
    }
    chain.push_str("    S300: {type: object}\n");
    let itself = spec_with("{$ref: '#/paths/~1x/get/responses/200/content/application~1json/schema'}");
    for endless in [chain, itself] {
        let ran = check(folder(&endless, &[line(&json!({}))]).path());
        assert_eq!(ran.code, 1, "{}", ran.stderr);
        assert!(ran.stderr.contains("caution: api.yaml:") && ran.stderr.len() < 5_000, "{}", ran.stderr);
        assert!(ran.out.contains("C146"), "{}", ran.out);
    }

    let values: Vec<String> = (0..50_000).map(|at| format!("v{at}")).collect();
    let huge = spec_with(&format!("{{type: array, items: {{type: string, enum: [{}]}}}}", values.join(", ")));
    let ran = check(folder(&huge, &[line(&json!(vec!["v49999"; 200])), line(&json!(["nope"]))]).path());
    assert_eq!(ran.code, 1);
    assert!(ran.out.len() < 5_000, "{}", ran.out.len());
}

#[test]
fn patterns_that_run_away_are_given_up() {
    let spec = spec_with("{type: string, pattern: '^(?=(a+)+$)\\1*b'}");
    let ran = check(folder(&spec, &vec![line(&json!(format!("{}!", "a".repeat(5_000)))); 20]).path());
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.out.contains("C114"), "{}", ran.out);

    let spec = spec_with("{type: string, pattern: '^((a{1000}){1000}){1000}$'}");
    let ran = check(folder(&spec, &[line(&json!("a".repeat(5_000)))]).path());
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.out.contains("C114"), "{}", ran.out);
}

#[test]
fn names_that_steer_terminals_and_pipelines_are_text() {
    let evil = "\u{1b}]0;x\u{7}::error file=a::boo\n::warning::x\r\u{202e}|`$(id)`<script>";
    let spec = json!({"openapi": "3.0.3", "paths": {"/x": {"get": {"operationId": evil, "responses": {
        "200": {"description": "ok", "content": {"application/json": {"schema": {"type": "object", "required": [evil],
            "properties": {evil: {"type": "integer"}, "kind": {"type": "string", "enum": [evil]}}}}}}}}}}});
    let bodies = [json!({}), json!({evil: "x", "kind": "y", "\u{1b}[2J": 1}), json!({"::error::": {"a": 1}})];
    let ran = check(folder(&spec.to_string(), &bodies.map(|body| line(&body))).path());
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let all = format!("{}{}", ran.out, ran.stderr);
    assert!(!all.contains(['\u{1b}', '\u{7}', '\r']), "{all:?}");
    assert!(!all.lines().any(|line| line.starts_with("::")), "{all}");
}

#[test]
fn broken_places_are_told_and_refuse_nothing() {
    let spec = "openapi: 3.0.3
paths:
  /gone: {$ref: '#/nowhere'}
  /x:
    get:
      parameters: [{$ref: '#/components/parameters/Nobody'}]
      responses:
        20X: {description: odd}
        '404': {$ref: '#/components/responses/Nobody'}
";
    let asked = |url: &str, status: u16| {
        json!({"request": {"method": "GET", "url": url}, "response": {"status": status, "body": {}}})
            .to_string()
    };
    let ran = check(folder(spec, &[asked("/gone", 200), asked("/x?a=1", 200), asked("/x", 404)]).path());
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for place in ["3:11", "6:21", "8:9", "9:17"] {
        assert!(ran.stderr.contains(&format!("caution: api.yaml:{place}: ")), "{place}: {}", ran.stderr);
    }
    for told in [
        "the exchange was not checked: the declaration of its operation cannot be read",
        "a parameter of the request was not checked: its declaration cannot be read",
        "the response was not checked: its declaration cannot be read",
        "unchecked-place in GET /x 404, status",
    ] {
        assert!(ran.out.contains(told), "{told}: {}", ran.out);
    }
    assert_eq!(ran.out.matches("warning[C146]").count(), 4, "{}", ran.out);
}
