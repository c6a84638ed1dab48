//! What recorders make of whole archives: their format, and entries that are no exchange.

use assert_cmd::Command;
use serde_json::{Value, json};

use super::{SPEC, content, exchange, har};

/// The exit code of `check`, and whether it found the wrong type.
fn checked(name: &str, text: &[u8]) -> (i32, bool) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("api.yaml"), SPEC).unwrap();
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    command.current_dir(folder.path()).args(["check", "--spec", "api.yaml", "--format", "concise", name]);
    if name == "-" {
        command.write_stdin(text);
    } else {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let output = command.output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap().contains("C106"))
}

#[test]
fn an_archive_is_known_by_what_it_holds() {
    let entry = content(&json!({"size": 20, "mimeType": "application/json", "text": "{\"depth\":\"deep\"}"}));
    let archive: Value = serde_json::from_str(&har(&[entry])).unwrap();
    let blanks = serde_json::to_string_pretty(&archive).unwrap();
    let tabs =
        blanks.lines().flat_map(|line| ["\t\t", line.trim_start_matches(' '), "\r\n"]).collect::<String>();
    let late = format!(
        "{{\"comment\": \"a \\\"log\\\"\", \"$schema\": {{\"log\": [1]}},\n\"log\": {}}}",
        archive["log"]
    );
    let texts = [
        archive.to_string(),
        blanks.clone(),
        tabs,
        late.clone(),
        late.replace('\n', ""),
        format!("\u{feff}{blanks}"),
        format!("\n\t {archive}\n\n"),
    ];
    for text in texts {
        for name in ["-", "seen.json", "seen.JSON", "seen.har"] {
            assert_eq!(checked(name, text.as_bytes()), (1, true), "{name}: {text}");
        }
    }
    // As the shells of Windows write what they redirect.
    let wide: Vec<u8> = format!("\u{feff}{blanks}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for name in ["-", "seen.json", "seen.har"] {
        assert_eq!(checked(name, &wide), (1, true), "{name}");
    }
}

#[test]
fn what_is_passed_over_is_counted_and_told() {
    let whole = content(&json!({"size": 11, "mimeType": "application/json", "text": "{\"depth\":1}"}));
    let style = exchange("GET", "data:text/css,a", &json!({}), &json!({}));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("api.yaml"), SPEC).unwrap();
    std::fs::write(folder.path().join("seen.har"), har(&[style.clone(), whole, style])).unwrap();
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    let output = command
        .current_dir(folder.path())
        .args(["check", "--spec", "api.yaml", "--format", "json", "seen.har"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["summary"]["exchanges"], &report["summary"]["unread"]), (&json!(3), &json!(0)));
    let told = report["findings"].as_array().unwrap().iter().find(|found| found["rule"] == "C145").unwrap();
    assert_eq!((&told["severity"], &told["count"]), (&json!("note"), &json!(2)));
}
