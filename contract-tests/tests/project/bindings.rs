//! What a spec generates, and what a change of it does to the generated API: `bindings`, and `check --locked`.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::run;

struct Project(tempfile::TempDir);

impl Project {
    /// The spec, the lock and one recording of this repository.
    fn new() -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let recordings = "contract-tests/recordings/getCustomer/200";
        fs::create_dir_all(project.0.path().join("openapi")).unwrap();
        fs::create_dir_all(project.0.path().join(recordings)).unwrap();
        for file in ["openapi/cartevo.yaml", "openapi/bindings.lock"] {
            fs::copy(root.join(file), project.0.path().join(file)).unwrap();
        }
        let recording = format!("{recordings}/generated-sample.json");
        fs::copy(root.join(&recording), project.0.path().join(recording)).unwrap();
        project
    }

    fn edit(&self, from: &str, to: &str) {
        let path = self.0.path().join("openapi/cartevo.yaml");
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "the spec has {from}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    }

    fn lock(&self) -> String {
        fs::read_to_string(self.0.path().join("openapi/bindings.lock")).unwrap()
    }

    fn run(&self, args: &[&str]) -> (String, String, i32) {
        run(self.0.path(), args).parts()
    }
}

#[test]
fn the_lock_of_this_repository_says_what_its_spec_generates() {
    let project = Project::new();
    let (said, stderr, code) = project.run(&["bindings", "--check"]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{said}");
    assert!(said.starts_with("openapi/bindings.lock is up to date: "), "{said}");
}

#[test]
fn a_changed_spec_is_seen_said_and_written() {
    let project = Project::new();
    let before = project.lock();
    project.edit("[VISA, MASTERCARD, visa, mastercard]", "[VISA, MASTERCARD, visa, mastercard, AMEX]");
    let (said, _, code) = project.run(&["bindings", "--check"]);
    assert_eq!(code, 4, "{said}");
    assert!(said.contains("added (not breaking): value CardBrand::Amex = \"AMEX\"\n"), "{said}");
    assert!(said.ends_with("1 items added, 0 removed, 0 changed; 0 of these changes are breaking\n"));
    assert_eq!(project.lock(), before, "--check writes nothing");

    let (_, stderr, code) = project.run(&["bindings"]);
    assert_eq!((code, stderr.as_str()), (0, "wrote openapi/bindings.lock\n"));
    assert_eq!(project.run(&["bindings", "--check"]).2, 0);

    project.edit("[VISA, MASTERCARD, visa, mastercard, AMEX]", "[VISA, MASTERCARD, visa, mastercard]");
    let (said, _, code) = project.run(&["bindings", "--check", "--format", "json"]);
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(code, 4);
    assert_eq!(said["removed"][0]["before"], "value CardBrand::Amex = \"AMEX\"");
    assert_eq!(said["breaking"], true);
}

#[test]
fn a_lock_that_is_not_there_is_stale() {
    let project = Project::new();
    let before = project.lock();
    fs::remove_file(project.0.path().join("openapi/bindings.lock")).unwrap();
    let (said, _, code) = project.run(&["bindings", "--check"]);
    assert_eq!(code, 4);
    assert!(said.contains("there is no openapi/bindings.lock"), "{said}");
    assert_eq!(project.run(&["bindings"]).2, 0);
    assert_eq!(project.lock(), before);
}

#[test]
fn a_spec_with_a_mistake_generates_nothing_and_says_where() {
    let project = Project::new();
    project.edit("x-effect: issue", "x-effect: maybe");
    let (_, stderr, code) = project.run(&["bindings"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("openapi/cartevo.yaml:") && stderr.contains("help:"), "{stderr}");
    let (_, stderr, code) = project.run(&["bindings", "--spec", "openapi/cartevo.yaml"]);
    assert_eq!(code, 2, "another spec has no lock here: {stderr}");
}

#[test]
fn check_looks_at_the_locks_when_asked_to() {
    let project = Project::new();
    let (said, stderr, code) = project.run(&["check", "--locked", "-q"]);
    assert_eq!(code, 0, "{said}{stderr}");
    project.edit("[VISA, MASTERCARD, visa, mastercard]", "[VISA, MASTERCARD, visa, mastercard, AMEX]");
    assert_eq!(project.run(&["check", "-q"]).2, 0);
    let (_, stderr, code) = project.run(&["check", "--locked", "-q"]);
    assert_eq!(code, 4, "{stderr}");
    assert!(stderr.contains("cartevo-contract bindings --check"), "{stderr}");

    fs::remove_dir_all(project.0.path().join("contract-tests/recordings/getCustomer")).unwrap();
    assert_eq!(project.run(&["check", "--locked", "-q"]).2, 3, "nothing read comes before a stale lock");
}
