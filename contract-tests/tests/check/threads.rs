//! The number of threads changes nothing but the time: reports, unread entries and exits are the same, byte for byte.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::io::Write;
use std::path::Path;

use assert_cmd::Command;
use serde_json::{Value, json};

const SPEC: &str = "openapi: 3.0.3
info: {title: Shop, version: '1'}
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        '200':
          description: orders
          content:
            application/json:
              schema:
                type: array
                items:
                  type: object
                  required: [id]
                  properties:
                    id: {type: string}
                    total: {type: number}
                    state: {type: string, x-extensible-enum: [open, paid], x-sensitivity: public}
        '404': {description: none}
";

/// The body of an exchange; which way it drifts depends on its number.
fn body(number: usize) -> Value {
    let mut order = json!({"id": format!("o{number}"), "total": number, "state": "open"});
    match number % 7 {
        1 => order["total"] = json!("12"),
        2 => order["state"] = json!(format!("state{}", number % 11)),
        // More names than are told apart in one place.
        3 => order[format!("extra{}", number * 37 % 150)] = json!(1),
        4 => order = json!({"total": 1}),
        _ => {}
    }
    let padding = json!({"id": "x".repeat(number % 900), "total": 1});
    json!([order, padding])
}

fn exchange(number: usize) -> Value {
    let (path, status) = match number % 13 {
        5 => (format!("/unknown{}/x", number % 90), 200),
        6 => ("/orders".into(), 500),
        _ => ("/orders".into(), 200),
    };
    json!({"request": {"method": "GET", "url": path},
        "response": {"status": status, "headers": {"content-type": "application/json"}, "body": body(number)}})
}

fn lines(count: usize) -> String {
    let line = |number: usize| match number % 97 {
        10 => "{\"request\": 1}".to_owned(),
        30 => "{\"cut".to_owned(),
        50 => String::new(),
        _ => exchange(number).to_string(),
    };
    (0..count).map(|number| line(number) + "\n").collect()
}

fn har(count: usize) -> String {
    let entry = |number: usize| {
        let exchange = exchange(number);
        if number % 89 == 7 {
            return json!({"request": {}}).to_string();
        }
        json!({"request": {"method": "GET", "url": exchange["request"]["url"], "headers": []},
            "response": {"status": exchange["response"]["status"], "headers": [], "content": {
                "mimeType": "application/json", "text": exchange["response"]["body"].to_string()}}})
        .to_string()
    };
    let entries: Vec<String> = (0..count).map(entry).collect();
    format!("{{\"log\": {{\"entries\": [{}]}}}}", entries.join(",\n"))
}

/// Exit, standard output and standard error.
fn ran(folder: &Path, jobs: &str, args: &[&str], input: &[u8]) -> (i32, String, String) {
    let output = Command::cargo_bin("cartevo-contract")
        .unwrap()
        .current_dir(folder)
        .args(["check", "--spec", "api.yaml", "--jobs", jobs])
        .args(args)
        .write_stdin(input)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_report_is_the_same_for_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("api.yaml"), SPEC).unwrap();
    let whole = har(3_000);
    fs::create_dir(at("recordings")).unwrap();
    for number in 0..40 {
        fs::write(at(&format!("recordings/{number}.json")), exchange(number).to_string()).unwrap();
    }
    fs::write(at("recordings/broken.json"), "{").unwrap();
    fs::write(at("a.ndjson"), lines(4_000)).unwrap();
    fs::write(at("cut.har"), &whole[..whole.len() - 300]).unwrap();
    fs::write(at("b.har.zst"), zstd::encode_all(whole.as_bytes(), 1).unwrap()).unwrap();
    let packed = fs::File::create(at("c.ndjson.gz")).unwrap();
    let mut packed = flate2::write::GzEncoder::new(packed, flate2::Compression::fast());
    packed.write_all(lines(2_000).as_bytes()).unwrap();
    packed.finish().unwrap();

    let sources = ["recordings", "cut.har", "a.ndjson", "b.har.zst", "c.ndjson.gz", "-"];
    for format in [&["--format", "json"][..], &["--max-examples", "0", "-v"][..]] {
        let args = [&sources[..], format].concat();
        let one = ran(folder.path(), "1", &args, lines(3_000).as_bytes());
        assert_eq!(one.0, 2, "{}", one.2);
        assert!(one.1.len() > 1_000 && one.2.contains("recordings/broken.json#0"), "{}", one.2);
        for jobs in ["2", "5"] {
            let many = ran(folder.path(), jobs, &args, lines(3_000).as_bytes());
            assert_eq!(one, many, "{jobs} threads");
        }
    }
    let counted: Value =
        serde_json::from_str(&ran(folder.path(), "3", &["a.ndjson", "--format", "json"], b"").1).unwrap();
    let unread = (0..4_000).filter(|number| matches!(number % 97, 10 | 30)).count();
    assert_eq!(counted["summary"]["unread"], unread);
}

#[test]
fn a_number_of_threads_is_at_least_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), SPEC).unwrap();
    let (code, _, stderr) = ran(folder.path(), "0", &["-"], b"");
    assert_eq!(code, 2);
    assert!(stderr.contains("--jobs"), "{stderr}");
}

#[test]
fn parts_that_are_piped_make_the_summary_of_one_run() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), SPEC).unwrap();
    let parts = [("part-0", lines(300)), ("part-1", lines(1_000)), ("part-2", lines(7))];
    let summary = ["--input-format", "ndjson", "--format", "summary"];
    for (name, part) in &parts {
        fs::write(folder.path().join(name), part).unwrap();
        let args = [&["-", "--stdin-name", name], &summary[..]].concat();
        let piped = ran(folder.path(), "1", &args, part.as_bytes());
        fs::write(folder.path().join(format!("{name}.json")), piped.1).unwrap();
    }
    let once = ran(folder.path(), "1", &[&["part-0", "part-1", "part-2"], &summary[..]].concat(), b"");
    let merge =
        ["merge", "--spec", "api.yaml", "--format", "summary", "part-0.json", "part-1.json", "part-2.json"];
    let merged = Command::cargo_bin("cartevo-contract")
        .unwrap()
        .current_dir(folder.path())
        .args(merge)
        .output()
        .unwrap();
    assert!(once.1.contains("part-2"), "{}", once.2);
    assert_eq!(String::from_utf8(merged.stdout).unwrap(), once.1);
}
