//! `docs claims` takes what `check` takes for findings: levels of rules, and a baseline.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::{Value, json};

use crate::formats::formats;

const PAGES: [&str; 5] = ["find-boats.md", "--spec", "boats.yaml", "--corrections", "corrections.toml"];

struct Said {
    exit: i32,
    out: String,
    stderr: String,
}

fn run(args: &[&str]) -> Said {
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docs/reported");
    let output = command.current_dir(folder).args(args).output().unwrap();
    Said {
        exit: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn claims(more: &[&str]) -> Said {
    run(&[&["docs", "claims"], &PAGES[..], more].concat())
}

fn report(more: &[&str]) -> (Value, i32) {
    let said = claims(&[more, &["--format", "json"]].concat());
    (serde_json::from_str(&said.out).unwrap(), said.exit)
}

/// How many findings of each rule and severity no correction settles.
fn open(more: &[&str]) -> (BTreeMap<String, usize>, i32) {
    let (document, exit) = report(more);
    let mut counts = BTreeMap::new();
    for finding in document["findings"].as_array().unwrap() {
        if finding["correction"].is_null() {
            let text = |key: &str| finding[key].as_str().unwrap().to_owned();
            *counts.entry(format!("{} {}", text("rule"), text("severity"))).or_default() += 1;
        }
    }
    (counts, exit)
}

fn counts(expected: &[(&str, usize)]) -> BTreeMap<String, usize> {
    expected.iter().map(|(what, count)| ((*what).to_owned(), *count)).collect()
}

/// An earlier report, edited, in a file.
fn earlier(folder: &Path, edit: impl FnOnce(&mut Value)) -> PathBuf {
    let (mut document, _) = report(&[]);
    edit(&mut document);
    let path = folder.join("earlier.json");
    fs::write(&path, document.to_string()).unwrap();
    path
}

#[test]
fn a_rule_is_left_out() {
    let errors = [("C301 error", 3), ("C302 error", 3), ("C302 note", 1)];
    assert_eq!(open(&[]), (counts(&errors), 1));
    assert_eq!(open(&["-A", "C302"]), (counts(&errors[..1]), 1));
    assert_eq!(open(&["-A", "docs-self-contradiction"]), (counts(&errors[1..]), 1));
    assert_eq!(open(&["-A", "C301", "--allow", "C302"]), (counts(&[]), 0));
    let said = claims(&["-A", "C301", "-A", "C302"]).out;
    assert!(said.contains("; 0 disagreements, 0 settled, 0 notes\n"), "{said}");
}

#[test]
fn a_level_of_a_rule_makes_no_note_more_than_a_note() {
    let warnings = [("C301 error", 3), ("C302 note", 1), ("C302 warning", 3)];
    assert_eq!(open(&["-W", "C302"]), (counts(&warnings), 1));
    let errors = [("C301 error", 3), ("C302 error", 3), ("C302 note", 1)];
    assert_eq!(open(&["-W", "C302", "-D", "docs-against-spec"]), (counts(&errors), 1));
}

#[test]
fn every_format_goes_by_the_levels() {
    for format in formats() {
        let said = claims(&["-A", "C301", "--format", format]);
        let left_out = ["86b09e5e129c", "7a47b92d7cf8"];
        assert_eq!(said.exit, 1, "{format}");
        assert!(!left_out.iter().any(|fingerprint| said.out.contains(fingerprint)), "{format}: {}", said.out);
        assert!(said.out.contains("C302"), "{format}: {}", said.out);
    }
}

#[test]
fn an_unknown_rule_is_refused_before_anything_is_written() {
    let said = claims(&["-W", "C399"]);
    assert_eq!((said.exit, said.out.as_str()), (2, ""));
    assert!(
        said.stderr.contains("there is no rule `C399`") && said.stderr.contains("help:"),
        "{}",
        said.stderr
    );
}

#[test]
fn what_an_earlier_report_has_is_not_counted() {
    let folder = tempfile::tempdir().unwrap();
    let path = earlier(folder.path(), |_| {});
    let baseline = ["--baseline", path.to_str().unwrap()];
    let said = claims(&baseline);
    assert_eq!(said.exit, 0, "{}", said.out);
    assert!(said.out.contains("\n8 findings known from the baseline are not listed\n"), "{}", said.out);
    assert!(said.out.contains("; 0 disagreements, 0 settled, 0 notes\n"), "{}", said.out);
    assert!(said.out.contains("find-boats#"), "claims are listed all the same");
    let (document, _) = report(&baseline);
    assert_eq!(document["baseline"], json!({"hidden": 8, "gone": []}));
    assert_eq!(document["findings"], json!([]));
}

#[test]
fn what_an_earlier_report_lacks_is_new_and_what_only_it_has_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = earlier(folder.path(), |document| {
        let findings = document["findings"].as_array_mut().unwrap();
        let at = findings.iter().position(|finding| finding["fingerprint"] == "97b45d5635a2").unwrap();
        findings[at]["fingerprint"] = "0123456789ab".into();
    });
    let baseline = ["--baseline", path.to_str().unwrap()];
    let said = claims(&baseline);
    assert_eq!(said.exit, 1, "{}", said.out);
    assert!(said.out.contains("[97b45d5635a2]") && !said.out.contains("[86b09e5e129c]"), "{}", said.out);
    assert!(said.out.contains("no longer occurs [0123456789ab]"), "{}", said.out);
    let said = claims(&[&baseline[..], &["-A", "C302"]].concat());
    assert!(!said.out.contains("0123456789ab"), "what is left out has not gone: {}", said.out);
    let sarif = claims(&[&baseline[..], &["--format", "sarif"]].concat());
    let document: Value = serde_json::from_str(&sarif.out).unwrap();
    let results = document["runs"][0]["results"].as_array().unwrap();
    assert_eq!((results.len(), &results[0]["baselineState"]), (1, &json!("new")));
    assert!(sarif.stderr.contains("7 findings known from the baseline are not listed"), "{}", sarif.stderr);
}

#[test]
fn what_a_correction_settled_before_is_new_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = earlier(folder.path(), |_| {});
    let pages = ["docs", "claims", "find-boats.md", "--spec", "boats.yaml"];
    let said = run(&[&pages[..], &["--baseline", path.to_str().unwrap()]].concat());
    assert_eq!(said.exit, 1, "{}", said.out);
    assert!(said.out.contains("; 1 disagreements, 0 settled, 0 notes\n"), "{}", said.out);
}

#[test]
fn a_report_on_exchanges_is_no_baseline_of_pages_nor_the_other_way_round() {
    let folder = tempfile::tempdir().unwrap();
    let pages = earlier(folder.path(), |_| {});
    let exchanges = folder.path().join("exchanges.json");
    fs::write(&exchanges, json!({"version": "json-v1", "findings": []}).to_string()).unwrap();
    let said = claims(&["--baseline", exchanges.to_str().unwrap()]);
    assert_eq!((said.exit, said.out.as_str()), (2, ""));
    assert!(said.stderr.contains("exchanges.json: it is not a report on pages"), "{}", said.stderr);
    assert!(
        said.stderr.contains("help: write one with `cartevo-contract docs claims PAGE..."),
        "{}",
        said.stderr
    );
    let check = ["check", "find-boats.md", "--spec", "boats.yaml", "--baseline", pages.to_str().unwrap()];
    let said = run(&check);
    assert_eq!((said.exit, said.out.as_str()), (2, ""));
    assert!(said.stderr.contains("its version is not json-v1"), "{}", said.stderr);
    assert!(said.stderr.contains("help: write one with `cartevo-contract check --format"), "{}", said.stderr);
}
