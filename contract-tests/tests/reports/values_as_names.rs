//! A value that the document marks as sensitive is no name in the same run: in no report, suggestion, baseline or summary.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::example::{folder, formats};
use crate::program::run;

/// Values of the traffic, as names that would be shown if they were none.
const WITHHELD: [&str; 7] = ["okafor", "liwei", "li_wei", "adaeze", "zimmer", "kwame", "warehouse"];

/// Names that stand for no value, and have to be shown.
const SHOWN: [&str; 2] = ["zzname", "harbour"];

const SPEC: &str = r"openapi: 3.0.3
info: {title: Holders, version: '1'}
paths:
  /holders:
    get:
      operationId: listHolders
      parameters:
        - {name: owner, in: query, schema: {type: string, x-sensitivity: personal}}
        - {name: X-Agent, in: header, schema: {type: string, x-sensitivity: secret}}
      responses:
        '200':
          description: holders
          content:
            application/json:
              schema:
                type: object
                properties:
                  holder: {type: string, x-sensitivity: personal}
                  note: {type: string, x-sensitivity: public}
                  other:
                    oneOf:
                      - {type: object, required: [first], properties: {first: {type: string, x-sensitivity: personal}}}
                      - {type: integer}
    post:
      operationId: addHolder
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {type: object, properties: {holder: {type: string, x-sensitivity: personal}}}
      responses: {'200': {description: added}}
";

fn get(url: &str, headers: &Value, body: &Value) -> String {
    json!({"request": {"method": "GET", "url": url, "headers": headers, "body": null},
        "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": body}})
    .to_string()
}

/// Names in every place, and then their values, or the other way round. Most exchanges conform.
fn traffic(values_first: bool) -> TempDir {
    let names: serde_json::Map<String, Value> =
        WITHHELD.iter().chain(&SHOWN).map(|name| ((*name).to_owned(), json!(1))).collect();
    let none = json!({"x": "y"});
    let mut lines: Vec<String> = vec![
        get("/holders", &none, &json!(names)),
        get("/holders", &none, &json!({"other": {"first": 1, "adaeze": {"okafor": 2}}})),
        get("/okafor/harbour", &none, &json!({})),
        get("/harbour/zimmer:send", &none, &json!({})),
        get("/holders?kwame=1&zimmer=2&zzname=3", &none, &json!({})),
        json!({"request": {"method": "POST", "url": "/holders", "headers": {"content-type": "application/x-www-form-urlencoded"},
            "body_text": "holder=Kwame%20Boateng&zimmer=1&zzname=2"}, "response": {"status": 200, "headers": {}, "body": null}})
        .to_string(),
    ];
    let mut values = vec![
        get(
            "/holders?owner=Zimmer",
            &json!({"X-Agent": "Adaeze"}),
            &json!({"holder": "Li Wei", "note": "x"}),
        ),
        // The body drifts, and no variant fits.
        get("/holders", &none, &json!({"other": {"first": "amara okafor", "harbour": 1}, "note": 1})),
    ];
    values.extend((0..300).map(|number| {
        let holder = if number == 201 { "WAREHOUSE" } else { "Nobody" };
        get("/holders", &none, &json!({"holder": holder}))
    }));
    if values_first {
        values.append(&mut lines);
        lines = values;
    } else {
        lines.append(&mut values);
    }
    folder(&[("spec.yaml", SPEC), ("t.ndjson", &lines.join("\n"))])
}

fn assert_withheld(text: &str, about: &str) {
    for name in WITHHELD {
        let is_there = text.to_lowercase().contains(name);
        assert!(!is_there, "{about} shows {name}: {text}");
    }
}

#[test]
fn no_report_shows_a_value_as_a_name() {
    for values_first in [false, true] {
        let made = traffic(values_first);
        for format in formats() {
            let said =
                run(made.path(), &["check", "t.ndjson", "--spec", "spec.yaml", "-v", "--format", format]);
            assert_eq!(said.code, 1, "{format}: {}", said.stderr);
            assert_withheld(&said.out, format);
            assert_withheld(&said.stderr, format);
            let shows_names = !matches!(format, "github");
            assert!(
                !shows_names || SHOWN.iter().all(|name| said.out.contains(name)),
                "{format}: {}",
                said.out
            );
        }
    }
}

#[test]
fn suggestions_coverage_baselines_and_merged_summaries_show_none_either() {
    let made = traffic(false);
    let spec = ["--spec", "spec.yaml"];
    let summary = run(made.path(), &[&["check", "t.ndjson", "--format", "summary"][..], &spec].concat());
    fs::write(made.path().join("s.json"), &summary.out).unwrap();
    let report = run(made.path(), &[&["check", "t.ndjson", "--format", "json"][..], &spec].concat());
    fs::write(made.path().join("b.json"), &report.out).unwrap();
    for args in [
        &["ledger", "suggest", "t.ndjson"][..],
        &["coverage", "t.ndjson", "-v"],
        &["merge", "s.json", "-v"],
        &["merge", "s.json", "--format", "json"],
    ] {
        let said = run(made.path(), &[args, &spec].concat());
        assert_withheld(&said.out, &args.join(" "));
        assert_withheld(&said.stderr, &args.join(" "));
    }
    // The withheld names have one fingerprint each place, so that nothing is new.
    let again = run(made.path(), &[&["check", "t.ndjson", "--baseline", "b.json"][..], &spec].concat());
    assert_eq!(again.code, 0, "{}{}", again.out, again.stderr);
}

#[test]
fn threads_and_order_make_no_difference() {
    let reports: Vec<Value> = [false, true]
        .into_iter()
        .flat_map(|values_first| ["1", "4"].map(|jobs| (values_first, jobs)))
        .map(|(values_first, jobs)| {
            let made = traffic(values_first);
            let args = ["check", "t.ndjson", "--spec", "spec.yaml", "--format", "json", "--jobs", jobs];
            let mut report: Value = serde_json::from_str(&run(made.path(), &args).out).unwrap();
            for finding in report["findings"].as_array_mut().unwrap() {
                finding.as_object_mut().unwrap().remove("exchanges");
            }
            report["findings"].clone()
        })
        .collect();
    assert!(reports.windows(2).all(|pair| pair[0] == pair[1]), "{reports:#?}");
}
