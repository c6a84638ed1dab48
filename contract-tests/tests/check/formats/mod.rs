//! Recordings of other tools: one exchange gives the same findings, whatever it is written in.
#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    clippy::cmp_owned,
    reason = "the files of other tools are put together as text, and their speed does not matter"
)]
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::BTreeSet;
use std::fs;

use assert_cmd::Command;
use serde_json::{Value, json};

mod agreement;
mod cassettes;
mod collections;
mod damage;
mod gateway_logs;
mod hostile;
mod stubs;
mod written;
mod yaml;

/// The API of a ferry line, with a place for every family of rules.
const SPEC: &str = r"openapi: 3.0.3
info: {title: Ferries, version: '1'}
servers: [{url: 'https://ferries.example/v1'}]
paths:
  /crossings:
    get:
      operationId: listCrossings
      parameters:
        - {name: limit, in: query, required: true, schema: {type: integer}}
        - {name: X-Harbour, in: header, schema: {type: string, enum: [north, south]}}
      responses:
        '200':
          description: crossings
          headers: {X-Total: {schema: {type: integer}}}
          content:
            application/json:
              schema:
                type: object
                required: [crossings]
                properties:
                  crossings:
                    type: array
                    items:
                      type: object
                      required: [id, seats]
                      properties:
                        id: {type: string, format: uuid}
                        seats: {type: integer, maximum: 900}
                        state: {type: string, enum: [open, full]}
                        pier: {type: string, pattern: '^P[0-9]+$'}
    post:
      operationId: bookCrossing
      requestBody:
        required: true
        content:
          application/json: {schema: {type: object, required: [seats], properties: {seats: {type: integer}}}}
      responses:
        '201': {description: booked, content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}
  /crossings/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string, format: uuid}}]
    get:
      operationId: getCrossing
      responses:
        '200': {description: a crossing, content: {application/json: {schema: {type: object, properties: {seats: {type: integer}}}}}}
    delete:
      operationId: cancelCrossing
      responses:
        '204': {description: gone}
    head:
      operationId: hasCrossing
      responses:
        '200': {description: there, content: {application/json: {schema: {type: object}}}}
";

const ID: &str = "6f6d1f5a-3f0a-4c1c-9a53-0d5a1c2f7b11";

/// An exchange, independent of any format.
#[derive(Clone)]
pub(crate) struct Sample {
    pub(crate) method: &'static str,
    pub(crate) url: String,
    pub(crate) sent_headers: Vec<(&'static str, &'static str)>,
    pub(crate) sent: String,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, &'static str)>,
    pub(crate) body: String,
}

fn sample(method: &'static str, path: &str, sent: &str, status: u16, body: &str) -> Sample {
    let json = ("Content-Type", "application/json");
    Sample {
        method,
        url: format!("https://ferries.example/v1{path}"),
        sent_headers: if sent.is_empty() { vec![("Accept", "*/*")] } else { vec![json] },
        sent: sent.to_owned(),
        status,
        headers: if body.is_empty() { vec![("X-Total", "3")] } else { vec![json] },
        body: body.to_owned(),
    }
}

/// An exchange for each family of rules, and some that are in order.
pub(crate) fn samples() -> Vec<Sample> {
    let crossing = |more: &str| format!(r#"{{"crossings":[{{"id":"{ID}","seats":4{more}}}]}}"#);
    let one = format!("/crossings/{ID}");
    vec![
        sample("GET", "/crossings?limit=2", "", 200, &crossing("")),
        sample("GET", "/crossings?limit=2", "", 200, &crossing(r#","state":"sunk","deck":1"#)),
        sample("GET", "/crossings?limit=2", "", 200, &crossing(r#","pier":"x","seats":"5""#)),
        sample("GET", "/crossings?limit=2", "", 200, r#"{"crossings":[{"id":"7","seats":1e3}]}"#),
        sample(
            "GET",
            "/crossings?limit=two&far=1",
            "",
            200,
            r#"{"crossings":null,"note":"caf\u00e9 — ✓ \ud83d\ude00"}"#,
        ),
        sample("GET", "/crossings", "", 418, "{}"),
        Sample {
            sent_headers: vec![("X-Harbour", "east"), ("Accept", "*/*")],
            headers: vec![("Content-Type", "text/plain"), ("X-Total", "many")],
            ..sample("GET", "/crossings?limit=2", "", 200, "three, or so: #1 'a' \"b\"\n- c\n\n")
        },
        sample("GET", "/crossings?limit=2", "", 200, "{\"crossings\": ["),
        sample("GET", "/crossings?limit=2", "", 200, "null"),
        Sample {
            headers: vec![("Content-Type", "application/json")],
            ..sample("GET", "/crossings?limit=2", "", 200, "")
        },
        sample("POST", "/crossings", r#"{"seats":"2","cabin":true}"#, 201, r#"{"id":1}"#),
        sample("POST", "/crossings", "", 201, r#"{"id":"a"}"#),
        sample("GET", &one, "", 200, r#"{"seats": 12.50}"#),
        sample("GET", "/crossings/7", "", 200, r#"{"seats":1,"seats":2}"#),
        sample("DELETE", &one, "", 204, ""),
        sample("DELETE", &one, "", 204, r#"{"gone":true}"#),
        sample("HEAD", &one, "", 200, ""),
        sample("GET", "/harbours", "", 200, "[]"),
    ]
}

/// A format, and who makes files of it.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) file: &'static str,
    pub(crate) by: By,
    /// Further arguments of `check`.
    pub(crate) args: &'static [&'static str],
    pub(crate) write: fn(&[Sample]) -> Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// A program that listened.
    Recorder,
    /// People: what they wrote is all they had to say.
    People,
    /// People: a stub states what it looks at, and what it does not state is not missing.
    Stubs,
}

impl By {
    /// True for a rule that does not apply: it would say that something was not sent.
    fn is_silent(self, rule: &str) -> bool {
        self == Self::Stubs && ["C201", "C206"].contains(&rule)
    }
}

/// What the others are compared with.
fn lines(samples: &[Sample]) -> Vec<u8> {
    let line = |sample: &Sample| {
        let text = |text: &String| if text.is_empty() { Value::Null } else { json!(text) };
        let headers = |pairs: &[(&str, &str)]| -> Value {
            pairs.iter().map(|(name, value)| json!({"name": name, "value": value})).collect()
        };
        json!({"request": {"method": sample.method, "url": sample.url, "headers": headers(&sample.sent_headers), "body_text": text(&sample.sent)},
            "response": {"status": sample.status, "headers": headers(&sample.headers), "body_text": text(&sample.body)}})
        .to_string()
    };
    samples.iter().map(line).collect::<Vec<_>>().join("\n").into_bytes()
}

pub(crate) fn rows() -> Vec<Row> {
    [cassettes::rows(), gateway_logs::rows(), written::rows(), stubs::rows()].into_iter().flatten().collect()
}

/// Runs `check` in a folder with the document.
pub(crate) fn check(folder: &tempfile::TempDir, args: &[&str]) -> (Value, Option<i32>, String) {
    fs::write(folder.path().join("spec.yaml"), SPEC).unwrap();
    fs::write(folder.path().join("map.toml"), gateway_logs::MAP).unwrap();
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    command.current_dir(folder.path()).args([
        "check",
        "--spec",
        "spec.yaml",
        "--format",
        "json",
        "--max-examples",
        "0",
    ]);
    let output = command.args(args).output().unwrap();
    let report = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
    (report, output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// The findings, as far as they are the same whoever made the file.
fn findings(report: &Value, by: By) -> BTreeSet<String> {
    let parts = ["rule", "operation", "in", "status", "pointer", "found", "count", "of", "fingerprint"];
    let one = |finding: &Value| {
        let parts: Vec<String> = parts.iter().map(|part| finding[*part].to_string()).collect();
        let places = finding["exchanges"].as_array().unwrap();
        let at: Vec<String> = places.iter().map(|exchange| exchange["index"].to_string()).collect();
        format!("{} at {}", parts.join(" "), at.join(","))
    };
    let all = report["findings"].as_array().unwrap().iter();
    all.filter(|finding| !by.is_silent(finding["rule"].as_str().unwrap())).map(one).collect()
}

#[test]
fn one_exchange_gives_the_same_findings_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let samples = samples();
    fs::write(folder.path().join("traffic.ndjson"), lines(&samples)).unwrap();
    let (expected, code, _) = check(&folder, &["traffic.ndjson"]);
    assert_eq!(code, Some(1));
    assert!(findings(&expected, By::Recorder).len() > 18);
    for row in rows() {
        fs::write(folder.path().join(row.file), (row.write)(&samples)).unwrap();
        let (report, code, said) = check(&folder, &[&[row.file], row.args].concat());
        assert_eq!(code, Some(1), "{}: {said}", row.name);
        assert_eq!(report["summary"]["exchanges"], expected["summary"]["exchanges"], "{}: {said}", row.name);
        let (found, expected) = (findings(&report, row.by), findings(&expected, row.by));
        let lost: Vec<_> = expected.difference(&found).collect();
        let new: Vec<_> = found.difference(&expected).collect();
        assert!(lost.is_empty() && new.is_empty(), "{}: lost {lost:#?}, new {new:#?}", row.name);
    }
}

/// What a recording needs in a folder.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("openapi")).unwrap();
    fs::create_dir_all(folder.path().join("contract-tests/recordings")).unwrap();
    fs::write(folder.path().join("openapi/cartevo.yaml"), SPEC).unwrap();
    folder
}

#[test]
fn every_format_is_imported_or_it_is_said_why_not() {
    let samples = samples();
    for row in rows() {
        let folder = project();
        fs::write(folder.path().join(row.file), (row.write)(&samples[..2])).unwrap();
        fs::write(folder.path().join("map.toml"), gateway_logs::MAP).unwrap();
        let mut command = Command::cargo_bin("cartevo-contract").unwrap();
        command.current_dir(folder.path()).args([
            "import",
            "--keep-all",
            row.file,
            "--spec",
            "openapi/cartevo.yaml",
        ]);
        let output = command.args(row.args).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap() + &String::from_utf8(output.stdout).unwrap();
        let pending = folder.path().join("contract-tests/recordings/.pending/listCrossings/200");
        let written = fs::read_dir(pending).map_or(0, Iterator::count);
        match row.by {
            By::Stubs => assert!(
                said.matches("only parts of its request are known").count() == 2,
                "{}: {said}",
                row.name
            ),
            By::Recorder | By::People => assert_eq!(written, 2, "{}: {said}", row.name),
        }
    }
}

#[test]
fn scan_looks_into_the_bodies_of_every_format() {
    let digits = "411111111111111";
    let number = format!(
        "{digits}{}",
        card_data::check_digit(&digits.bytes().map(|digit| digit - b'0').collect::<Vec<_>>())
    );
    let mut card = samples()[0].clone();
    card.body = format!(r#"{{"crossings":[],"card":"{number}"}}"#);
    for row in rows() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(row.file), (row.write)(&[card.clone(), card.clone(), card.clone()]))
            .unwrap();
        let output = Command::cargo_bin("cartevo-contract")
            .unwrap()
            .current_dir(folder.path())
            .args(["scan", row.file])
            .output()
            .unwrap();
        assert_eq!(
            output.status.code(),
            Some(5),
            "{}: {}",
            row.name,
            String::from_utf8_lossy(&output.stdout)
        );
    }
}
