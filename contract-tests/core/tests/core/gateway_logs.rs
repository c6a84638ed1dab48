//! Logs of gateways, and the pointers into the lines of others.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::PathBuf;

use contract_core::exchange::{Input, LineMap, ReadAs, TrafficFormat, inputs_as};
use miette::Diagnostic as _;

use crate::entries::{in_full, input, lines, over};

fn told_of(text: &str, input: &Input) -> Vec<String> {
    lines(over(text, input), in_full)
}

fn log(name: &str) -> Input {
    input(name, None)
}

#[test]
fn lines_of_kong_and_flat_lines_are_told_by_their_members() {
    let kong = r#"{"request":{"method":"get","uri":"/a","querystring":{"q":["1","x y"],"r":"&"},"headers":{}},"response":{"status":200,"headers":{"a":["b","c"]}},"latencies":{},"started_at":1795132800000}"#;
    for name in ["a.log", "a.json", "a.jsonl", "-"] {
        let input = if name == "-" { Input::default() } else { log(name) };
        assert_eq!(
            told_of(&format!("{kong}\n"), &input),
            ["0 get /a?q=1&q=x%20y&r=%26 200 untold"],
            "{name}"
        );
    }
    let flat = r#"{"time":"2026-11-20","method":"GET","path":"/a?b=c","status":"404 Not Found","headers":null,"body":{"a":1.50}}"#;
    assert_eq!(
        told_of(&format!("{flat}\n\n{flat}"), &log("a.log")),
        ["0 GET /a?b=c 404 {\"a\":1.50}", "2 GET /a?b=c 404 {\"a\":1.50}"]
    );
    // One without an answer.
    assert_eq!(told_of(r#"{"method":"GET","url":"/a","status":0}"#, &log("a.log")), ["0 GET /a 0 -"]);
}

#[test]
fn lines_that_are_no_exchanges_are_told_by_number() {
    let good = r#"{"method":"GET","url":"/a","status":200}"#;
    let lines = [
        good,
        "starting",
        "[1]",
        r#"{"method":7,"url":"/a","status":200}"#,
        r#"{"method":"GET","url":"/a"}"#,
        r#"{"method":"GET","url":"/a","status":{}}"#,
        r#"{"method":"GET","url":"/a","status":200,"headers":"x"}"#,
        good,
    ];
    assert_eq!(
        told_of(&lines.join("\n"), &log("a.log")),
        [
            "0 GET /a 200 untold",
            "1 not JSON: expected a value at byte 0",
            "2 the line is not an object",
            "3 `/method` or `/httpMethod` or `/request_method` is missing or not a string",
            "4 `/status` or `/statusCode` or `/status_code` is missing",
            "5 `/status` or `/statusCode` or `/status_code` is missing",
            "6 `headers` is neither a map nor a list",
            "7 GET /a 200 untold"
        ]
    );
    assert!(told_of("starting\n", &log("a.log"))[0].contains("of no format that is known"));
}

#[test]
fn lists_and_lines_that_are_spread_out_are_one_document() {
    let line = r#"{"request":{"method":"GET","url":"http://x:80/a?b=c","querystring":{"b":"c"},"headers":{}},"response":{"status":200,"headers":{}},"client_ip":"192.0.2.1"}"#;
    let told = ["0 GET http://x:80/a?b=c 200 untold"];
    let spread =
        serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(line).unwrap()).unwrap();
    for text in [line.to_owned(), spread.clone(), format!("[{line}]"), format!(" [\n{spread}\n]\n")] {
        for name in ["a.json", "a.log"] {
            assert_eq!(told_of(&text, &log(name)), told, "{name} {text}");
        }
    }
    let session = r#"{"session":{"received":3,"sent":4},"client_ip":"192.0.2.1"}"#;
    let mixed = format!("[{line}, 7, {session}, {line}]");
    assert_eq!(
        told_of(&mixed, &log("a.log")),
        [
            told[0],
            "1 line 1: the line is not an object",
            "2 line 1: a TCP session, which is no HTTP exchange",
            "3 GET http://x:80/a?b=c 200 untold"
        ]
    );
    assert!(told_of(&format!("[{line},"), &log("a.log"))[0].contains("not JSON"));
    assert_eq!(told_of("[]", &log("a.log")).len(), 1);
}

#[test]
fn flags_beside_a_body_say_that_it_is_base64() {
    let told = |body: &str, rest: &str| {
        let line = format!(r#"{{"method":"POST","url":"/a","status":200,"body":{body}{rest}}}"#);
        told_of(&line, &log("a.log")).join("")
    };
    for flag in [r#""isBase64Encoded":true"#, r#""is_base64_encoded":"true""#, r#""body_encoding":"Base64""#]
    {
        assert_eq!(told(r#""eyJhIjoxfQ==""#, &format!(",{flag}")), r#"0 POST /a 200 {"a":1}"#);
    }
    assert_eq!(told(r#""eyJhIjoxfQ==""#, ""), "0 POST /a 200 eyJhIjoxfQ==");
    assert_eq!(told(r#""eyJhIjoxfQ==""#, r#","isBase64Encoded":false"#), "0 POST /a 200 eyJhIjoxfQ==");
    assert_eq!(told(r#""%""#, r#","isBase64Encoded":true"#), "0 the body is not base64");
    assert_eq!(told(r#"{"a":1}"#, r#","isBase64Encoded":true"#), r#"0 POST /a 200 {"a":1}"#);
}

#[test]
fn a_map_is_a_table_of_pointers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.toml");
    let load = |text: &str| {
        fs::write(&path, text).unwrap();
        LineMap::load(&path)
    };
    let whole = "method = '/m'\nurl = '/u/0'\nstatus = '/s'\n";
    let map = load(whole).unwrap();
    let input = Input { name: "-".into(), path: None, ..Input::default() };
    let read_as = ReadAs::from(map);
    let input = Input { format: read_as.format, map: read_as.map.clone(), ..input };
    assert_eq!(told_of(r#"{"m":"GET","u":["/a"],"s":200}"#, &input), ["0 GET /a 200 untold"]);
    assert_eq!(told_of(r#"{"m":"GET","u":[],"s":200}"#, &input), ["0 `/u/0` is missing or not a string"]);
    // A given file may have any name.
    fs::write(folder.path().join("a.txt"), "{}").unwrap();
    let found = inputs_as(&[folder.path().join("a.txt")], &read_as).unwrap();
    assert_eq!(found[0].format, Some(TrafficFormat::GatewayLog));
    for (text, said) in [
        ("method = '/m'\nurl = '/u'\n", "missing field `status`"),
        ("method = '/m'\nurl = 'u'\nstatus = '/s'\n", "`url` is no JSON pointer, which starts with `/`"),
        ("method = '/m'\nurl = ''\nstatus = '/s'\n", "`url` is no JSON pointer"),
        (&format!("{whole}verb = '/v'\n"), "unknown field `verb`"),
        ("method = 7\nurl = '/u'\nstatus = '/s'\n", "invalid type"),
        ("method", "map.toml:1"),
    ] {
        let error = load(text).unwrap_err();
        assert!(error.to_string().contains(said) && error.to_string().contains("map.toml"), "{error}");
        assert!(error.help().is_some());
    }
    let missing = LineMap::load(&PathBuf::from("no-such.toml")).unwrap_err();
    assert!(missing.to_string().contains("no-such.toml") && missing.help().is_some());
}
