//! The recordings in the package of the client, which its mock server serves, are those of `contract-tests`.

use std::path::Path;

use serde_json::json;

use crate::recording::{self, Recording};

const BUNDLE: &str = "../../src/testing/recordings.ndjson";
/// The bundle that was compiled into the client, which may be older than the file after an update.
const COMPILED_BUNDLE: &str = include_str!("../../../../src/testing/recordings.ndjson");

#[test]
fn the_bundle_is_up_to_date() {
    let recordings = recording::read(&crate::folder("../recordings"));
    let lines: Vec<String> = recordings.iter().map(line).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(BUNDLE);
    if std::env::var_os("UPDATE_RECORDINGS").is_some() {
        std::fs::write(&path, lines.concat()).expect("the bundle can be written");
        return;
    }
    let bundle = std::fs::read_to_string(&path).unwrap_or_default();
    let differ = lines.iter().filter(|line| !bundle.contains(line.as_str())).count();
    assert!(
        differ == 0 && bundle == lines.concat(),
        "src/testing/recordings.ndjson isn't made of contract-tests/recordings: {differ} of {} differ.\n\
         UPDATE_RECORDINGS=1 cargo test -p client-tests bundle writes it",
        lines.len()
    );
}

/// The mock server ignores a line that it can't parse, so the number of recordings shows whether it parses all.
#[test]
fn the_client_parses_every_recording_of_the_bundle() {
    let name = |line: &str| -> Option<String> {
        Some(serde_json::from_str::<serde_json::Value>(line).ok()?.get("name")?.as_str()?.to_owned())
    };
    let bundled: Option<Vec<String>> = COMPILED_BUNDLE.lines().map(name).collect();
    let parsed: Vec<String> =
        cartevo::testing::recordings().iter().map(|recording| recording.name().to_owned()).collect();
    assert_eq!(Some(parsed), bundled);
    assert!(!COMPILED_BUNDLE.is_empty());
}

fn line(recording: &Recording) -> String {
    let text = String::from_utf8(recording.body.clone()).expect("a recording is text");
    let name = json!(recording.name.trim_end_matches(".json"));
    let status = recording.status;
    let content_type = recording
        .content_type
        .as_ref()
        .map_or(String::new(), |kind| format!(",\"content_type\":{}", json!(kind)));
    // The body stays as it was written: its numbers and the order of its keys are part of what was recorded.
    let body = if serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok() {
        format!("\"body\":{}", on_one_line(&text))
    } else {
        format!("\"body_text\":{}", json!(text))
    };
    format!("{{\"name\":{name},\"response\":{{\"status\":{status}{content_type},{body}}}}}\n")
}

/// JSON without the white space between its tokens.
fn on_one_line(json: &str) -> String {
    let (mut inside, mut escaped) = (false, false);
    let mut kept = String::with_capacity(json.len());
    for c in json.chars() {
        if !inside && c.is_ascii_whitespace() {
            continue;
        }
        inside ^= c == '"' && !escaped;
        escaped = inside && c == '\\' && !escaped;
        kept.push(c);
    }
    kept
}
