//! However long the traffic, the memory stays the same.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

const SPEC: &str = "openapi: 3.0.3
paths: {/a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}}}}}
";

/// What must not be exceeded, in KiB.
const MOST: u64 = 64 * 1024;

/// How many megabytes are sent at first, and then.
const SHORT: usize = 20;
const LONG: usize = 180;

/// A megabyte of entries, some of which cannot be read and some of which drift.
fn megabyte(form: &str) -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < 1_000_000 {
        number += 1;
        let item = if number % 3 == 0 { "1".to_owned() } else { format!("\"{}\"", "a text ".repeat(130)) };
        let body = format!("[{}]", vec![item; 8].join(","));
        let exchange = match (number % 50, form) {
            (0, _) => "{\"request\": {}}".to_owned(),
            (_, "har") => format!(
                r#"{{"request":{{"method":"GET","url":"/a"}},"response":{{"status":200,"content":{{"mimeType":"application/json","text":{}}}}}}}"#,
                serde_json::Value::from(body)
            ),
            _ => format!(
                r#"{{"request":{{"method":"GET","url":"/a"}},"response":{{"status":200,"body":{body}}}}}"#
            ),
        };
        let end = if form == "har" { ",\n" } else { "\n" };
        write!(text, "{exchange}{end}").unwrap();
    }
    text
}

/// The most memory a process had, in KiB.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn memory_is_flat_with_size() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), SPEC).unwrap();
    for (form, head) in [("ndjson", ""), ("har", "{\"log\": {\"entries\": [")] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cartevo-contract"))
            .current_dir(folder.path())
            .args(["check", "-", "--spec", "api.yaml", "--jobs", "2", "--quiet"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let part = megabyte(form);
        input.write_all(head.as_bytes()).unwrap();
        let mut send = |count: usize| (0..count).for_each(|_| input.write_all(part.as_bytes()).unwrap());
        send(SHORT);
        let short = peak(child.id());
        send(LONG);
        let long = peak(child.id());
        drop(input);
        // The HAR is cut off here, and some entries cannot be read.
        assert_eq!(child.wait().unwrap().code(), Some(2), "{form}");
        assert!(long < MOST, "{form}: {long} KiB");
        assert!(
            long < short + 4 * 1024,
            "{form}: {short} KiB after {SHORT} MB, {long} KiB after {LONG} more"
        );
    }
}
