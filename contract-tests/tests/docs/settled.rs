//! Which contradictions of pages a correction settles.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const TAGS: &str = "contradicting/get-tag.md";
const BOATS: &str = "reported/find-boats.md";

/// What `found` names in the findings that a correction with these keys settles; the cause in front.
fn settled(page: &str, keys: &str, more: &[&str]) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("corrections.toml");
    fs::write(&ledger, format!("[[correction]]\nid = 'K-001'\nreason = 'x'\n{keys}\n")).unwrap();
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docs");
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    // In a folder that belongs to no project, nothing but what is named counts.
    let command = command.current_dir(folder.path()).args(["docs", "claims", "--format", "json"]);
    let command = command.arg(pages.join(page)).args(["--corrections", "corrections.toml"]).args(more);
    let output = command.output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = document["findings"].as_array().unwrap().iter();
    let settled = findings.filter(|finding| finding["correction"] == "K-001");
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    settled.map(|finding| format!("{} {}", text(finding, "cause"), text(finding, "found"))).collect()
}

fn tags(keys: &str) -> BTreeSet<String> {
    let about =
        "rule = 'docs-self-contradiction'\noperations = ['GET /tags/{tagId}']\nin = 'response-body'\n";
    settled(TAGS, &format!("{about}{keys}"), &[])
}

fn limit(keys: &str) -> BTreeSet<String> {
    let about = "rule = 'docs-self-contradiction'\noperations = ['GET /boats']\nin = 'query'\n";
    settled(BOATS, &format!("{about}{keys}"), &[])
}

fn status(keys: &str) -> BTreeSet<String> {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docs/reported/boats.yaml");
    let about = "rule = 'docs-against-spec'\noperations = ['listBoats']\nin = 'status'\n";
    settled(BOATS, &format!("{about}{keys}"), &["--spec", spec.to_str().unwrap()])
}

fn set(expected: &[&str]) -> BTreeSet<String> {
    expected.iter().map(|what| (*what).to_owned()).collect()
}

#[test]
fn a_correction_names_the_place_and_what_is_found_there() {
    let kind = "pointer = '/tag/kind'\nfound = 'DAILY'\n";
    assert_eq!(tags(kind), set(&["enumeration DAILY"]));
    assert_eq!(tags(&format!("{kind}status = 200")), set(&["enumeration DAILY"]));
    assert_eq!(tags(&format!("{kind}status = 404")), set(&[]));
    assert_eq!(tags("pointer = '/tag/kind'\nfound = 'WEEKLY'"), set(&[]), "the next value is not settled");
    assert_eq!(tags("pointer = '/tag/kind'"), set(&[]), "nor a value that is not named");
    let both = tags("pointer = '/tag/{found}'\nfound = ['id', 'expires_year', 'kind']");
    assert_eq!(both, set(&["form id", "form expires_year"]));
}

#[test]
fn fields_that_one_sample_shows_are_settled_at_their_object() {
    assert_eq!(tags("pointer = '/tag'\nfound = 'colour'"), set(&["variant colour"]));
    assert_eq!(tags("pointer = '/tag'\nfound = 'tag'"), set(&["extent issued", "variant colour"]));
    assert_eq!(tags("pointer = '/tag'\nfound = 'masked_number'"), set(&[]), "a second name is not");
    assert_eq!(tags("pointer = ''\nfound = 'colour'"), set(&[]), "nor at an object further out");
}

#[test]
fn a_parameter_is_settled_by_its_name() {
    for pointer in ["", "pointer = ''\n", "pointer = 'limit'\n"] {
        assert_eq!(limit(&format!("{pointer}found = 'limit'")), set(&["parameter limit"]), "{pointer}");
    }
    let any = limit("found = 'limit'\nstatus = 200");
    assert_eq!(any, set(&["parameter limit"]), "the page speaks of every status");
    assert_eq!(limit("found = 'page'"), set(&[]));
    assert_eq!(limit("pointer = '/limit'\nfound = 'limit'"), set(&[]));
}

#[test]
fn a_correction_without_a_pointer_is_about_the_whole_part() {
    for keys in ["found = '404'", "pointer = ''\nfound = '404'", "found = '404'\nstatus = 404"] {
        assert_eq!(status(keys), set(&["spec 404"]), "{keys}");
    }
    assert_eq!(status("found = '404'\nstatus = 409"), set(&[]));
    assert_eq!(status("found = '409'"), set(&[]));
}

#[test]
fn the_ledger_of_a_project_counts_whoever_names_its_spec() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docs");
    let project = tempfile::tempdir().unwrap();
    let at = |name: &str| project.path().join(name);
    fs::create_dir(at("openapi")).unwrap();
    fs::copy(tests.join("reported/boats.yaml"), at("openapi/boats.yaml")).unwrap();
    fs::copy(tests.join("reported/boats.yaml"), at("other.yaml")).unwrap();
    fs::copy(tests.join("reported/corrections.toml"), at("openapi/corrections.toml")).unwrap();
    let settled = |more: &[&str]| {
        let mut command = Command::cargo_bin("cartevo-contract").unwrap();
        command.current_dir(project.path()).args(["docs", "claims", "--format", "json"]);
        let output = command.arg(tests.join(BOATS)).args(more).output().unwrap();
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        let findings = document["findings"].as_array().unwrap();
        findings.iter().filter(|finding| finding["correction"].is_string()).count()
    };
    let own = settled(&[]);
    assert!(own > 0);
    assert_eq!(settled(&["--spec", "openapi/boats.yaml"]), own);
    assert_eq!(settled(&["--spec", "other.yaml"]), 0, "a ledger is about one spec");
}
