//! Contradictions of pages in the ledger: drafted by `ledger suggest`, counted by `ledger list`.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::{Folder, Ran};

/// A project with a page that contradicts itself and the spec.
struct Boats(Folder);

impl Boats {
    fn new() -> Self {
        let boats = Self(Folder::new());
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docs/reported");
        for (file, to) in [("boats.yaml", "openapi/boats.yaml"), ("find-boats.md", "pages/find-boats.md")] {
            boats.write(to, &fs::read_to_string(from.join(file)).unwrap());
        }
        boats.write("openapi/corrections.toml", "");
        boats
    }

    fn write(&self, file: &str, text: &str) {
        self.0.write(file, text);
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.0.run(args)
    }

    /// The rule and the fingerprint of each finding that no correction settles.
    fn open(&self) -> Vec<(String, String)> {
        let report: Value =
            serde_json::from_str(&self.run(&["docs", "claims", "pages", "--format", "json"]).out).unwrap();
        let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
        let findings = report["findings"].as_array().unwrap().iter();
        let open = findings.filter(|finding| finding["correction"].is_null());
        open.map(|finding| (text(finding, "rule"), text(finding, "fingerprint"))).collect()
    }
}

#[test]
fn what_pages_contradict_is_drafted_settled_and_counted() {
    let boats = Boats::new();
    let found = boats.open();
    let rules: BTreeSet<&str> = found.iter().map(|(rule, _)| rule.as_str()).collect();
    assert_eq!(rules, BTreeSet::from(["C301", "C302"]));
    let locked = boats.run(&["docs", "lock", "pages"]);
    assert_eq!(locked.code, 0, "{}", locked.stderr);
    let mut ledger = String::new();
    while let Some((rule, fingerprint)) = boats.open().first() {
        let drafted = boats.run(&["ledger", "suggest", fingerprint, "--today", "2026-11-20"]);
        assert_eq!(drafted.code, 0, "{rule} {fingerprint}: {}", drafted.stderr);
        ledger.extend([&drafted.out.replace("TODO: ", "because "), "\n"]);
        boats.write("openapi/corrections.toml", &ledger);
        assert!(!boats.open().iter().any(|(_, open)| open == fingerprint), "{rule} stays open:\n{ledger}");
    }

    let listed = boats.run(&["ledger", "list"]);
    let counts = listed.out.lines().filter_map(|line| line.split_once("settles"));
    let settled: usize =
        counts.map(|(_, rest)| rest.split_whitespace().next().unwrap().parse::<usize>().unwrap()).sum();
    assert_eq!(settled, found.len(), "{}", listed.out);
    // The docs say nothing about a parameter that only the spec has, so no claim can be cited.
    let verify = ["ledger", "verify", "--today", "2026-11-20"];
    let verified = boats.run(&verify);
    let uncited = "cites none, and the spec marks no place with it";
    assert!(verified.code == 1 && verified.out.matches("C4").count() == 1, "{}", verified.out);
    assert!(verified.out.contains(uncited), "{}", verified.out);
    let (_, entry) = ledger
        .split_once("pointer = \"sort\"")
        .map(|(before, _)| before.rsplit_once("id = \"").unwrap())
        .unwrap();
    let id = entry.split_once('"').unwrap().0;
    let spec = fs::read_to_string(boats.0.path().join("openapi/boats.yaml")).unwrap();
    let marked = spec
        .replace("schema: {type: string}}\n", &format!("schema: {{type: string}}, x-correction: {id}}}\n"));
    assert_ne!(marked, spec);
    boats.write("openapi/boats.yaml", &marked);
    let verified = boats.run(&verify);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.stderr);
}
