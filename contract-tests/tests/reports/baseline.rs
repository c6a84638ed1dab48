//! What is new since an earlier report.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::example::{cards, check_cards, folder};
use crate::program::run;

/// An earlier report on the example set, changed by `change`.
fn earlier(change: impl FnOnce(&mut Vec<Value>)) -> TempDir {
    let text = fs::read_to_string(cards().join("expected.json")).unwrap();
    let mut report: Value = serde_json::from_str(&text).unwrap();
    let Some(Value::Array(findings)) = report.get_mut("findings") else { panic!("no findings") };
    change(findings);
    folder(&[("earlier.json", &report.to_string())])
}

fn check_against(earlier: &TempDir, more: &[&str]) -> crate::program::Ran {
    let path = earlier.path().join("earlier.json");
    let mut arguments = vec!["--baseline", path.to_str().unwrap()];
    arguments.extend(more);
    check_cards(&arguments)
}

#[test]
fn what_was_there_before_is_neither_listed_nor_counted() {
    let said = check_against(&earlier(|_| {}), &[]);
    assert_eq!(said.code, 0);
    assert!(said.out.starts_with("17 findings known from the baseline are not listed\n"), "{}", said.out);
    assert!(said.out.ends_with("0 findings, 0 notes, 0 findings settled by 0 corrections\n"), "{}", said.out);
}

#[test]
fn what_is_new_is_listed_and_what_has_gone_is_named() {
    let earlier = earlier(|findings| {
        findings.retain(|finding| finding["found"] != "issuer");
        let mut gone = findings[0].clone();
        gone["fingerprint"] = "0123456789ab".into();
        gone["pointer"] = "/data/*/was".into();
        findings.push(gone);
    });
    let said = check_against(&earlier, &["--format", "concise"]);
    assert_eq!(said.code, 1);
    assert_eq!(said.out.lines().count(), 1);
    assert!(said.out.contains("`issuer` was received"));
    assert_eq!(
        said.stderr,
        "16 findings known from the baseline are not listed; 1 finding of the baseline no longer occurs\n"
    );
    let text = check_against(&earlier, &[]).out;
    let named = "note: C101 undeclared-status in listCards at /data/*/was no longer occurs [0123456789ab]\n";
    assert!(text.contains(named), "{text}");
    for format in ["markdown", "html"] {
        let said = check_against(&earlier, &["--format", format]);
        assert!(said.out.contains("0123456789ab"), "{format}");
    }
    let json: Value = serde_json::from_str(&check_against(&earlier, &["--format", "json"]).out).unwrap();
    assert_eq!(json["summary"]["findings"], 1);
    assert_eq!(json["baseline"]["hidden"], 16);
    assert_eq!(json["baseline"]["gone"][0]["fingerprint"], "0123456789ab");
}

#[test]
fn what_was_settled_or_milder_then_and_fails_now_is_new() {
    let earlier = earlier(|findings| {
        for finding in findings {
            if finding["found"] == "issuer" {
                finding["correction"] = "K-009".into();
            }
            if finding["found"] == "color" {
                finding["severity"] = "note".into();
            }
        }
    });
    let said = check_against(&earlier, &["--format", "concise"]);
    assert_eq!(said.code, 1);
    assert_eq!(said.out.lines().count(), 2, "{}", said.out);
}

#[test]
fn what_a_flag_leaves_out_has_not_gone() {
    let said = check_against(&earlier(|_| {}), &["-A", "undeclared-property"]);
    assert!(said.out.starts_with("15 findings known from the baseline are not listed\n"), "{}", said.out);
}

#[test]
fn a_baseline_that_cannot_be_read_is_an_error() {
    let made = folder(&[
        ("cut.json", "{\"version\": \"json-v1\", \"findings\": ["),
        ("other.json", "{\"version\": \"json-v9\", \"findings\": []}"),
        ("summary.json", &fs::read_to_string(cards().join("expected.summary")).unwrap()),
    ]);
    for (name, what) in [
        ("none.json", "No such file"),
        ("cut.json", "it is not a report"),
        ("other.json", "its version is not json-v1"),
        ("summary.json", "it is not"),
    ] {
        let path = made.path().join(name);
        let said = check_cards(&["--baseline", path.to_str().unwrap()]);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{name}");
        assert!(said.stderr.contains(what) && said.stderr.contains(name), "{}", said.stderr);
        assert!(said.stderr.contains("help: write one with"), "{}", said.stderr);
    }
}

#[test]
fn a_baseline_goes_with_merge_and_not_with_a_shard() {
    let earlier = earlier(|_| {});
    let path = earlier.path().join("earlier.json");
    let path = path.to_str().unwrap();
    assert_eq!(check_cards(&["--baseline", path, "--shard", "1/2"]).code, 2);
    let arguments = ["merge", "expected.summary", "--spec", "spec.yaml", "--corrections", "corrections.toml"];
    let said = run(&cards(), &[&arguments[..], &["--baseline", path]].concat());
    assert_eq!(said.code, 0, "{}", said.stderr);
}
