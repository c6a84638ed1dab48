//! The commands, as people and scripts meet them.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use card_data::check_digit;
use cartevo_contract::report::ReportFormat;
use strum::VariantArray as _;
use tempfile::{TempDir, tempdir};

use crate::world::{SPEC, answer, exchange};

#[test]
fn credentials_of_the_environment_are_not_recorded() {
    let key = ["sk", "Local", "Only", "0001"].concat();
    let backwards: String = key.chars().rev().collect();
    for value in [&key, &backwards] {
        let project = project(&[answer(200, "{}")]);
        let mut command = Command::cargo_bin("cartevo-contract").unwrap();
        let output = command
            .current_dir(project.path())
            .env_remove("CI")
            .env("SOME_API_KEY", &key)
            .args(["import", "traffic.ndjson", "--kind", "live", "--from", value])
            .output()
            .unwrap();
        let (code, out, stderr) = told(&output);
        assert_eq!((code, out.as_str()), (5, ""), "{stderr}");
        assert!(stderr.contains("at /source/from") && !stderr.contains(value.as_str()), "{stderr}");
    }
}

/// A project with the small spec, and traffic in it.
pub(crate) fn project(lines: &[String]) -> TempDir {
    let folder = tempdir().unwrap();
    fs::create_dir(folder.path().join("openapi")).unwrap();
    fs::write(folder.path().join("openapi/small.yaml"), SPEC).unwrap();
    fs::write(folder.path().join("traffic.ndjson"), lines.join("\n")).unwrap();
    folder
}

pub(crate) fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    command.current_dir(folder).env_remove("CI").args(args).output().unwrap()
}

pub(crate) fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

pub(crate) fn number() -> String {
    let digits = [5, 3, 5, 3, 0, 1, 9, 8, 3, 3, 1, 7, 2, 6, 5];
    digits.iter().chain(&[check_digit(&digits)]).map(|digit| char::from(b'0' + digit)).collect()
}

#[test]
fn from_traffic_to_a_recording() {
    let project = project(&[answer(200, r#"{"status":"ACTIVE"}"#), answer(404, "{}"), answer(404, "{}")]);
    let folder = project.path();
    let (code, out, stderr) =
        told(&run(folder, &["import", "traffic.ndjson", "--kind", "live", "--as-of", "2025-10-22"]));
    assert_eq!(code, 0, "{stderr}");
    let pending = "contract-tests/recordings/.pending/getPerson";
    assert_eq!(out, format!("{pending}/200/live-2025-10-1.json\n{pending}/404/live-2025-10-1.json\n"));
    assert!(stderr.starts_with("3 exchanges read, 1 with nothing new, 2 pending\n"), "{stderr}");
    assert!(stderr.contains("`cartevo-contract accept NAME...`"));

    let (code, out, _) = told(&run(folder, &["pending"]));
    assert_eq!((code, out.as_str()), (0, "getPerson/200/live-2025-10-1\ngetPerson/404/live-2025-10-1\n"));
    let (code, _, stderr) = told(&run(folder, &["accept", "live-2025-10-1"]));
    assert!(code == 2 && stderr.contains("names 2 pending recordings"), "{stderr}");
    let (code, out, stderr) = told(&run(folder, &["accept", "200/live-2025-10-1", "--as", "active"]));
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(out, "contract-tests/recordings/getPerson/200/active.json\n");
    assert_eq!(told(&run(folder, &["reject", "--all"])).0, 0);
    let (code, out, stderr) = told(&run(folder, &["pending"]));
    assert!(code == 0 && out.is_empty() && stderr.contains("nothing is pending"), "{stderr}");
    let (code, _, stderr) = told(&run(folder, &["check"]));
    assert_eq!(code, 1, "the recording lacks its id: {stderr}");
}

#[test]
fn nothing_is_accepted_in_ci() {
    let project = project(&[answer(200, "{}")]);
    assert_eq!(told(&run(project.path(), &["import", "traffic.ndjson"])).0, 0);
    let mut accept = Command::cargo_bin("cartevo-contract").unwrap();
    let output =
        accept.current_dir(project.path()).env("CI", "true").args(["accept", "--all"]).output().unwrap();
    let (code, out, stderr) = told(&output);
    assert!(code == 2 && out.is_empty() && stderr.contains("not accepted where CI is set"), "{stderr}");
}

#[test]
fn an_import_says_what_it_left_out() {
    let lines = [exchange("/elsewhere/4242", 200, "{}"), "{".to_owned(), answer(200, "{}")];
    let project = project(&lines);
    let (code, out, stderr) = told(&run(project.path(), &["import", "traffic.ndjson"]));
    assert_eq!((code, out.lines().count()), (2, 1), "{stderr}");
    assert!(
        stderr.contains("warning: no recording of traffic.ndjson#0: it matches no operation of the spec"),
        "{stderr}"
    );
    assert!(stderr.contains("error: traffic.ndjson#1 could not be read"), "{stderr}");
    assert!(!stderr.contains("elsewhere"));
}

#[test]
fn a_refused_import_names_places_and_no_values() {
    let lines = [answer(200, r#"{"name":"Amina Tchoupo"}"#)];
    let project = project(&lines);
    let (code, out, stderr) = told(&run(
        project.path(),
        &["import", "traffic.ndjson", "--kind", "live", "--from", "Amina Tchoupo"],
    ));
    assert_eq!((code, out.as_str()), (5, ""), "{stderr}");
    assert!(
        stderr
            .contains("traffic.ndjson#0: sensitive value of this run left in the recording at /source/from"),
        "{stderr}"
    );
    assert!(stderr.contains("1 exchange was left out") && !stderr.contains("Amina"));
    assert!(!project.path().join("contract-tests").exists());
}

#[test]
fn a_refused_exchange_is_left_out_and_the_rest_is_written() {
    // The first was scrubbed before its name turned out to be somebody's.
    let lines = [answer(200, r#"{"amina":1}"#), answer(200, r#"{"name":"Amina"}"#)];
    let project = project(&lines);
    let (code, out, stderr) = told(&run(project.path(), &["import", "traffic.ndjson", "--kind", "live"]));
    assert_eq!((code, out.lines().count()), (5, 1), "{stderr}");
    assert!(stderr.contains("error: traffic.ndjson#0: sensitive value of this run left in"), "{stderr}");
    assert!(stderr.contains("1 exchange was left out\n  help:"), "{stderr}");
    let written = fs::read_to_string(project.path().join(out.trim_end())).unwrap();
    assert!(!written.contains("mina") && !stderr.contains("mina"), "{stderr}");
    // The rest is reviewed as usual.
    assert_eq!(told(&run(project.path(), &["pending"])).1.lines().count(), 1);
}

#[test]
fn wrong_usage_has_a_remedy() {
    let folder = tempdir().unwrap();
    let (code, _, stderr) = told(&run(folder.path(), &["pending"]));
    assert!(code == 2 && stderr.contains("help: run this in a project"), "{stderr}");
    let project = project(&[]);
    for args in
        [&["import", "traffic.ndjson", "--as-of", "yesterday"][..], &["import", "none.har"], &["accept"]]
    {
        let (code, out, stderr) = told(&run(project.path(), args));
        assert!(code == 2 && out.is_empty() && !stderr.is_empty(), "{args:?}: {stderr}");
    }
    assert_eq!(told(&run(project.path(), &["import", "traffic.ndjson"])).0, 3);
}

#[test]
fn scan_names_places_and_no_values() {
    let folder = tempdir().unwrap();
    let number = number();
    fs::write(folder.path().join("a.txt"), format!("one\ntwo {number}\n")).unwrap();
    fs::write(folder.path().join("b.txt"), "nothing\n").unwrap();
    fs::write(folder.path().join(format!("{number}.txt")), "").unwrap();
    let (code, out, stderr) = told(&run(folder.path(), &["scan", "a.txt", "b.txt"]));
    assert_eq!((code, out.as_str()), (5, "a.txt:2:5: card number\n"));
    assert!(stderr.contains("1 hit in 1 file of 2"), "{stderr}");
    let (code, out, stderr) = told(&run(folder.path(), &["scan"]));
    assert!(code == 5 && out.contains("card data in the name of the file"), "{out}");
    assert!(!out.contains(&number) && !stderr.contains(&number));
    assert_eq!(told(&run(folder.path(), &["scan", "b.txt"])).0, 0);
    let (code, out, stderr) = told(&run(folder.path(), &["scan", "a.txt", "missing.txt"]));
    assert!(code == 2 && out.contains("a.txt:2:5") && stderr.contains("cannot read missing.txt"), "{stderr}");
    fs::create_dir(folder.path().join("empty")).unwrap();
    let (code, _, stderr) = told(&run(folder.path(), &["scan", "empty"]));
    assert!(code == 2 && stderr.contains("there is no file to search"), "{stderr}");
}

#[test]
fn scan_reads_standard_input() {
    let mut scan = Command::cargo_bin("cartevo-contract").unwrap();
    let output = scan.args(["scan", "-"]).write_stdin(number()).output().unwrap();
    assert_eq!(told(&output).1, "-:1:1: card number\n");
}

#[test]
fn the_canary_is_never_told() {
    let number = number();
    let body = format!(
        "{{\"pan\":\"{number}\",\"name\":\"Amina Tchoupo\",\"{number}\":[{number}],\"status\":\"{number}\"}}"
    );
    let lines = [
        exchange(&format!("/people/{number}?mail={number}"), 200, &body),
        exchange(&format!("/{number}"), 200, &body),
        body.clone(),
        format!("{{\"request\":{number}"),
    ];
    let project = project(&lines);
    let commands =
        [&["import", "traffic.ndjson"][..], &["pending"], &["check", "-v", "traffic.ndjson"], &["review"]];
    let reports: Vec<[&str; 4]> = ReportFormat::VARIANTS
        .iter()
        .map(|format| ["check", "--format", format.as_str(), "traffic.ndjson"])
        .collect();
    let reports = reports.iter().map(|args| &args[..]);
    let verbose = &["check", "-v", "--format", "text", "traffic.ndjson"][..];
    let after = [verbose, &["accept", "--all"], &["check", "-v"], &["scan"]];
    for args in commands.into_iter().chain(reports).chain(after) {
        let (code, out, stderr) = told(&run(project.path(), args));
        assert!(
            args[0] != "check" || code == 2 && !out.is_empty() || args.len() == 2,
            "{args:?}: {code} {stderr}"
        );
        for text in [out, stderr] {
            assert!(!text.contains(&number) && !text.contains("Tchoupo"), "{args:?}: {text}");
        }
    }
    let recordings = project.path().join("contract-tests");
    assert_eq!(told(&run(project.path(), &["scan", recordings.to_str().unwrap()])).0, 0);
}
