//! The corpus of the fuzz targets, once through the same checks.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::Path;

#[path = "../../../fuzz/checks/mod.rs"]
mod checks;

fn replay(target: &str, check: fn(&[u8])) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(target);
    let mut count = 0;
    for file in fs::read_dir(corpus).unwrap() {
        let path = file.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let checked = std::panic::catch_unwind(|| check(&bytes));
        assert!(checked.is_ok(), "{}", path.display());
        count += 1;
    }
    assert!(count > 0);
}

#[test]
fn traffic() {
    replay("traffic", checks::traffic);
}

#[test]
fn recordings() {
    replay("recordings", checks::recordings);
}

#[test]
fn json() {
    replay("json", checks::json);
}

#[test]
fn spec() {
    replay("spec", checks::spec);
}

#[test]
fn files() {
    replay("files", checks::files);
}

#[test]
fn pattern() {
    replay("pattern", checks::pattern);
}

#[test]
fn lane() {
    replay("lane", checks::lane);
}

#[test]
fn scrubber() {
    replay("scrubber", checks::scrubber);
}

#[test]
fn gate() {
    replay("gate", checks::gate);
}

#[test]
fn index() {
    replay("index", checks::index);
}

#[test]
fn names() {
    replay("names", checks::names);
}

#[test]
fn pages() {
    replay("pages", checks::pages);
}
