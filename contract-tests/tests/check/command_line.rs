//! `check` on the command line: how it ends, what it says, and what it never says.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::{Ran, program, ran};

const SPEC: &str = "openapi: 3.0.3
info: {title: Shop, version: '1'}
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200':
          description: an order
          content:
            application/json:
              schema:
                type: object
                required: [id]
                properties:
                  id: {type: string}
                  total: {type: number, x-correction: K-001}
";

fn line(body: &Value) -> String {
    json!({"request": {"method": "GET", "url": "https://shop.example/orders/7"},
        "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": body}})
    .to_string()
}

/// A folder with a spec and traffic, and nothing else.
fn empty_folder(lines: &[String]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), SPEC).unwrap();
    fs::write(folder.path().join("traffic.ndjson"), lines.join("\n")).unwrap();
    folder
}

fn run_with(folder: &Path, args: &[&str], input: &str) -> Ran {
    let mut command = program(folder, args);
    command.write_stdin(input);
    ran(command)
}

fn run(folder: &Path, args: &[&str]) -> Ran {
    run_with(folder, args, "")
}

#[test]
fn clean_traffic_of_another_api_in_an_empty_folder() {
    let folder = empty_folder(&[line(&json!({"id": "1"})), line(&json!({"id": "2"}))]);
    let ran = run(folder.path(), &["check", "traffic.ndjson", "--spec", "api.yaml"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(ran.out.contains("checked 2 exchanges against api.yaml (1 of 1 operations)"), "{}", ran.out);
}

#[test]
fn findings_end_with_one_and_are_settled_by_the_ledger() {
    let folder = empty_folder(&[line(&json!({"id": "1", "total": 3})), line(&json!({"id": "1", "nick": 1}))]);
    let args = ["check", "traffic.ndjson", "--spec", "api.yaml"];
    assert_eq!(run(folder.path(), &args).code, 1);

    let ledger = "[[correction]]\nid = 'K-001'\nrule = 'undeclared-property'\nreason = 'servers send it'\n
[[correction]]\nid = 'K-002'\nrule = 'C104'\noperations = ['getOrder']\nin = 'response-body'\npointer = '/{found}'\nfound = ['nick', 'name']\nreason = 'known'\nsince = 2026-01-02\n";
    fs::write(folder.path().join("ledger.toml"), ledger).unwrap();
    let settled = run(folder.path(), &[&args[..], &["--corrections", "ledger.toml"]].concat());
    assert_eq!(settled.code, 0, "{}", settled.out);
    assert!(settled.out.contains("2 findings settled by 2 corrections"), "{}", settled.out);

    fs::write(folder.path().join("ledger.toml"), ledger.replace("['nick', 'name']", "'other'")).unwrap();
    let other_name = run(folder.path(), &[&args[..], &["--corrections", "ledger.toml"]].concat());
    assert_eq!(other_name.code, 1, "a correction settles the names it lists and no others");
    let none = run(folder.path(), &[&args[..], &["--corrections", "/dev/null"]].concat());
    assert_eq!(none.code, 1);
}

#[test]
fn levels_can_be_changed() {
    let folder = empty_folder(&[line(&json!({"id": "1", "nick": 1}))]);
    let check = |more: &[&str]| {
        run(folder.path(), &[&["check", "traffic.ndjson", "--spec", "api.yaml"], more].concat())
    };
    assert_eq!(check(&["-A", "C104"]).code, 0);
    assert!(check(&["-W", "undeclared-property"]).out.starts_with("warning[C104]"));
    assert!(check(&["-A", "C104", "-D", "undeclared-property"]).out.starts_with("error[C104]"));
    let unknown = check(&["-D", "C999"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("no rule `C999`") && unknown.stderr.contains("help:"));
}

#[test]
fn nothing_read_is_never_a_pass() {
    let folder = empty_folder(&[]);
    let ran = run(folder.path(), &["check", "traffic.ndjson", "--spec", "api.yaml"]);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("no exchange was read"));
    fs::create_dir(folder.path().join("none")).unwrap();
    assert_eq!(run(folder.path(), &["check", "none", "--spec", "api.yaml"]).code, 3);
}

/// An exchange with another method and status.
fn sent(method: &str, status: u16) -> String {
    let headers = json!({"access-control-request-method": "GET"});
    json!({"request": {"method": method, "url": "https://shop.example/orders/7", "headers": headers},
        "response": {"status": status, "headers": {}, "body": null}})
    .to_string()
}

#[test]
fn traffic_in_which_nothing_can_be_compared_is_never_a_pass() {
    let (silent, preflight) = (sent("GET", 0), sent("OPTIONS", 204));
    let tables: [(&[String], &str); 3] = [
        (&[silent.clone(), silent.clone()], "2 read, 2 without a response"),
        (std::slice::from_ref(&preflight), "1 read, 1 no API request (preflight)"),
        (&[silent.clone(), preflight.clone()], "1 no API request (preflight), 1 without a response"),
    ];
    for (lines, said) in tables {
        let folder = empty_folder(lines);
        for command in
            [&["check", "-q"][..], &["check", "-A", "C142", "-A", "C145"], &["coverage"], &["mutate"]]
        {
            let ran = run(folder.path(), &[command, &["traffic.ndjson", "--spec", "api.yaml"]].concat());
            assert_eq!(ran.code, 3, "{command:?}: {}", ran.stderr);
            assert!(ran.stderr.contains(said) && ran.stderr.contains("help:"), "{command:?}: {}", ran.stderr);
        }
    }
    // One answer is enough, and what is undeclared was compared.
    let answered = line(&json!({"id": "1"}));
    for other in [answered, sent("DELETE", 204)] {
        let folder = empty_folder(&[silent.clone(), other]);
        let ran = run(folder.path(), &["check", "traffic.ndjson", "--spec", "api.yaml"]);
        assert!(ran.code < 2, "{}", ran.stderr);
    }
    let folder = empty_folder(&[silent]);
    fs::write(folder.path().join("api.yaml"), SPEC.replace("responses:", "responses: {}\n      ignored:"))
        .unwrap();
    assert_eq!(run(folder.path(), &["check", "traffic.ndjson", "--spec", "api.yaml"]).code, 3);
}

#[test]
fn a_shard_may_hold_nothing_to_compare() {
    let folder = empty_folder(&[sent("GET", 0), line(&json!({"id": "1"}))]);
    for (shard, name) in [("1/2", "a"), ("2/2", "b")] {
        let format = format!("summary={name}");
        let args = ["check", "traffic.ndjson", "--spec", "api.yaml", "--shard", shard, "--format", &format];
        assert_eq!(run(folder.path(), &args).code, 0);
    }
    assert_eq!(run(folder.path(), &["merge", "a", "b", "--spec", "api.yaml"]).code, 0);
    let folder = empty_folder(&[sent("GET", 0), sent("GET", 0)]);
    for (shard, name) in [("1/2", "a"), ("2/2", "b")] {
        let format = format!("summary={name}");
        let args = ["check", "traffic.ndjson", "--spec", "api.yaml", "--shard", shard, "--format", &format];
        assert_eq!(run(folder.path(), &args).code, 0);
    }
    assert_eq!(run(folder.path(), &["merge", "a", "b", "--spec", "api.yaml"]).code, 3);
}

/// That a name stopped shows only in all exchanges together, also where they come from summary files.
#[test]
fn a_name_that_stopped_is_told_after_merging() {
    let code = "7f0c16d6-3f2b-4a39-9f0e-000000000001";
    let old = vec![line(&json!({"id": "1", "trace_token": code})); 4];
    let new = vec![line(&json!({"id": "1", "debug_trace_token": code})); 4];
    let folder = empty_folder(&[old, new].concat());
    let spec = SPEC.replace("total: {type: number, x-correction: K-001}", "trace_token: {type: string}");
    fs::write(folder.path().join("api.yaml"), spec).unwrap();
    let whole = run(folder.path(), &["check", "traffic.ndjson", "--spec", "api.yaml", "--format", "json"]);
    let findings = |ran: &Ran| serde_json::from_str::<Value>(&ran.out).unwrap()["findings"].clone();
    assert_eq!(findings(&whole)[0]["renamed_from"], "/trace_token", "{}", whole.out);
    for (shard, name) in [("1/2", "a"), ("2/2", "b")] {
        let format = format!("summary={name}");
        run(
            folder.path(),
            &["check", "traffic.ndjson", "--spec", "api.yaml", "--shard", shard, "--format", &format],
        );
    }
    let merged = run(folder.path(), &["merge", "b", "a", "--spec", "api.yaml", "--format", "json"]);
    assert_eq!(findings(&merged)[0]["message"], findings(&whole)[0]["message"]);
}

#[test]
fn a_damaged_source_beside_good_ones_is_never_a_pass() {
    let folder = empty_folder(&[line(&json!({"id": "1"}))]);
    let lines =
        (0..40).map(|number| line(&json!({"id": "1", "nick": number}))).collect::<Vec<_>>().join("\n");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut gzip, lines.as_bytes()).unwrap();
    let packed = [("gz", gzip.finish().unwrap()), ("zst", zstd::encode_all(lines.as_bytes(), 3).unwrap())];
    for (ending, whole) in packed {
        let name = format!("cut.ndjson.{ending}");
        for end in [0, 3, 9, whole.len() / 2, whole.len() - 20, whole.len() - 1] {
            fs::write(folder.path().join(&name), &whole[..end]).unwrap();
            for command in ["check", "coverage"] {
                let ran = run(folder.path(), &[command, "traffic.ndjson", &name, "--spec", "api.yaml"]);
                assert_eq!(ran.code, 2, "{command} {name}, {end} of {}", whole.len());
                assert!(ran.stderr.contains("could not be read"), "{}", ran.stderr);
            }
            assert_eq!(run(folder.path(), &["scan", &name]).code, 2, "scan {name}, {end} of {}", whole.len());
        }
    }
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_checked() {
    let folder =
        empty_folder(&[line(&json!({"id": "1", "nick": 1})), "{broken".into(), line(&json!({"id": "2"}))]);
    let ran = run(folder.path(), &["check", "traffic.ndjson", "--spec", "api.yaml", "--format", "json"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("traffic.ndjson#1 could not be read: not JSON"), "{}", ran.stderr);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        report["summary"],
        json!({"exchanges": 2, "unread": 1, "findings": 1, "settled": 0, "notes": 1})
    );
}

#[test]
fn the_json_report_has_the_pinned_fields() {
    let folder = empty_folder(&[line(&json!({"id": "1", "nick": 1})), line(&json!({"id": "2", "nick": 2}))]);
    let ran = run(folder.path(), &["check", "traffic.ndjson", "--spec", "api.yaml", "--format", "json"]);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["version"], "json-v1");
    assert_eq!(report["coverage"]["operations"], json!([1, 1]));
    let mut finding = report["findings"][0].clone();
    for text in ["message", "help", "cause"] {
        assert!(finding[text].as_str().is_some_and(|text| !text.is_empty()));
        finding.as_object_mut().unwrap().remove(text);
    }
    let expected = json!({"rule": "C104", "name": "undeclared-property", "severity": "error", "operation": "getOrder",
        "in": "response-body", "status": 200, "pointer": "/nick", "renamed_from": null, "found": "nick",
        "correction": null, "count": 2, "of": 2,
        "exchanges": [{"source": "traffic.ndjson", "index": 0}, {"source": "traffic.ndjson", "index": 1}],
        "spec": {"file": "api.yaml", "line": 13, "column": 15,
            "pointer": "/paths/~1orders~1{id}/get/responses/200/content/application~1json/schema"},
        "fingerprint": "0520eaa8b068"});
    assert_eq!(finding, expected);
}

#[test]
fn several_reports_in_one_run() {
    let folder = empty_folder(&[line(&json!({"id": "1", "nick": 1}))]);
    let args =
        ["check", "traffic.ndjson", "--spec", "api.yaml", "--format", "text", "--format", "json=report.json"];
    let ran = run(folder.path(), &args);
    assert!(ran.out.contains("error[C104]"));
    let written: Value =
        serde_json::from_slice(&fs::read(folder.path().join("report.json")).unwrap()).unwrap();
    assert_eq!(written["summary"]["findings"], 1);
    let twice = run(
        folder.path(),
        &["check", "traffic.ndjson", "--spec", "api.yaml", "--format", "json", "--format", "text"],
    );
    assert_eq!(twice.code, 2);
    assert!(twice.stderr.contains("standard output"));
    let nowhere = run(
        folder.path(),
        &["check", "traffic.ndjson", "--spec", "api.yaml", "--format", "json=no/such/folder.json"],
    );
    assert_eq!(nowhere.code, 2);
}

#[test]
fn standard_input_and_a_project_with_defaults() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    fs::create_dir_all(at("openapi")).unwrap();
    fs::create_dir_all(at("contract-tests/recordings/getOrder/200")).unwrap();
    fs::create_dir_all(at("deep/inside")).unwrap();
    fs::write(at("openapi/shop.yaml"), SPEC).unwrap();
    let ledger = "[[correction]]\nid = 'K-001'\nrule = 'C104'\noperations = ['getOrder']\nin = 'response-body'\n\
        pointer = '/total'\nfound = 'total'\nevidence = ['contract-tests/recordings/getOrder/200/total.json']\n\
        decision = 'declared'\nreason = 'x'\ndecided_by = 'y'\nsince = 2026-01-02\nreview_by = 9999-01-02\n";
    fs::write(at("openapi/corrections.toml"), ledger).unwrap();
    fs::write(at("contract-tests/recordings/getOrder/200/total.json"), line(&json!({"id": "1", "total": 3})))
        .unwrap();
    let ran = run(&at("deep/inside"), &["check", "-v"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.stderr);
    assert!(ran.out.contains("contract-tests/recordings/getOrder/200/total.json#0"), "{}", ran.out);
    assert!(ran.out.contains("settled by K-001"));

    let piped = run_with(&at("deep"), &["check", "-"], &line(&json!({"id": "1", "total": 3})));
    assert_eq!(piped.code, 0, "{}", piped.stderr);
    fs::write(at("other.yaml"), SPEC).unwrap();
    let other =
        run_with(&at("."), &["check", "-", "--spec", "other.yaml"], &line(&json!({"id": "1", "total": 3})));
    assert_eq!(other.code, 1, "another spec turns the project's ledger off");
    let own = run_with(
        &at("."),
        &["check", "-", "--spec", "openapi/shop.yaml"],
        &line(&json!({"id": "1", "total": 3})),
    );
    assert_eq!(own.code, 0, "the project's own spec does not");
}

#[test]
fn what_cannot_be_used_is_an_error_with_a_remedy() {
    let folder = empty_folder(&[line(&json!({"id": "1"}))]);
    fs::write(folder.path().join("bad.yaml"), SPEC.replace("paths:", "pahts:")).unwrap();
    fs::write(folder.path().join("bad.toml"), "[[correction]]\nid = 'K-1'\nrule = 'no-such'\nreason = 'x'\n")
        .unwrap();
    for (args, said) in [
        (&["check", "traffic.ndjson", "--spec", "bad.yaml"][..], "bad.yaml:1:1"),
        (&["check", "traffic.ndjson", "--spec", "none.yaml"], "none.yaml"),
        (&["check", "none.har", "--spec", "api.yaml"], "none.har"),
        (&["check", "bad.toml", "--spec", "api.yaml"], "unknown type"),
        (&["check", "traffic.ndjson", "--spec", "api.yaml", "--map", "none.toml"], "none.toml"),
        (&["check", "traffic.ndjson", "--spec", "api.yaml", "--map", "bad.toml"], "bad.toml"),
        (&["check", "traffic.ndjson", "--spec", "api.yaml", "--corrections", "bad.toml"], "bad.toml:1: K-1"),
        (&["check", "traffic.ndjson", "--spec", "api.yaml", "--corrections", "none.toml"], "none.toml"),
        (&["check", "traffic.ndjson"], "--spec"),
        (&["check", "--spec", "api.yaml"], "--spec"),
    ] {
        let ran = run(folder.path(), args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.stderr.contains(said) && ran.stderr.contains("help:"), "{args:?}: {}", ran.stderr);
    }
    let ran = run(folder.path(), &["check", "api.yaml", "--spec", "api.yaml"]);
    assert!(ran.code == 2 && ran.stderr.contains("of no format that is known (vcr"), "{}", ran.stderr);
    assert_eq!(run(folder.path(), &["check", "--no-such-option"]).code, 2);
    assert_eq!(
        run(folder.path(), &["check", "traffic.ndjson", "--spec", "api.yaml", "--format", "yaml"]).code,
        2
    );
}

#[test]
fn no_value_of_a_body_is_ever_shown() {
    let secret = "s3cr3t-value";
    let body = json!({"id": [secret], "total": secret, secret.repeat(9): 1, "\u{1b}[2J::error::": secret, "4000 0000 0000 000": 2});
    let folder = empty_folder(&[line(&body), line(&json!(secret)), format!("{{\"request\": {secret}")]);
    for format in ["text", "json"] {
        let ran =
            run(folder.path(), &["check", "-v", "traffic.ndjson", "--spec", "api.yaml", "--format", format]);
        let all = format!("{}{}", ran.out, ran.stderr);
        assert!(
            !all.contains(secret)
                && !all.contains('\u{1b}')
                && !all.contains("::error::")
                && !all.contains("4000"),
            "{all}"
        );
        assert!(all.contains("<key>"));
    }
}

#[test]
fn colours_only_where_they_are_wanted() {
    let folder = empty_folder(&[line(&json!({"nick": 1}))]);
    let check = |color: &str| {
        run(folder.path(), &["check", "traffic.ndjson", "--spec", "api.yaml", "--color", color]).out
    };
    assert!(
        check("always").contains('\u{1b}')
            && !check("never").contains('\u{1b}')
            && !check("auto").contains('\u{1b}')
    );
}

#[test]
fn a_name_that_strangers_choose_cannot_flood_the_report() {
    let words = [
        "bank", "body", "card", "city", "date", "file", "home", "mail", "name", "page", "rate", "sale",
        "size", "sort", "task", "term", "text", "time", "type", "unit", "user", "view", "week", "year",
        "zone",
    ];
    let name = |at: usize| format!("{}_{}", words[at / words.len()], words[at % words.len()]);
    let lines: Vec<String> = (0..500).map(|at| line(&json!({"id": "1", name(at): at}))).collect();
    let folder = empty_folder(&lines);
    let check = || {
        let args = ["check", "traffic.ndjson", "--spec", "api.yaml", "--format", "json", "-A", "C132"];
        let ran = run(folder.path(), &args);
        serde_json::from_str::<Value>(&ran.out).unwrap()["findings"].clone()
    };
    let findings = check();
    assert_eq!(findings.as_array().unwrap().len(), 65);
    let more = findings.as_array().unwrap().iter().find(|finding| finding["found"] == "<more>").unwrap();
    assert_eq!((&more["count"], &more["pointer"]), (&json!(436), &json!("/<more>")));
    let mut turned = lines.clone();
    turned.reverse();
    fs::write(folder.path().join("traffic.ndjson"), turned.join("\n")).unwrap();
    let counts = |findings: &Value| -> Vec<Value> {
        findings.as_array().unwrap().iter().map(|f| json!([f["found"], f["count"], f["of"]])).collect()
    };
    assert_eq!(counts(&check()), counts(&findings), "the order of exchanges makes no difference");
}

#[test]
fn rules_are_listed_and_explained() {
    let folder = tempfile::tempdir().unwrap();
    let rules = run(folder.path(), &["rules"]);
    assert_eq!(rules.code, 0);
    assert!(rules.out.lines().any(|line| line.starts_with("C105 renamed-property ")));
    for name in ["C105", "renamed-property", "c105"] {
        assert!(run(folder.path(), &["explain", name]).out.starts_with("# C105 renamed-property\n"));
    }
    let unknown = run(folder.path(), &["explain", "C000"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("cartevo-contract rules"));
}

/// A well-known example API, as its readers remember it.
const PET_STORE: &str = "openapi: 3.0.0
info: {version: 1.0.0, title: Pet Store}
servers: [{url: 'https://petstore.example/v2'}]
paths:
  /pets:
    get:
      operationId: findPets
      parameters:
        - {name: tags, in: query, style: form, schema: {type: array, items: {type: string}}}
        - {name: limit, in: query, schema: {type: integer, format: int32}}
      responses:
        '200': {description: pets, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}
        default: {description: error, content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}
    post:
      operationId: addPet
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewPet'}}}}
      responses:
        '200': {description: pet, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        default: {description: error, content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}
components:
  schemas:
    Pet: {allOf: [{$ref: '#/components/schemas/NewPet'}, {type: object, required: [id], properties: {id: {type: integer, format: int64}}}]}
    NewPet: {type: object, required: [name], properties: {name: {type: string}, tag: {type: string}}}
    Error: {type: object, required: [code, message], properties: {code: {type: integer, format: int32}, message: {type: string}}}
";

#[test]
fn a_spec_that_knows_nothing_of_this_project() {
    let exchange = |method: &str, url: &str, sent: Value, status: u16, body: Value| {
        json!({"request": {"method": method, "url": url, "headers": {"Content-Type": "application/json"}, "body": sent},
            "response": {"status": status, "headers": {"Content-Type": "application/json"}, "body": body}})
        .to_string()
    };
    let good = [
        exchange(
            "GET",
            "http://localhost/v2/pets?tags=a&tags=b&limit=2",
            Value::Null,
            200,
            json!([{"id": 1, "name": "x"}]),
        ),
        exchange(
            "POST",
            "/pets",
            json!({"name": "x", "tag": "t"}),
            200,
            json!({"id": 1, "name": "x", "tag": "t"}),
        ),
        exchange("POST", "/pets", json!({}), 503, json!({"code": 1, "message": "busy"})),
    ];
    let folder = empty_folder(&good[..2]);
    fs::write(folder.path().join("pets.yaml"), PET_STORE).unwrap();
    let check = |lines: &[String]| {
        fs::write(folder.path().join("traffic.ndjson"), lines.join("\n")).unwrap();
        let ran = run(folder.path(), &["check", "traffic.ndjson", "--spec", "pets.yaml", "--format", "json"]);
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        let findings = report["findings"].as_array().unwrap().iter();
        findings
            .map(|f| format!("{} {}", f["rule"].as_str().unwrap(), f["pointer"].as_str().unwrap()))
            .collect::<Vec<_>>()
    };
    assert_eq!(check(&good[..2]), [""; 0]);
    assert_eq!(check(&good[1..]), ["C204 /name"], "a 503 does not excuse the request");
    let drifted = exchange(
        "POST",
        "/pets",
        json!({"name": "x"}),
        200,
        json!({"id": 1.5, "name": "x", "tag": null, "hue": 1}),
    );
    assert_eq!(check(&[good[0].clone(), drifted]), ["C106 /id", "C123 /tag", "C104 /hue"]);
}
