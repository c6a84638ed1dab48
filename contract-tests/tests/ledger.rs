//! The ledger on the command line: listed, shown, judged, drafted and pruned.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use program::{Folder, Ran, run};
use serde_json::{Value, json};

#[path = "support/program.rs"]
mod program;

const SPEC: &str = r#"openapi: 3.0.3
info: {title: Pets, version: "1"}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        "200":
          description: a pet
          content:
            application/json:
              schema:
                type: object
                properties:
                  name: {type: string}
                  nick: {type: string, deprecated: true, x-alias-of: name, x-correction: K-001}
                  kind: {type: string, x-extensible-enum: [cat, dog], x-sensitivity: public, x-correction: {dog: K-003}}
"#;

const LEDGER: &str = r#"# Corrections of pets.

# --- Names ---

[[correction]]
# about nick
id = "K-001"
rule = "renamed-property"
operations = ["getPet"]
in = "response-body"
pointer = "/nick"
found = "nick"
docs = ["get-pet:24"]
evidence = ["contract-tests/recordings/getPet/200/nick.json"]
decision = "both names are read"
reason = "Two pages differ."
decided_by = "maintainer"
since = 2026-05-20
review_by = 2027-05-20

# --- Values ---

# The dog came late.
[[correction]]
id = "K-003"
rule = "undocumented-value"
operations = ["getPet"]
in = "response-body"
pointer = "/kind"
found = "dog"
docs = ["get-pet:30"]
evidence = ["contract-tests/recordings/getPet/200/dog.json"]
decision = "listed"
reason = "A server answered with it."
decided_by = "maintainer"
since = 2026-05-20
review_by = 2027-05-20
"#;

struct Project(Folder);

impl Project {
    fn new() -> Self {
        let project = Self(Folder::new());
        project.write("openapi/pets.yaml", SPEC);
        project.write("openapi/corrections.toml", LEDGER);
        project.record("nick", &json!({"nick": "x"}));
        project.record("dog", &json!({"kind": "dog"}));
        project
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, file: &str, text: &str) {
        self.0.write(file, text);
    }

    fn record(&self, name: &str, body: &Value) {
        let exchange = json!({"request": {"method": "GET", "url": "/pets/7", "headers": {}, "body": null},
            "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": body},
            "kept": ["/response/body/kind"]});
        self.write(&format!("contract-tests/recordings/getPet/200/{name}.json"), &exchange.to_string());
    }

    fn ledger(&self, text: &str) {
        self.write("openapi/corrections.toml", text);
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.0.run(args)
    }

    /// The rules of what fails, with their correction, on one day.
    fn verified(&self) -> Vec<String> {
        let ran = self.run(&["ledger", "verify", "--today", "2026-11-20", "--format", "json"]);
        let report: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.stderr));
        let findings = report["findings"].as_array().unwrap();
        assert_eq!(ran.code, i32::from(!findings.is_empty()));
        findings
            .iter()
            .map(|f| format!("{} {}", f["rule"].as_str().unwrap(), f["found"].as_str().unwrap()))
            .collect()
    }
}

#[test]
fn a_true_ledger_is_clean_whatever_the_traffic_of_the_moment_shows() {
    let project = Project::new();
    assert_eq!(project.verified(), Vec::<String>::new());
    let ran = project.run(&["check", "--today", "2026-11-20"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    let quiet = json!({"request": {"method": "GET", "url": "/pets/7"},
        "response": {"status": 200, "headers": {}, "body": {"name": "x"}}});
    project.write("quiet.ndjson", &quiet.to_string());
    let ran = project.run(&["check", "quiet.ndjson", "--today", "2026-11-20"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains("0 findings settled"), "{}", ran.out);
}

#[test]
fn what_is_wrong_with_a_correction_is_a_finding() {
    let project = Project::new();
    for (from, to, expected) in [
        ("getPet/200/nick.json", "getPet/200/dog.json", "C401 K-001"),
        ("[\"contract-tests/recordings/getPet/200/nick.json\"]", "[]", "C401 K-001"),
        ("2027-05-20\n\n# --- Values", "2026-11-19\n\n# --- Values", "C402 K-001"),
        ("review_by = 2027-05-20\n\n# --- Values", "\n# --- Values", "C402 K-001"),
        ("\"Two pages differ.\"", "\" \"", "C403 K-001"),
        ("reason = \"Two pages differ.\"\n", "", "C403 K-001"),
        ("\"both names are read\"", "\"TODO: what the spec says now\"", "C403 K-001"),
        ("getPet/200/nick.json", "getPet/200/gone.json", "C404 K-001"),
        ("contract-tests/recordings/getPet/200/nick.json", "../nick.json", "C404 K-001"),
        ("get-pet:24", "the page about pets", "C404 K-001"),
        ("K-003\"\nrule", "K-004\"\nrule", "C406 K-003"),
        ("operations = [\"getPet\"]", "operations = [\"getCat\"]", "C407 K-001"),
        ("\"/nick\"", "\"/owner/nick\"", "C407 K-001"),
    ] {
        assert!(LEDGER.contains(from), "{from}");
        project.ledger(&LEDGER.replacen(from, to, 1));
        assert_eq!(project.verified(), [expected], "{from} -> {to}");
    }
    project.ledger(&format!(
        "{LEDGER}\n{}",
        LEDGER.split("# --- Values ---").nth(1).unwrap().replace("K-003", "K-005")
    ));
    assert_eq!(project.verified(), ["C405 K-005"]);
}

#[test]
fn evidence_that_is_no_exchange_dangles() {
    let project = Project::new();
    project.write("contract-tests/recordings/getPet/200/nick.json", "{\"request\": {}}");
    assert_eq!(project.verified(), ["C404 K-001"]);
    project.write("contract-tests/recordings/getPet/200/nick.json", "");
    assert_eq!(project.verified(), ["C404 K-001"]);
}

#[test]
fn a_correction_about_the_docs_is_judged_by_its_citations_alone() {
    let project = Project::new();
    let docs = |cited: &str| {
        format!(
            "{LEDGER}\n[[correction]]\nid = 'K-009'\nrule = 'docs-self-contradiction'\noperations = ['getPet']\nin = 'response-body'\n\
             pointer = '/name'\nfound = 'name'\ndocs = [{cited}]\ndecision = 'x'\nreason = 'y'\ndecided_by = 'z'\nreview_by = 2027-01-01\n"
        )
    };
    project.ledger(&docs("'get-pet#000123', 'get-pet:7'"));
    assert_eq!(project.verified(), Vec::<String>::new());
    project.ledger(&docs(""));
    assert_eq!(project.verified(), ["C401 K-009"]);
}

#[test]
fn no_correction_settles_what_is_wrong_with_the_ledger() {
    let project = Project::new();
    let excuse = "\n[[correction]]\nid = 'K-010'\nrule = 'no-reason'\noperations = ['getPet']\nin = 'response-body'\n\
        pointer = '/nick'\nfound = 'K-001'\ndocs = []\nevidence = ['contract-tests/recordings/getPet/200/nick.json']\n\
        decision = 'x'\nreason = 'y'\ndecided_by = 'z'\nreview_by = 2027-01-01\n";
    project.ledger(&format!("{}{excuse}", LEDGER.replace("\"Two pages differ.\"", "\"\"")));
    assert!(project.verified().contains(&"C403 K-001".to_owned()));
}

#[test]
fn a_new_name_type_or_value_in_a_place_with_a_correction_is_not_settled_by_it() {
    let project = Project::new();
    project.record("drift", &json!({"nick": 7, "nickname": "x", "kind": "bird"}));
    let ran = project.run(&["check", "--format", "json", "--today", "2026-11-20"]);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let unsettled: Vec<String> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["correction"].is_null() && finding["severity"] != "note")
        .map(|finding| {
            format!("{} {}", finding["name"].as_str().unwrap(), finding["found"].as_str().unwrap())
        })
        .collect();
    assert_eq!(ran.code, 1);
    for expected in ["wrong-type number", "undeclared-property nickname", "new-enum-value bird"] {
        assert!(unsettled.contains(&expected.to_owned()), "{expected} is not among {unsettled:?}");
    }
}

#[test]
fn corrections_are_listed_and_shown() {
    let project = Project::new();
    let ran = project.run(&["ledger", "list"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let line = ran.out.lines().next().unwrap();
    for part in ["K-001", "renamed-property", "settles   1", "2027-05-20", "getPet", "both names are read"] {
        assert!(line.contains(part), "{line}");
    }
    let ran = project.run(&["ledger", "show", "K-003"]);
    for part in [
        "openapi/pets.yaml:19 ",
        "for `dog`",
        "dog.json: shows `dog` at /kind",
        "get-pet:30",
        "A server answered with it.",
    ] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let unknown = project.run(&["ledger", "show", "K-404"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("help:"));
}

#[test]
fn a_suggestion_settles_the_finding_once_somebody_signs_it() {
    let project = Project::new();
    project.record("drift", &json!({"name": "x", "seen": 1}));
    let ran = project.run(&["check", "--format", "json", "--today", "2026-11-20"]);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let finding = report["findings"].as_array().unwrap().iter().find(|f| f["found"] == "seen").unwrap();
    let fingerprint = finding["fingerprint"].as_str().unwrap();

    let drafted = project.run(&["ledger", "suggest", fingerprint, "--today", "2026-11-20"]);
    assert_eq!(drafted.code, 0, "{}", drafted.stderr);
    assert!(drafted.stderr.contains("openapi/corrections.toml"), "{}", drafted.stderr);
    for part in [
        "id = \"K-004\"",
        "status = 200",
        "review_by = 2027-05-20",
        "\"contract-tests/recordings/getPet/200/drift.json\"",
    ] {
        assert!(drafted.out.contains(part), "{part}: {}", drafted.out);
    }
    project.ledger(&format!("{LEDGER}\n{}", drafted.out));
    assert_eq!(project.verified(), ["C403 K-004"], "placeholders are no reasons");
    project.ledger(&format!("{LEDGER}\n{}", drafted.out.replace("TODO: ", "because ")));
    assert_eq!(project.verified(), Vec::<String>::new());
    assert_eq!(project.run(&["check", "--today", "2026-11-20"]).code, 0);

    let again = project.run(&["ledger", "suggest", fingerprint]);
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("settled by K-004"), "{}", again.stderr);
    assert_eq!(project.run(&["ledger", "suggest", "000000000000"]).code, 2);
}

#[test]
fn pruning_removes_what_is_stale_and_leaves_the_rest_as_it_is_written() {
    let project = Project::new();
    let unchanged = project.run(&["ledger", "prune"]);
    assert!(unchanged.out.starts_with("nothing to remove"), "{}", unchanged.out);
    assert_eq!(fs::read_to_string(project.path().join("openapi/corrections.toml")).unwrap(), LEDGER);

    project.record("dog", &json!({"kind": "cat"}));
    let dry = project.run(&["ledger", "prune", "--dry-run"]);
    assert!(dry.out.starts_with("would remove K-003"), "{}", dry.out);
    assert_eq!(fs::read_to_string(project.path().join("openapi/corrections.toml")).unwrap(), LEDGER);

    let ran = project.run(&["ledger", "prune"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        ran.out.starts_with("removed K-003") && ran.stderr.contains("openapi/pets.yaml:19"),
        "{}",
        ran.stderr
    );
    let left = fs::read_to_string(project.path().join("openapi/corrections.toml")).unwrap();
    let kept = LEDGER.split("# The dog came late.").next().unwrap();
    assert_eq!(left.trim_end(), kept.trim_end());
    assert!(!left.contains("late"), "the comment of a correction goes with it");
}

#[test]
fn a_second_use_of_an_id_and_an_unknown_rule_are_errors_with_a_remedy() {
    let project = Project::new();
    for (text, said) in [
        (LEDGER.replace("K-003", "K-001"), "a second correction has the id K-001"),
        (LEDGER.replace("renamed-property", "renamed-properly"), "unknown rule `renamed-properly`"),
    ] {
        project.ledger(&text);
        let ran = project.run(&["ledger", "verify"]);
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains(said) && ran.stderr.contains("help:"), "{}", ran.stderr);
    }
    fs::remove_file(project.path().join("openapi/corrections.toml")).unwrap();
    let none = project.run(&["ledger", "list"]);
    assert!(none.code == 2 && none.stderr.contains("there is no ledger"), "{}", none.stderr);
}

/// Runs a command in this repository.
fn here(args: &[&str]) -> Ran {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    run(root, args)
}

/// The findings of a check of this repository's recordings.
fn checked(more: &[&str]) -> Vec<Value> {
    let ran = here(&[&["check", "--format", "json", "--today", "2026-11-20"], more].concat());
    let mut report: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.stderr));
    serde_json::from_value(report["findings"].take()).unwrap()
}

#[test]
fn the_list_counts_what_check_counts() {
    let mut settled: BTreeMap<String, usize> = BTreeMap::new();
    for finding in checked(&[]) {
        if let Some(id) = finding["correction"].as_str() {
            *settled.entry(id.to_owned()).or_default() += 1;
        }
    }
    let rules: BTreeSet<String> = checked(&["--corrections", "/dev/null"])
        .iter()
        .map(|finding| finding["rule"].as_str().unwrap().to_owned())
        .collect();
    assert!(rules.contains("C303") && settled.len() > 20, "{rules:?}, {settled:?}");
    let ran = here(&["ledger", "list"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for line in ran.out.lines().filter(|line| line.starts_with("K-")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let at = words.iter().position(|word| *word == "settles").unwrap();
        let listed: usize = words[at + 1].parse().unwrap();
        // It counts what the locked pages contradict, too.
        assert!(listed >= settled.remove(words[0]).unwrap_or(0), "{line}");
    }
    assert!(settled.is_empty(), "not listed: {settled:?}");
}

#[test]
fn whatever_check_prints_can_be_suggested() {
    // One finding of each kind and the last of it: each way in which findings come about.
    let findings = checked(&["--corrections", "/dev/null"]);
    let kinds: BTreeMap<&str, &str> = findings
        .iter()
        .map(|finding| (finding["rule"].as_str().unwrap(), finding["fingerprint"].as_str().unwrap()))
        .collect();
    for (rule, fingerprint) in kinds {
        let ran = here(&["ledger", "suggest", fingerprint, "--corrections", "/dev/null"]);
        assert_eq!(ran.code, 0, "{rule} {fingerprint}: {}", ran.stderr);
    }
}

#[test]
fn a_date_that_names_no_day_is_an_error_with_a_remedy() {
    let project = Project::new();
    for (from, to) in
        [("review_by = 2027-05-20", "review_by = 10:00:00"), ("since = 2026-05-20", "since = 10:00:00")]
    {
        project.ledger(&LEDGER.replacen(from, to, 1));
        let ran = project.run(&["ledger", "verify"]);
        let said =
            ["openapi/corrections.toml:5: ", "K-001 is `10:00:00`, which is not a date", "help: use a date"];
        assert!(ran.code == 2 && said.iter().all(|said| ran.stderr.contains(said)), "{}", ran.stderr);
    }
    project.ledger(&LEDGER.replace("2027-05-20", "2027-05-20T10:00:00Z"));
    assert_eq!(project.verified(), Vec::<String>::new());
}

#[test]
fn a_rename_that_only_all_exchanges_tell_is_drafted_and_shown_by_its_evidence() {
    let project = Project::new();
    project.record("drift", &json!({"name": "x", "Kind": "dog"}));
    let findings = project.run(&["check", "--format", "json", "--today", "2026-11-20"]);
    let report: Value = serde_json::from_str(&findings.out).unwrap();
    let renamed = report["findings"].as_array().unwrap().iter().find(|f| f["found"] == "Kind").unwrap();
    assert_eq!(renamed["name"], "renamed-property");
    let fingerprint = renamed["fingerprint"].as_str().unwrap();
    let drafted = project.run(&["ledger", "suggest", fingerprint, "--today", "2026-11-20"]);
    assert_eq!(drafted.code, 0, "{}", drafted.stderr);
    project.ledger(&format!("{LEDGER}\n{}", drafted.out.replace("TODO: ", "because ")));
    assert_eq!(project.verified(), Vec::<String>::new());
    let shown = project.run(&["ledger", "show", "K-004"]);
    assert!(shown.out.contains("drift.json: shows /Kind"), "{}", shown.out);
}

/// A correction keeps one recording, and a rename that several exchanges tell is only perhaps one there.
#[test]
fn one_recording_is_evidence_of_a_rename_that_several_tell() {
    let project = Project::new();
    let spec = SPEC.replace(
        "name: {type: string}",
        "name: {type: string}\n                  born_at: {type: string, format: date-time}",
    );
    project.write("openapi/pets.yaml", &spec);
    for name in ["drift-1", "drift-2", "drift-3"] {
        project.record(name, &json!({"name": "x", "born_on": "2026-01-02T03:04:05Z"}));
    }
    let findings = project.run(&["check", "--format", "json", "--today", "2026-11-20"]);
    let report: Value = serde_json::from_str(&findings.out).unwrap_or_else(|_| panic!("{}", findings.stderr));
    let renamed = report["findings"].as_array().unwrap().iter().find(|f| f["found"] == "born_on").unwrap();
    assert_eq!(renamed["name"], "renamed-property", "{renamed}");
    let one = LEDGER
        .replace("K-001", "K-004")
        .replace("/nick", "/born_on")
        .replace("\"nick\"", "\"born_on\"")
        .replace("200/born_on.json", "200/drift-2.json");
    let added = one.split("# --- Values ---").next().unwrap();
    project.ledger(&format!("{LEDGER}\n{added}"));
    assert_eq!(project.verified(), Vec::<String>::new());
    let shown = project.run(&["ledger", "show", "K-004"]);
    assert!(shown.out.contains("drift-2.json: shows /born_on"), "{}", shown.out);
}
