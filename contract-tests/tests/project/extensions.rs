//! What has no `match` that the compiler could point at goes through every value of the extensions, too.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::Path;

use cartevo_extensions::{Effect, Extension, Mask, Sensitivity};

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file)).unwrap()
}

/// The words that the head of the document has for an extension.
fn explained<E: Extension>(head: &str) -> Vec<&str> {
    let line =
        head.lines().find(|line| line.trim_start_matches('#').trim_start().starts_with(E::KEY)).unwrap();
    line.split(|c: char| !c.is_alphanumeric()).collect()
}

fn unexplained<E: Extension>(head: &str) -> Vec<&'static str> {
    let explained = explained::<E>(head);
    E::ALL.iter().map(|value| value.as_str()).filter(|word| !explained.contains(word)).collect()
}

#[test]
fn the_head_of_the_document_explains_every_value() {
    let document = read("openapi/cartevo.yaml");
    let head = document.split("openapi: 3").next().unwrap();
    assert_eq!(unexplained::<Sensitivity>(head), [""; 0]);
    assert_eq!(unexplained::<Mask>(head), [""; 0]);
    assert_eq!(unexplained::<Effect>(head), [""; 0]);
}

#[test]
fn the_document_that_scrubbing_is_tried_on_has_a_place_of_every_sensitivity() {
    let document = read("fuzz/checks/small.yaml");
    for sensitivity in Sensitivity::ALL {
        let marked = format!("x-sensitivity: {}", sensitivity.as_str());
        assert!(document.contains(&marked), "fuzz/checks/small.yaml has no `{marked}`");
    }
    assert_eq!(read("fuzz/corpus/spec/small"), document, "the corpus starts from the same document");
}
