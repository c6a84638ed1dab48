//! Collections: requests without a saved response, files that hold none, and variables from files beside them.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::check;
use crate::program::run;

/// A folder with these files.
fn folder(files: &[(&str, String)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn postman(items: &Value) -> String {
    json!({"info": {"name": "x"}, "item": items}).to_string()
}

/// A saved response of Postman, to a request for a crossing.
fn saved(url: &str) -> Value {
    let header = json!([{"key": "Content-Type", "value": "application/json"}]);
    json!({"code": 200, "header": header, "body": r#"{"seats":"4"}"#, "originalRequest": {"method": "GET", "url": url}})
}

const BRU: &str = "meta {\n  name: x\n  type: http\n}\n\nget {\n  url: {{host}}/v1/crossings\n}\n";

fn bru(url: &str) -> String {
    format!(
        "{BRU}\nexample {{\n  name: x\n\n  request: {{\n    url: {url}\n    method: get\n    mode: none\n  }}\n\n  response: {{\n    headers: {{\n      Content-Type: application/json\n    }}\n\n    status: {{\n      code: 200\n      text: OK\n    }}\n\n    body: {{\n      type: json\n      content: '''\n        {{\"seats\":\"4\"}}\n      '''\n    }}\n  }}\n}}\n"
    )
}

const ID: &str = "6f6d1f5a-3f0a-4c1c-9a53-0d5a1c2f7b11";

/// Exchanges, requests without a response, findings, and the exit.
fn counts(folder: &TempDir, args: &[&str]) -> (Value, Value, Value, Option<i32>) {
    let (report, code, said) = check(folder, args);
    assert!(!said.contains("could not be read"), "{said}");
    let of = |name: &str| report["summary"][name].clone();
    (of("exchanges"), of("unanswered"), of("findings"), code)
}

#[test]
fn requests_without_a_saved_response_are_counted_and_are_no_error() {
    let request = json!({"name": "x", "request": {"method": "GET", "url": "/v1/crossings"}, "response": []});
    let items = json!([request, {"name": "f", "item": [request, {"name": "y", "request": "x", "response": [saved(&format!("/v1/crossings/{ID}"))]}]}]);
    let all = folder(&[("a.json", postman(&items))]);
    assert_eq!(counts(&all, &["a.json"]), (json!(1), json!(2), json!(1), Some(1)));
    let text = run(all.path(), &["check", "a.json", "--spec", "spec.yaml"]);
    assert!(text.out.contains("checked 1 exchange (2 requests without a saved response)"), "{}", text.out);
}

#[test]
fn collections_of_requests_only_leave_nothing_to_compare() {
    let v4 = json!({"_type": "export", "__export_format": 4, "resources": [{"_type": "request"}, {"_type": "workspace"}]});
    let v5 = "type: collection.insomnia.rest/5.0\nname: x\ncollection:\n  - name: f\n    children:\n      - {name: a, method: GET, url: x}\n";
    let bruno = json!({"items": [{"type": "http-request", "request": {"url": "x"}}], "environments": []});
    let open = "info:\n  name: x\n  type: http\nhttp:\n  method: GET\n  url: x\n";
    for (name, text) in [
        ("a.json", postman(&json!([{"request": {"url": "x"}}]))),
        ("b.json", v4.to_string()),
        ("c.yaml", v5.to_owned()),
        ("d.json", bruno.to_string()),
        ("e.bru", BRU.to_owned()),
        ("f.yml", open.to_owned()),
    ] {
        let all = folder(&[(name, text)]);
        let (report, code, said) = check(&all, &[name]);
        assert_eq!((&report["summary"]["unanswered"], code), (&json!(1), Some(3)), "{name}: {said}");
        assert!(said.contains("1 request without a saved response") && said.contains("help: save"), "{said}");
        let said = run(all.path(), &["coverage", name, "--spec", "spec.yaml"]).stderr;
        assert!(said.contains("1 request without a saved response"), "{name}: {said}");
    }
}

#[test]
fn the_other_files_of_a_collection_are_known() {
    let environment = "vars {\n  host: https://ferries.example\n}\nvars:secret [\n  token\n]\n";
    let all = folder(&[
        ("bruno.json", json!({"version": "1", "name": "x", "type": "collection", "ignore": []}).to_string()),
        ("collection.bru", "auth {\n  mode: bearer\n}\n".into()),
        ("environments/dev.bru", environment.into()),
        ("environments/empty.bru", "vars {\n}\n".into()),
        ("crossings/folder.bru", "meta {\n  name: crossings\n}\n".into()),
        ("crossings/list.bru", BRU.into()),
        ("crossings/one.bru", bru(&format!("{{{{host}}}}/v1/crossings/{ID}"))),
    ]);
    assert_eq!(counts(&all, &["."]), (json!(1), json!(1), json!(1), Some(1)));
    let open = folder(&[
        ("opencollection.yml", "opencollection: 1.0.0\ninfo:\n  name: x\n".into()),
        ("environments/dev.yml", "name: dev\nvariables:\n  - name: host\n    value: x\n".into()),
        ("crossings/folder.yml", "info:\n  name: crossings\n  type: folder\n".into()),
        ("crossings/list.yml", "info:\n  name: x\n  type: http\nhttp:\n  method: GET\n  url: x\n".into()),
    ]);
    assert_eq!(counts(&open, &["crossings", "opencollection.yml"]).1, json!(1));
    let environment =
        json!({"id": "x", "name": "dev", "values": [], "_postman_variable_scope": "environment"});
    let only = folder(&[("dev.postman_environment.json", environment.to_string())]);
    assert_eq!(counts(&only, &["dev.postman_environment.json"]), (json!(0), Value::Null, json!(0), Some(3)));
}

#[test]
fn variables_come_from_the_environments_beside_a_collection() {
    let environment = |id: &str| {
        let values = json!([{"key": "id", "value": id, "enabled": true}, {"key": "token", "value": "", "enabled": true}]);
        json!({"name": "dev", "values": values, "_postman_variable_scope": "environment"}).to_string()
    };
    let collection = postman(&json!([{"response": [saved("{{host}}/v1/crossings/{{id}}")]}]));
    let alike = folder(&[
        ("a.json", collection.clone()),
        ("one.postman_environment.json", environment(ID)),
        ("two.postman_environment.json", environment(ID)),
    ]);
    assert_eq!(counts(&alike, &["a.json"]), (json!(1), Value::Null, json!(1), Some(1)));
    let other = folder(&[
        ("a.json", collection),
        ("one.postman_environment.json", environment(ID)),
        ("two.postman_environment.json", environment("7")),
    ]);
    let (_, code, said) = check(&other, &["a.json"]);
    assert!(
        code == Some(2) && said.contains("the variable `id` has another value in each environment"),
        "{said}"
    );
    for (environments, folders) in [
        (format!("vars {{\n  id: {ID}\n}}\n"), "meta {\n  name: x\n}\n".to_owned()),
        ("vars {\n  id: 7\n}\n".to_owned(), format!("vars:pre-request {{\n  id: {ID}\n}}\n")),
    ] {
        let bruno = folder(&[
            ("bruno.json", "{}".into()),
            ("environments/dev.bru", environments),
            ("deep/folder.bru", folders),
            ("deep/one.bru", bru("{{host}}/v1/crossings/{{id}}")),
        ]);
        assert_eq!(counts(&bruno, &["deep"]), (json!(1), Value::Null, json!(1), Some(1)));
    }
}

/// The findings of a request that was saved with this URL.
fn found_for(url: &Value) -> Vec<String> {
    let variables =
        json!([{"key": "host", "value": "https://ferries.example/v1"}, {"key": "empty", "value": ""}]);
    let answer = json!([{"key": "Content-Type", "value": "application/json"}]);
    let response = json!({"code": 200, "header": answer, "body": r#"{"crossings":[]}"#, "originalRequest": {"method": "GET", "url": url}});
    let collection =
        json!({"info": {"name": "x"}, "variable": variables, "item": [{"response": [response]}]});
    let (report, _, said) = check(&folder(&[("a.json", collection.to_string())]), &["a.json"]);
    assert!(!said.contains("could not be read"), "{said}");
    let findings =
        report["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] != "note");
    findings
        .map(|finding| {
            format!("{} {}", finding["rule"].as_str().unwrap(), finding["pointer"].as_str().unwrap())
        })
        .collect()
}

#[test]
fn what_nobody_filled_in_is_not_known() {
    // Values of parameters in the path, in variables and in the URL itself.
    for url in [
        json!({"raw": "{{host}}/crossings/:id", "variable": [{"key": "id", "value": "{{empty}}"}]}),
        json!({"raw": "{{host}}/crossings/:id", "variable": [{"key": "id", "value": ""}]}),
        json!("{{host}}/crossings/{{empty}}"),
        json!("{{host}}/crossings/{{$guid}}"),
    ] {
        assert_eq!(found_for(&url), ["C104 /crossings"], "{url}");
    }
    let required = ["C201 /limit"];
    assert_eq!(found_for(&json!("{{host}}/crossings")), required);
    assert_eq!(
        found_for(
            &json!({"raw": "{{host}}/crossings", "query": [{"key": "limit", "value": "2", "disabled": true}]})
        ),
        required
    );
    for query in ["?limit={{empty}}", "?limit={{$randomInt}}"] {
        assert_eq!(found_for(&json!(format!("{{{{host}}}}/crossings{query}"))), [""; 0], "{query}");
    }
    // Programs that write collections leave the query out of the text of the URL.
    let fields =
        |value: &str| json!({"raw": "{{host}}/crossings", "query": [{"key": "limit", "value": value}]});
    assert_eq!(found_for(&fields("2")), [""; 0]);
    assert_eq!(found_for(&fields("")), [""; 0]);
    assert_eq!(found_for(&fields("two")), ["C202 /limit"]);
    assert_eq!(found_for(&fields("2&limit=x#y")), ["C202 /limit"]);
    let parts = json!({"protocol": "https", "host": ["ferries", "example"], "path": ["v1", "crossings"], "query": [{"key": "limit", "value": "two"}]});
    assert_eq!(found_for(&parts), ["C202 /limit"]);
}

#[test]
fn bodies_of_hoverfly_are_read_in_the_folder_of_the_simulation_only() {
    let simulation = |file: &str| {
        let request = json!({"method": [{"matcher": "exact", "value": "GET"}], "path": [{"matcher": "exact", "value": format!("/v1/crossings/{ID}")}]});
        let response =
            json!({"status": 200, "bodyFile": file, "headers": {"Content-Type": ["application/json"]}});
        json!({"data": {"pairs": [{"request": request, "response": response}]}, "meta": {"schemaVersion": "v5.2"}})
            .to_string()
    };
    let all = folder(&[
        ("in/a.json", simulation("bodies/one.json")),
        ("in/bodies/one.json", r#"{"seats":"4"}"#.into()),
        ("secret.json", "{}".into()),
        ("in/b.json", simulation("../secret.json")),
        ("in/c.json", simulation("https://ferries.example/one.json")),
        ("in/d.json", simulation("none.json")),
    ]);
    assert_eq!(counts(&all, &["in/a.json"]), (json!(1), Value::Null, json!(1), Some(1)));
    for (name, reason) in
        [("in/b.json", "leads out of"), ("in/c.json", "at a URL"), ("in/d.json", "is not in")]
    {
        let (_, code, said) = check(&all, &[name]);
        assert!(code == Some(2) && said.contains(reason), "{name}: {said}");
    }
}
