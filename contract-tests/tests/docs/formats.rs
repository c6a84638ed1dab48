//! The reports of `docs claims`: contradictions of pages in every format of findings.
//!
//! `UPDATE_GOLDEN=1 cargo test -p cartevo-contract --test docs formats` writes what the program says now; read the
//! difference.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use cartevo_contract::report::ReportFormat;
use serde_json::Value;
use strum::VariantArray as _;

/// Every format that holds findings only: text and JSON list the claims, too, and summaries are of exchanges.
pub(crate) fn formats() -> impl Iterator<Item = &'static str> {
    let others = [ReportFormat::Text, ReportFormat::Json, ReportFormat::Summary];
    ReportFormat::VARIANTS.iter().filter(move |format| !others.contains(format)).map(|format| format.as_str())
}

const WITH_SPEC: [&str; 5] = ["find-boats.md", "--spec", "boats.yaml", "--corrections", "corrections.toml"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docs/reported")
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    let command = command.current_dir(folder).env_remove("GITHUB_STEP_SUMMARY").args(["docs", "claims"]);
    command.args(args).output().unwrap()
}

/// What is reported on the pages of the harbour in one format.
fn reported(pages: &[&str], format: &str) -> String {
    let output = run(&folder(), &[pages, &["--format", format]].concat());
    assert_eq!(output.status.code(), Some(1), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(pages: &[&str], format: &str) -> Value {
    serde_json::from_str(&reported(pages, format)).unwrap()
}

fn golden(name: &str, said: &str) {
    let path = folder().join("../expected/reports").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, said).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap();
    assert_eq!(said, expected, "{name}: run with UPDATE_GOLDEN=1 and read the difference");
}

/// How many findings there are: all, those that fail, and those that a correction settles.
fn counts(pages: &[&str]) -> (usize, usize, usize) {
    let document = json(pages, "json");
    let findings = document["findings"].as_array().unwrap();
    let settled = findings.iter().filter(|finding| !finding["correction"].is_null()).count();
    let fails = |finding: &&Value| finding["correction"].is_null() && finding["severity"] != "note";
    (findings.len(), findings.iter().filter(fails).count(), settled)
}

#[test]
fn every_format_says_what_it_should() {
    for format in formats() {
        golden(&format!("with-spec.{format}"), &reported(&WITH_SPEC, format));
        golden(&format!("alone.{format}"), &reported(&["find-boats.md", "--no-spec"], format));
    }
}

#[test]
fn the_formats_agree_on_the_number_of_findings() {
    for pages in [&WITH_SPEC[..], &["find-boats.md", "--no-spec"]] {
        let (all, failing, settled) = counts(pages);
        let count = |format: &str, text: &str| reported(pages, format).matches(text).count();
        assert!(failing > 0, "{pages:?}");
        let sarif = json(pages, "sarif");
        let results = sarif["runs"][0]["results"].as_array().unwrap();
        assert_eq!(results.len(), all);
        assert_eq!(results.iter().filter(|result| !result["suppressions"].is_null()).count(), settled);
        assert_eq!(count("junit", "<testcase "), all + 1, "one case states that every line could be parsed");
        assert_eq!(count("junit", "<failure "), failing);
        assert_eq!(count("junit", "<skipped "), settled);
        assert_eq!(reported(pages, "concise").lines().count(), all - settled);
        assert_eq!(count("github", "::error ") + count("github", "::warning "), failing);
        assert_eq!(count("markdown", "| C30"), all - settled);
        let articles = |level: &str| count("html", &format!("<article class=\"finding {level}\">"));
        assert_eq!(articles("error") + articles("warning"), failing);
        assert_eq!(count("html", "<li><span class=\"rule\">"), all - settled - failing);
    }
    assert!(counts(&WITH_SPEC).2 > 0, "a correction settles something");
}

#[test]
fn findings_have_the_fingerprints_of_the_text_and_lead_to_lines_of_pages() {
    let said = reported(&WITH_SPEC, "text");
    let sarif = json(&WITH_SPEC, "sarif");
    for result in sarif["runs"][0]["results"].as_array().unwrap() {
        let fingerprint = result["partialFingerprints"]["cartevoContract/v1"].as_str().unwrap();
        assert!(said.contains(&format!("[{fingerprint}]")), "{fingerprint}");
        let place = &result["locations"][0]["physicalLocation"];
        let (uri, line) = (&place["artifactLocation"]["uri"], &place["region"]["startLine"]);
        let artifact = &sarif["runs"][0]["artifacts"]
            [usize::try_from(place["artifactLocation"]["index"].as_u64().unwrap()).unwrap()];
        assert_eq!(artifact["location"]["uri"], *uri);
        assert!(line.is_u64(), "{result}");
        let name = uri.as_str().unwrap();
        let is_page = result["ruleId"] == "C301" || said.contains(&format!("find-boats:{line}"));
        assert_eq!(name, if is_page { "find-boats.md" } else { "boats.yaml" }, "{result}");
    }
}

#[test]
fn several_reports_are_written_in_one_run() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(self::folder().join("find-boats.md"), folder.path().join("find-boats.md")).unwrap();
    let reports = ["--format", "text", "--format", "sarif=a.sarif", "--format", "html=a.html"];
    let output = run(folder.path(), &[&["find-boats.md", "--no-spec"], &reports[..]].concat());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), reported(&["find-boats.md", "--no-spec"], "text"));
    for format in ["sarif", "html"] {
        let written = fs::read_to_string(folder.path().join(format!("a.{format}"))).unwrap();
        assert_eq!(written, reported(&["find-boats.md", "--no-spec"], format));
    }
}

#[test]
fn a_report_on_exchanges_and_two_reports_to_one_place_are_refused() {
    for formats in [&["--format", "summary"][..], &["--format", "json", "--format", "sarif"]] {
        let output = run(&folder(), &[&["find-boats.md", "--no-spec"], formats].concat());
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(output.stdout.is_empty() && stderr.contains("help:"), "{stderr}");
    }
}

#[test]
fn a_report_says_that_lines_were_not_understood() {
    let folder = tempfile::tempdir().unwrap();
    let page = "GET /x\n\nResponse\n\n{\n  \"a\": 1\n  \"b\": 2\n}\n";
    fs::write(folder.path().join("broken.txt"), page).unwrap();
    for (format, words) in [
        ("sarif", "4 lines could not be parsed"),
        ("junit", "<error message=\"4 lines could not be parsed\" type=\"unread\"/>"),
        ("markdown", "**4 lines could not be parsed.**"),
        ("html", "4 lines could not be parsed."),
    ] {
        let output = run(folder.path(), &["broken.txt", "--no-spec", "--format", format]);
        let (said, stderr) =
            (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert_eq!(output.status.code(), Some(2), "{format}: {stderr}");
        assert!(said.contains(words), "{said}");
        assert!(stderr.contains("cannot parse broken:5"), "{stderr}");
    }
}

#[test]
fn strangers_steer_no_format() {
    let folder = tempfile::tempdir().unwrap();
    let page = "# X\n\nGET /x\n\n## Response\n\n200 - application/json\n\n\
        | Field | Type | Description |\n| --- | --- | --- |\n\
        | a\u{1b}[31m::error::<b> | string | One |\n| a\u{1b}[31m::error::<b> | integer | Two |\n\
        | ok | string | One |\n| ok | integer | Two |\n";
    fs::write(folder.path().join("x.md"), page).unwrap();
    for format in formats() {
        let output = run(folder.path(), &["x.md", "--no-spec", "--format", format]);
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains("C301"), "{format}: {said}");
        assert!(!said.contains('\u{1b}') && !said.contains("<b>"), "{format}: {said}");
        let commands = said.lines().filter(|line| line.starts_with("::"));
        assert!(commands.clone().all(|line| line.starts_with("::error file=x.md,line=")), "{said}");
    }
}
