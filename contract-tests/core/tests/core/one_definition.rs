//! What exists once in the sources: a second definition of it fails here.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// A file that may look for control characters itself, and why.
const JUDGES_CHARACTERS: [(&str, &str); 7] = [
    ("contract-tests/card-data/src/decode/printable.rs", "tells decoded text from noise, and shows nothing"),
    ("contract-tests/card-data/src/harmless.rs", "is the definition"),
    ("contract-tests/docs/src/lock/write.rs", "escapes strings of TOML, which have to be read back"),
    ("contract-tests/record/src/invent/characters.rs", "invents control characters for others"),
    ("contract-tests/src/report/github.rs", "breaks the mark of a workflow command"),
    ("src/redact.rs", "belongs to the client, which knows nothing of the suite"),
    ("src/text.rs", "refuses texts of requests, and shows nothing"),
];

/// How a source file would make text harmless by itself.
const HARMLESS: [&str; 6] =
    ["is_control", "is_ascii_control", "\\u{fffd}", "escape_debug", "escape_default", "GeneralCategory"];

#[test]
fn strangers_text_is_made_harmless_in_one_place() {
    let found = files_with(&HARMLESS);
    let allowed: Vec<&str> = JUDGES_CHARACTERS.iter().map(|(file, _)| *file).collect();
    assert_eq!(found, allowed, "make text harmless with `contract_core::harmless`, or give a reason here");
}

#[test]
fn json_pointers_are_escaped_in_one_place() {
    let found = files_with(&["\"~0\"", "\"~1\""]);
    assert_eq!(found, ["openapi/yaml/src/pointer.rs"], "escape names with `cartevo_yaml::pointer`");
}

/// The source files of the workspace that hold one of the texts, in order.
fn files_with(texts: &[&str]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = Vec::new();
    for folder in ["src", "openapi", "contract-tests"] {
        collect(&root.join(folder), &mut found);
    }
    let holds = |path: &PathBuf| {
        let source = fs::read_to_string(path).unwrap();
        texts.iter().any(|text| source.contains(text))
    };
    let name = |path: PathBuf| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
    let mut names: Vec<String> = found.into_iter().filter(holds).map(name).collect();
    names.sort();
    names
}

/// Every Rust file below a folder, but for tests.
fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("tests") && !path.ends_with("target") {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}
