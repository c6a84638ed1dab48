//! Pages of an invented API, in every form that is read: what they claim, and where they contradict themselves.
//!
//! `UPDATE_GOLDEN=1 cargo test -p cartevo-contract --test docs claims` writes what the program says now; read the
//! difference.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use contract_docs::{Dialect, contradictions, read_page};
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docs")
}

/// What `docs claims` says of some pages, and how it ends.
fn claims(paths: &[&str], more: &[&str]) -> (String, i32) {
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    let output = command
        .current_dir(folder())
        .args(["docs", "claims", "--no-spec"])
        .args(paths)
        .args(more)
        .output()
        .unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code().unwrap())
}

fn json(paths: &[&str]) -> Value {
    serde_json::from_str(&claims(paths, &["--format", "json"]).0).unwrap()
}

fn golden(name: &str, said: &str) {
    let path = folder().join("expected").join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, said).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap();
    assert_eq!(said, expected, "{name}: run with UPDATE_GOLDEN=1 and read the difference");
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn every_form_of_page_is_read() {
    for form in ["text", "markdown", "html", "quiet", "contradicting", "dense", "guide", "fences"] {
        let (said, exit) = claims(&[form], &[]);
        golden(form, &format!("{said}--- exit {exit}\n"));
    }
}

#[test]
fn one_page_in_two_forms_does_not_contradict_itself() {
    let folder = tempfile::tempdir().unwrap();
    let sketch = "POST\n/\nships\n/\n{id}\n/\nmoor\nMoor a ship\n\nRequest\n\nHeaders\n\n\
        NameRequiredDescription\nAuthorizationYesBearer <token>\nContent-TypeYesMust be application/json.\n\n\
        Path parameters\n\nNameTypeDescription\nidstringShip ID (UUID).\n\n\
        Body\n\nFieldTypeRequiredConstraintsDescription\n\
        nightsintegerYes\u{2265} 1How long the berth is kept.\n\
        sidestringNoOne of PORT, STARBOARDThe side that lies at the quay.\n\
        notestringNo3\u{2013}80 charsWords for the harbour master.\n\n\
        Response\n\n201 \u{2014} Ship moored\n\n{\n  \"berth\": \"B-12\",\n  \"fee\": 12.5\n}\n\
        FieldTypeDescription\nberthstringThe name of the berth.\nfeenumberWhat it costs.\n";
    let text = write(folder.path(), "moor-ship.txt", sketch);
    let dense = fs::read_to_string(self::folder().join("dense/moor-ship.md")).unwrap();
    let dense = write(folder.path(), "moor-ship.md", &dense);
    let (said, exit) = claims(&[&text, &dense], &[]);
    assert_eq!(exit, 0, "{said}");
    assert!(said.contains("; 0 disagreements, 0 settled, 0 notes"), "{said}");
}

#[test]
fn a_table_parted_by_spaces_alone_is_not_passed_over() {
    let (said, exit) = claims(&["guide"], &[]);
    assert_eq!(exit, 2, "{said}");
    assert!(said.contains("cannot parse first-steps:46"), "{said}");
}

#[test]
fn an_index_names_its_pages() {
    let pages: BTreeSet<String> = json(&["markdown/llms.txt"])["claims"]
        .as_array()
        .unwrap()
        .iter()
        .map(|claim| claim["page"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(pages, ["create-boat", "get-berth", "list-boats"].map(str::to_owned).into());
}

#[test]
fn every_line_is_a_claim_or_says_why_it_is_none() {
    for form in ["text", "markdown", "html", "quiet", "dense", "fences"] {
        for entry in fs::read_dir(folder().join(form)).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("llms.txt") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let page = read_page("page", &text, Dialect::of(path.to_str().unwrap(), &text));
            let known: BTreeSet<u32> = page
                .claims
                .iter()
                .map(|claim| claim.line)
                .chain(page.not_claims.iter().chain(&page.unread).map(|line| line.line))
                .collect();
            for (line, text) in (1..).zip(text.lines()) {
                assert!(text.trim().is_empty() || known.contains(&line), "{}:{line}: {text}", path.display());
            }
            assert!(page.unexplained.is_empty(), "{:?}", page.unexplained);
        }
    }
}

#[test]
fn other_values_and_shorter_lists_are_no_contradiction() {
    let (said, exit) = claims(&["quiet"], &[]);
    assert_eq!(exit, 0, "{said}");
    assert!(said.contains("0 disagreements, 0 settled, 0 notes"), "{said}");
}

#[test]
fn a_sample_is_held_against_the_schema_beside_it() {
    let document = json(&["contradicting"]);
    let found: BTreeSet<(String, String)> = document["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
            (text("cause"), text("found"))
        })
        .collect();
    for (cause, name) in [
        ("name", "masked_number"),
        ("form", "masked_tag"),
        ("form", "id"),
        ("form", "expires_year"),
        ("enumeration", "DAILY"),
        ("variant", "colour"),
    ] {
        assert!(found.contains(&(cause.to_owned(), name.to_owned())), "{cause} {name}: {found:?}");
    }
}

#[test]
fn a_sample_that_shows_less_is_a_note() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(self::folder().join("quiet/get-pier.txt")).unwrap();
    let page = write(folder.path(), "get-pier.txt", &text.replacen("    \"name\": \"South\",\n", "", 1));
    let (said, exit) = claims(&[&page], &[]);
    assert_eq!(exit, 0, "{said}");
    assert!(said.contains("One sample shows more than the other (1)"), "{said}");
}

#[test]
fn json_has_the_pinned_shape() {
    let document = json(&["text"]);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<String>>();
    for key in ["claims", "findings", "not_claims"] {
        assert!(document[key].is_array(), "{key}");
    }
    let claim = keys(&document["claims"][0]);
    for key in ["id", "page", "line", "section", "grade", "operation", "in", "pointer", "predicate", "value"]
    {
        assert!(claim.contains(key), "{key}");
    }
    assert_eq!(keys(&document["not_claims"][0]), ["line", "page", "why"].map(str::to_owned).into());
    let ids: BTreeSet<&str> =
        document["claims"].as_array().unwrap().iter().map(|claim| claim["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), document["claims"].as_array().unwrap().len(), "ids are unique");
    for finding in document["findings"].as_array().unwrap() {
        assert_eq!(finding["rule"], "C301");
        assert_eq!(finding["fingerprint"].as_str().unwrap().len(), 12);
        for id in finding["claims"].as_array().unwrap() {
            assert!(ids.contains(id.as_str().unwrap()), "{id}");
        }
    }
}

#[test]
fn ids_stay_when_the_page_is_reworded_or_reordered() {
    let text = fs::read_to_string(folder().join("text/list-bookings.txt")).unwrap();
    let edited = text
        .replace("lists who lies at a berth", "shows everybody who lies at a berth")
        .replace("Overview\n", "Overview\n\nA new paragraph.\n")
        .replace(
            "404No such berth.\n400sort is neither newest nor oldest.",
            "400sort is neither newest nor oldest.\n404No such berth.",
        );
    let ids = |text: &str| {
        let page = read_page("page", text, Dialect::TEXT);
        page.claims.into_iter().map(|claim| claim.id).collect::<BTreeSet<String>>()
    };
    assert_ne!(text, edited);
    assert_eq!(ids(&text), ids(&edited));
}

#[test]
fn a_changed_default_keeps_its_id() {
    let text = fs::read_to_string(folder().join("text/list-bookings.txt")).unwrap();
    let default = |text: &str| {
        let page = read_page("page", text, Dialect::TEXT);
        let claim = page.claims.iter().find(|claim| claim.pointer == "limit" && claim.value == 40).cloned();
        claim
            .or_else(|| {
                page.claims.iter().find(|claim| claim.pointer == "limit" && claim.value == 41).cloned()
            })
            .unwrap()
    };
    let (before, after) = (default(&text), default(&text.replace("integer40Items", "integer41Items")));
    assert_ne!(before.value, after.value);
    assert_eq!(before.id, after.id);
}

#[test]
fn what_is_not_understood_is_reported_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let broken = write(folder.path(), "broken.txt", "GET /x\n\nResponse\n\n{\n  \"a\": 1\n  \"b\": 2\n}\n");
    let (said, exit) = claims(&[&broken], &[]);
    assert_eq!(exit, 2, "{said}");
    assert!(said.contains("cannot parse broken:5: this sample cannot be read: line 7"), "{said}");
    let joined = write(
        folder.path(),
        "joined.txt",
        "GET /x\n\nQuery parameters\n\nDingSorteZweck\npageZahlSeite der Liste\nlimitZahlEintrag je Seite\n",
    );
    let (said, exit) = claims(&[&joined], &[]);
    assert_eq!(exit, 2, "{said}");
}

#[test]
fn errors_name_the_file_and_the_remedy() {
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    let output = command.args(["docs", "claims", "/no/such/page.md"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("/no/such/page.md") && stderr.contains("help:"), "{stderr}");
}

#[test]
fn strangers_steer_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let text = "GET /x\n\nResponse\n\n200 — Success\n\n{\n  \"a\\u001b[31m\": 1,\n  \"4000 0000 0000 0000\": 2,\n  \"ok\": \"x\"\n}\n\nError responses\n\nStatusmessage exampleTrigger\n404\"\u{1b}]0;title\u{7} ::error::gone\u{202e}\"None.\n";
    let page = write(folder.path(), "hostile.txt", text);
    for format in ["text", "json"] {
        let (said, _) = claims(&[&page], &["--format", format]);
        assert!(!said.contains('\u{1b}') && !said.contains('\u{7}'), "{said}");
        assert!(format == "json" || !said.contains('\u{202e}'), "{said}");
        assert!(said.contains("<key>") && !said.contains("4000 0000"), "{said}");
        assert!(!said.lines().any(|line| line.starts_with("::")), "{said}");
    }
}

#[test]
fn values_of_samples_are_kept_as_classes_only() {
    let said = json(&["text"]).to_string();
    for value in ["2f6c1b0e-58d3-4c7a", "Tern", "2026-04-02T08", "bkg_91f2"] {
        assert!(!said.contains(value), "{value}");
    }
}

#[test]
fn contradictions_need_claims_only() {
    let text = fs::read_to_string(folder().join("text/create-boat.txt")).unwrap();
    let page = read_page("create-boat", &text, Dialect::TEXT);
    let found = contradictions(&page.claims, None);
    let mut reversed = page.claims;
    reversed.reverse();
    let again = contradictions(&reversed, None);
    let prints = |findings: &[contract_core::findings::Remark]| {
        findings.iter().map(contract_core::findings::Remark::fingerprint).collect::<BTreeSet<String>>()
    };
    assert!(!found.is_empty());
    assert_eq!(prints(&found), prints(&again), "the order of the claims does not matter");
}
