//! Rules that look at values run on traffic as it was sent, whatever its format, and not on what scrubbing invented.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::{Value, json};

/// The answers of one operation, with nothing of them public, or all.
fn spec(is_public: bool) -> Value {
    let number = |name: &str| {
        let mut schema = json!({"type": "integer"});
        if is_public {
            schema["x-sensitivity"] = json!("public");
        }
        (name.to_owned(), schema)
    };
    let mut success = json!({"type": "boolean"});
    if is_public {
        success["x-sensitivity"] = json!("public");
    }
    let paging: serde_json::Map<_, _> =
        ["page", "limit", "total", "totalPages"].map(number).into_iter().collect();
    let body = json!({"type": "object", "properties": {
        "success": success, "statusCode": number("").1, "message": {"type": "string"},
        "data": {"type": "array", "items": {"type": "integer"}},
        "paging": {"type": "object", "properties": paging}}});
    json!({"openapi": "3.0.3", "info": {"title": "Boats", "version": "1"}, "paths": {"/boats": {"get": {"operationId": "listBoats",
        "responses": {"200": {"description": "boats", "content": {"application/json": {"schema": body}}}}}}}})
}

/// A status of a failure and a flag of one, with data beside them.
fn failed() -> Value {
    json!({"success": false, "statusCode": 502, "message": "no wind", "data": [1, 2, 3]})
}

/// Three pages by the numbers, eight by what they say.
fn paged() -> Value {
    json!({"data": [1, 2, 3, 4, 5], "paging": {"page": 6, "limit": 5, "total": 13, "totalPages": 8}})
}

fn har(body: &Value) -> String {
    json!({"log": {"version": "1.2", "creator": {"name": "t", "version": "1"}, "entries": [{
        "startedDateTime": "2026-04-01T10:00:00.000Z", "time": 3,
        "request": {"method": "GET", "url": "https://h.example/boats", "httpVersion": "HTTP/1.1", "headers": [], "queryString": [], "cookies": [], "headersSize": -1, "bodySize": 0},
        "response": {"status": 200, "statusText": "", "httpVersion": "HTTP/1.1", "cookies": [], "redirectURL": "", "headersSize": -1, "bodySize": -1,
            "headers": [{"name": "content-type", "value": "application/json"}],
            "content": {"size": 9, "mimeType": "application/json", "text": body.to_string()}},
        "cache": {}, "timings": {"send": 0, "wait": 3, "receive": 0}}]}})
    .to_string()
}

fn exchange(body: &Value, more: &Value) -> Value {
    let mut exchange = json!({"request": {"method": "GET", "url": "/boats", "headers": {}, "body": null},
        "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": body}});
    let members = more.as_object().unwrap().iter().map(|(name, value)| (name.clone(), value.clone()));
    exchange.as_object_mut().unwrap().extend(members);
    exchange
}

/// The codes of what `check` finds in a file, those about what nothing showed left out.
fn codes(folder: &Path, file: &str, text: &str, is_public: bool) -> Vec<String> {
    fs::write(folder.join(file), text).unwrap();
    fs::write(folder.join("spec.json"), spec(is_public).to_string()).unwrap();
    let arguments = ["check", "--format", "json", "--spec", "spec.json", file];
    let output =
        Command::cargo_bin("cartevo-contract").unwrap().current_dir(folder).args(arguments).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap().iter().filter(|found| found["severity"] != "note");
    let mut codes: Vec<String> = findings
        .map(|found| format!("{} {}", found["rule"].as_str().unwrap(), found["found"].as_str().unwrap()))
        .collect();
    codes.sort();
    codes
}

const FAILED: [&str; 2] = ["C128 statusCode", "C129 success"];
const PAGED: [&str; 1] = ["C140 totalPages"];

#[test]
fn traffic_as_it_was_sent_is_judged_by_its_values() {
    let folder = tempfile::tempdir().unwrap();
    let dated = json!({"recorded_at": "2026-04-01T10:00:00Z"});
    let live = json!({"recorded_at": "2026-04-01", "source": {"kind": "live", "as_of": "2026-04-01"}});
    for (body, expected) in [(failed(), &FAILED[..]), (paged(), &PAGED[..])] {
        for is_public in [true, false] {
            let codes = |file: &str, text: &str| codes(folder.path(), file, text, is_public);
            assert_eq!(codes("seen.har", &har(&body)), expected);
            assert_eq!(codes("archive.json", &har(&body)), expected);
            for more in [&json!({}), &dated, &live] {
                assert_eq!(codes("seen.ndjson", &exchange(&body, more).to_string()), expected, "{more}");
            }
            let told = json!({"values": "observed", "recorded_at": "2026-04-01"});
            assert_eq!(codes("told.json", &exchange(&body, &told).to_string()), expected);
        }
    }
}

#[test]
fn a_recording_is_judged_by_its_public_values_only() {
    let folder = tempfile::tempdir().unwrap();
    for (body, expected) in [(failed(), &FAILED[..]), (paged(), &PAGED[..])] {
        let recording = exchange(&body, &json!({"recorded_at": "2026-04-01"}));
        let lines = serde_json::to_string_pretty(&recording).unwrap();
        let in_a_line = exchange(&body, &json!({"values": "invented"})).to_string();
        let sample = exchange(&body, &json!({"source": {"kind": "prose"}})).to_string();
        let files = [
            ("a.json", &lines),
            ("b.json", &recording.to_string()),
            ("c.ndjson", &in_a_line),
            ("d.ndjson", &sample),
        ];
        for (file, text) in files {
            assert_eq!(codes(folder.path(), file, text, true), expected, "{file}");
            assert_eq!(codes(folder.path(), file, text, false), [""; 0], "{file}");
        }
    }
}

#[test]
fn what_was_imported_says_that_its_values_are_invented() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("openapi")).unwrap();
    for is_public in [true, false] {
        fs::write(folder.path().join("openapi/spec.yaml"), spec(is_public).to_string()).unwrap();
        for (name, body, expected) in [("failed", failed(), &FAILED[..]), ("paged", paged(), &PAGED[..])] {
            let file = format!("{name}.har");
            fs::write(folder.path().join(&file), har(&body)).unwrap();
            let mut import = Command::cargo_bin("cartevo-contract").unwrap();
            let output =
                import.current_dir(folder.path()).args(["import", "--keep-all", &file]).output().unwrap();
            let written = String::from_utf8(output.stdout).unwrap();
            let recording = fs::read_to_string(folder.path().join(written.trim_end())).unwrap();
            let value: Value = serde_json::from_str(&recording).unwrap();
            assert_eq!(value["values"], "invented");
            // Import keeps what contradicts itself, whatever is public. Also where somebody has put recordings together, one a line.
            assert_eq!(codes(folder.path(), "all.ndjson", &value.to_string(), is_public), expected);
            assert_eq!(codes(folder.path(), "one.json", &recording, is_public), expected);
        }
    }
}

#[test]
fn a_page_behind_the_last_one_holds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let paging = |page: u64, total: u64, items: &[u64]| json!({"data": items, "paging": {"page": page, "limit": 5, "total": total}});
    for (body, expected) in [
        (paging(4, 13, &[1, 2, 3]), &["C140 page"][..]),
        (paging(3, 13, &[1, 2, 3]), &[]),
        (paging(4, 13, &[]), &[]),
        // The total may be that of this page.
        (paging(4, 3, &[1, 2, 3]), &[]),
    ] {
        assert_eq!(codes(folder.path(), "seen.har", &har(&body), false), expected, "{body}");
    }
}

#[test]
fn a_flag_is_excused_by_data_but_not_beside_a_failed_status() {
    let folder = tempfile::tempdir().unwrap();
    for (body, expected) in [
        (json!({"success": false, "message": "two of three", "data": [1, 2]}), &[][..]),
        (json!({"success": false, "statusCode": 200, "message": "two of three", "data": [1, 2]}), &[]),
        (
            json!({"success": false, "statusCode": 404, "message": "none", "data": [1, 2]}),
            &["C128 statusCode", "C129 success"],
        ),
        (json!({"success": true, "statusCode": 200, "message": "all", "data": [1, 2]}), &[]),
    ] {
        assert_eq!(codes(folder.path(), "seen.har", &har(&body), false), expected, "{body}");
    }
}
