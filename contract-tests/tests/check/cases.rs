//! Every rule has a page and a case: a spec, exchanges, and what `check` says about them, word for word.
//!
//! `UPDATE_GOLDEN=1 cargo test -p cartevo-contract --test check cases` writes what it says now; read the difference.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use card_data::check_digit;
use contract_core::rules::{self, Family};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The text with a public test number in the places that stand for one. No file of ours holds such a number.
fn with_card_data(text: &str) -> String {
    let digits: Vec<u8> = std::iter::once(4).chain(std::iter::repeat_n(1, 14)).collect();
    let number: String =
        digits.iter().chain([&check_digit(&digits)]).map(|digit| char::from(b'0' + digit)).collect();
    let part = |json: String| URL_SAFE_NO_PAD.encode(json);
    let payload = format!("{{\"number\":\"{number}\",\"iat\":1}}");
    let token = format!("{}.{}.c2lnbmF0dXJl", part("{\"alg\":\"HS256\"}".into()), part(payload));
    text.replace("%PAN%", &number).replace("%JWT%", &token)
}

/// What `check` says in the folder of a case. A case with an `openapi` folder is a project of its own, judged on one day.
fn said(case: &Path) -> String {
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    if case.join("openapi").exists() {
        command.current_dir(case).args(["check", "-v", "--today", "2026-11-20"]);
        return outcome(&mut command);
    }
    let source = if case.join("exchanges.har").exists() { "exchanges.har" } else { "exchanges.ndjson" };
    let text = fs::read_to_string(case.join(source)).unwrap();
    let is_template = text.contains("%PAN%") || text.contains("%JWT%");
    let source = if is_template { "-" } else { source };
    command.current_dir(case).args(["check", "-v", source, "--spec", "spec.yaml"]);
    if is_template {
        command.write_stdin(with_card_data(&text));
    }
    // A rule that is off by default has the arguments that turn it on.
    if let Ok(more) = fs::read_to_string(case.join("arguments.txt")) {
        command.args(more.split_whitespace());
    }
    if case.join("corrections.toml").exists() {
        command.args(["--corrections", "corrections.toml"]);
    }
    outcome(&mut command)
}

fn outcome(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let stderr = text(output.stderr);
    let stderr = if stderr.is_empty() { stderr } else { format!("--- stderr\n{stderr}") };
    format!("{}{stderr}--- exit {}\n", text(output.stdout), output.status.code().unwrap())
}

#[test]
fn every_case_says_what_it_should() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut wrong = Vec::new();
    for name in names_in(&folder("tests/cases")) {
        let case = folder("tests/cases").join(&name);
        let expected = case.join("expected.txt");
        let said = said(&case);
        if update {
            fs::write(&expected, &said).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != said {
            wrong.push(format!("== {name}\n{said}"));
        }
        let rule = rules::find(&name).unwrap_or_else(|| panic!("the case {name} is of no rule"));
        assert!(
            said.contains(&format!("[{}]", rule.code)),
            "the case {name} does not show its rule:\n{said}"
        );
    }
    assert!(wrong.is_empty(), "set UPDATE_GOLDEN=1 to accept:\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_page_and_a_case() {
    let pages: BTreeSet<String> =
        rules::all().map(|rule| format!("{}-{}.md", rule.code, rule.name)).collect();
    assert_eq!(names_in(&folder("core/rules")), pages);
    // The rules about the docs are not shown by exchanges.
    let shown_by_exchanges = rules::all().filter(|rule| rule.family != Family::Docs);
    let cases: BTreeSet<String> = shown_by_exchanges.map(|rule| rule.name.to_owned()).collect();
    assert_eq!(names_in(&folder("tests/cases")), cases);
    for rule in rules::all() {
        assert!(rule.page.starts_with(&format!("# {} {}\n", rule.code, rule.name)), "{}", rule.code);
        for part in ["## Why it matters", "## Example", "## How to repair", "## How to settle"] {
            assert!(rule.page.contains(part), "{} lacks {part}", rule.code);
        }
    }
}

#[test]
fn codes_and_names_are_unique() {
    let codes: BTreeSet<&str> = rules::all().map(|rule| rule.code).collect();
    let names: BTreeSet<&str> = rules::all().map(|rule| rule.name).collect();
    assert_eq!((codes.len(), names.len()), (rules::all().count(), rules::all().count()));
}
