//! No recording has digits in a row that pass for a card number, whether or not a scheme issues their prefix.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use card_data::{CARD_LENGTHS, passes_luhn};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

#[test]
fn recordings_have_no_digits_that_pass_for_a_card_number() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = vec![project.join("src/testing/recordings.ndjson")];
    files(&project.join("contract-tests/recordings"), &mut found);
    assert!(found.len() > 50, "{}", found.len());
    for file in found {
        let text = fs::read_to_string(&file).unwrap();
        for run in text.split(|c: char| !c.is_ascii_digit()) {
            let digits: Vec<u8> = run.bytes().map(|digit| digit - b'0').collect();
            let passes = CARD_LENGTHS.contains(&digits.len()) && passes_luhn(&digits);
            assert!(!passes, "{} has {} such digits", file.display(), digits.len());
        }
    }
}
