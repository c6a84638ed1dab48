//! Each format on one example set, word for word, and what has to hold of it.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::example::{cards, check_cards, folder, formats};
use crate::program::run;

#[test]
fn every_format_says_what_it_should() {
    let mut wrong = Vec::new();
    for format in formats() {
        let said = check_cards(&["--format", format]);
        assert_eq!((said.code, said.stderr.as_str()), (1, ""), "{format}");
        let expected = cards().join(format!("expected.{format}"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&expected, &said.out).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != said.out {
            wrong.push(format);
        }
    }
    assert!(wrong.is_empty(), "these formats changed; set UPDATE_GOLDEN=1 to accept: {wrong:?}");
}

#[test]
fn several_reports_are_written_in_one_run() {
    let target = folder(&[]);
    let file = |format: &str| format!("{format}={}", target.path().join(format).display());
    let files: Vec<String> = formats().map(file).collect();
    let mut arguments = vec!["--format", "concise"];
    arguments.extend(files.iter().flat_map(|file| ["--format", file]));
    let said = check_cards(&arguments);
    assert_eq!(said.out, fs::read_to_string(cards().join("expected.concise")).unwrap());
    for format in formats() {
        let expected = fs::read_to_string(cards().join(format!("expected.{format}"))).unwrap();
        assert_eq!(fs::read_to_string(target.path().join(format)).unwrap(), expected, "{format}");
    }
}

#[test]
fn a_report_is_written_whole_or_not_at_all() {
    let target = folder(&[("report.json", "what was there")]);
    let nowhere = target.path().join("no/such/folder/report.html");
    let said = check_cards(&["--format", &format!("html={}", nowhere.display())]);
    assert_eq!(said.code, 2);
    assert!(said.stderr.contains("cannot write") && said.stderr.contains("report.html"), "{}", said.stderr);
    let names: Vec<_> =
        fs::read_dir(target.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["report.json"]);
}

#[test]
fn two_reports_to_one_place_and_unknown_formats_are_refused() {
    let same = check_cards(&["--format", "json", "--format", "html"]);
    assert_eq!(same.code, 2);
    assert!(same.stderr.contains("two reports would go to standard output"), "{}", same.stderr);
    let unknown = check_cards(&["--format", "pdf"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("the formats are text, concise, json"), "{}", unknown.stderr);
}

#[test]
fn concise_lines_can_be_cut_apart() {
    let said = check_cards(&["--format", "concise"]);
    let lines: Vec<Vec<&str>> = said.out.lines().map(|line| line.splitn(7, ' ').collect()).collect();
    assert!(lines.contains(&vec![
        "error",
        "C104",
        "listCards",
        "200",
        "/data/*/issuer",
        "4/14",
        "`issuer` was received; the spec does not declare it [627cddfaeefc]",
    ]));
    assert!(lines.iter().any(|line| line.get(2..5) == Some(&["GET_/v1/healthz", "200", "-"])));
    assert!(!said.out.contains("settled by"));
    assert!(check_cards(&["--format", "concise", "-v"]).out.contains("[settled by K-001]"));
    assert!(!check_cards(&["--format", "concise", "-q"]).out.contains("note "));
}

#[test]
fn junit_fails_what_fails_the_check_and_nothing_else() {
    let said = check_cards(&["--format", "junit"]);
    let document = roxmltree::Document::parse(&said.out).unwrap();
    let count =
        |name: &str| document.descendants().filter(|node| node.has_tag_name(name)).count().to_string();
    let all = document.root_element();
    assert_eq!(all.attribute("failures"), Some("10"));
    assert_eq!(all.attribute("skipped"), Some("2"));
    assert_eq!(all.attribute("errors"), Some("0"));
    assert_eq!(all.attribute("tests"), Some(count("testcase").as_str()));
    assert_eq!((count("failure"), count("skipped"), count("error")), ("10".into(), "2".into(), "0".into()));
}

#[test]
fn junit_has_unique_names_and_no_case_of_what_was_never_exercised() {
    let said = check_cards(&["--format", "junit"]);
    let document = roxmltree::Document::parse(&said.out).unwrap();
    let cases: Vec<(&str, &str)> = document
        .descendants()
        .filter(|node| node.has_tag_name("testcase"))
        .map(|node| (node.attribute("classname").unwrap(), node.attribute("name").unwrap()))
        .collect();
    assert_eq!(cases.iter().collect::<BTreeSet<_>>().len(), cases.len(), "{cases:?}");
    assert!(cases.iter().all(|(operation, name)| *operation != "closeCard" && !name.starts_with("C13")));
}

#[test]
fn junit_says_that_a_report_is_not_complete() {
    let spec = cards().join("spec.yaml");
    let traffic = folder(&[("t.ndjson", "not json\n")]);
    let said =
        run(traffic.path(), &["check", "t.ndjson", "--format", "junit", "--spec", spec.to_str().unwrap()]);
    assert_eq!(said.code, 2);
    let document = roxmltree::Document::parse(&said.out).unwrap();
    assert_eq!(document.root_element().attribute("errors"), Some("1"));
}

#[test]
fn sarif_has_rules_places_fingerprints_and_suppressions() {
    let log: Value = serde_json::from_str(&check_cards(&["--format", "sarif"]).out).unwrap();
    let json: Value = serde_json::from_str(&check_cards(&["--format", "json"]).out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["$schema"], "https://json.schemastore.org/sarif-2.1.0.json");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(results.len(), findings.len());
    for (result, finding) in results.iter().zip(findings) {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert_eq!(rule["id"], finding["rule"]);
        assert!(rule["help"]["markdown"].as_str().unwrap().contains("## How to repair"));
        assert!(!rule["shortDescription"]["text"].as_str().unwrap().is_empty());
        assert_eq!(result["level"], finding["severity"]);
        assert_eq!(result["partialFingerprints"]["cartevoContract/v1"], finding["fingerprint"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "spec.yaml");
        assert_eq!(place["region"]["startLine"], finding["spec"]["line"]);
        assert_eq!(result["suppressions"].is_array(), !finding["correction"].is_null());
    }
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn sarif_names_files_as_uris() {
    let spec = fs::read_to_string(cards().join("spec.yaml")).unwrap();
    let made = folder(&[("a spec:ü%.yaml", &spec)]);
    let traffic = cards().join("more.ndjson");
    let said = run(
        made.path(),
        &["check", traffic.to_str().unwrap(), "--spec", "a spec:ü%.yaml", "--format", "sarif"],
    );
    let log: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(log["runs"][0]["artifacts"][0]["location"]["uri"], "a%20spec%3A%C3%BC%25.yaml");
}

#[test]
fn a_reader_that_went_away_is_no_error() {
    use std::process::{Command, Stdio};
    for format in formats() {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("cartevo-contract"))
            .current_dir(cards())
            .args(["check", "exchanges.ndjson", "--spec", "spec.yaml", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{format}");
        assert_eq!(output.status.code(), Some(1), "{format}");
    }
}

#[cfg(unix)]
#[test]
fn devices_stay_devices_links_stay_links_and_others_may_read() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let target = folder(&[("real.json", "old"), ("plain", "")]);
    let at = |name: &str| target.path().join(name);
    symlink(at("real.json"), at("link.json")).unwrap();
    symlink("/dev/null", at("null")).unwrap();
    let formats = ["json=link.json", "text=null", "concise=new"].map(|format| {
        let (name, file) = format.split_once('=').unwrap();
        format!("{name}={}", at(file).display())
    });
    let arguments: Vec<&str> = formats.iter().flat_map(|format| ["--format", format.as_str()]).collect();
    assert_eq!(check_cards(&arguments).code, 1);
    assert!(at("link.json").is_symlink() && at("null").is_symlink());
    assert_eq!(fs::read(at("real.json")).unwrap(), fs::read(cards().join("expected.json")).unwrap());
    let mode = |name: &str| fs::metadata(at(name)).unwrap().permissions().mode();
    assert_eq!(mode("new"), mode("plain"));
}
