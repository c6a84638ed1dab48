//! Names, parameters and paths that changed: a rename needs evidence, and a move is one.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;

use assert_cmd::Command;
use serde_json::Value;

fn diff(old: &str, new: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    for (side, text) in [("old", old), ("new", new)] {
        fs::create_dir(folder.path().join(side)).unwrap();
        fs::write(folder.path().join(side).join("page.mdx"), text).unwrap();
    }
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    let args = ["docs", "diff", "--no-spec", "--format", "json", "old", "new"];
    let output = command.current_dir(&folder).args(args).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn page(fields: &[(&str, &str, &str)]) -> String {
    let head = "---\napi: \"POST https://api.ferries.example/v1/ferries/{id}/board\"\n---\n\n## Response\n\n"
        .to_owned();
    let field = |(name, kind, words): &(&str, &str, &str)| {
        format!("<ResponseField name=\"{name}\" type=\"{kind}\">{words}</ResponseField>\n")
    };
    head + &fields.iter().map(field).collect::<String>()
}

/// The renamed names, the removed ones and the added ones.
fn names(diff: &Value) -> (Vec<String>, Vec<String>, Vec<String>) {
    let pointer = |claim: &Value| claim["pointer"].as_str().unwrap().to_owned();
    let all = |key: &str| diff[key].as_array().unwrap().clone();
    let pair = |changed: &Value| format!("{} {}", pointer(&changed["before"]), pointer(&changed["after"]));
    (
        all("changed").iter().map(pair).collect(),
        all("removed").iter().map(pointer).collect(),
        all("added").iter().map(pointer).collect(),
    )
}

#[test]
fn a_rename_needs_evidence() {
    let old = page(&[
        ("ferry_id", "string", "The ferry"),
        ("load", "number", "The load afterwards"),
        ("fare", "number", "The fare"),
    ]);
    let new = page(&[
        ("ferry_id", "string", "The ferry"),
        ("ticket_id", "number", "The ticket"),
        ("fare_amount", "number", "The fare"),
        ("deck_load", "number", "The load afterwards"),
    ]);
    let (renamed, removed, added) = names(&diff(&old, &new));
    assert_eq!(renamed, ["/fare /fare_amount", "/load /deck_load"]);
    assert_eq!((removed, added), (vec![], vec!["/ticket_id".to_owned()]));
    let strange = page(&[
        ("ferry_id", "string", "The ferry"),
        ("berth", "number", "Where it lies"),
        ("pilot", "number", "Who steers"),
    ]);
    let (renamed, removed, added) = names(&diff(&old, &strange));
    assert_eq!(renamed, [""; 0]);
    assert_eq!((removed.len(), added.len()), (2, 2));
    let styled = page(&[
        ("ferryId", "string", "It"),
        ("load", "number", "The load afterwards"),
        ("fare", "number", "The fare"),
    ]);
    assert_eq!(names(&diff(&old, &styled)).0, ["/ferry_id /ferryId"]);
}

#[test]
fn a_renamed_path_is_one_change() {
    let page = |path: &str| {
        format!(
            "---\napi: \"GET https://api.ferries.example/v1/{path}\"\n---\n\n<ParamField path=\"id\" type=\"string\" required>The id.</ParamField>\n\n\
             <ResponseField name=\"decks\" type=\"integer\">How many.</ResponseField>\n<ResponseField name=\"hull\" type=\"string\">The hull.</ResponseField>\n"
        )
    };
    let found = diff(&page("ferries/check/{id}"), &page("ferries/{id}/confirm"));
    let count = |key: &str| found[key].as_array().unwrap().len();
    assert_eq!(
        (count("changed"), count("added"), count("removed"), count("moved")),
        (1, 0, 0, 0),
        "{found:#}"
    );
    assert_eq!(found["changed"][0]["before"]["operation"], "GET /v1/ferries/check/{id}");
    assert_eq!(found["changed"][0]["after"]["operation"], "GET /v1/ferries/{id}/confirm");
    // A field that changed with the path is another change of the same operation.
    let wide = page("ferries/{id}/confirm").replace("type=\"integer\"", "type=\"string\"");
    let found = diff(&page("ferries/check/{id}"), &wide);
    assert_eq!(
        (found["changed"].as_array().unwrap().len(), found["added"].as_array().unwrap().len()),
        (2, 0)
    );
    let other = "---\napi: \"GET https://api.ferries.example/v1/harbours\"\n---\n\n<ResponseField name=\"piers\" type=\"integer\">How many.</ResponseField>\n\
        <ResponseField name=\"city\" type=\"string\">Where.</ResponseField>\n";
    let found = diff(&page("ferries/{id}"), other);
    assert!(found["added"].as_array().unwrap().len() >= 3, "another operation is no rename: {found:#}");
}

#[test]
fn a_parameter_that_moved_is_one_move() {
    let page = |place: &str| {
        format!(
            "---\napi: \"POST https://api.ferries.example/v1/ferries\"\n---\n\n<ParamField {place}=\"deck\" type=\"integer\" required>The deck.</ParamField>\n"
        )
    };
    let found = diff(&page("query"), &page("body"));
    let count = |key: &str| found[key].as_array().unwrap().len();
    assert_eq!((count("moved"), count("added"), count("removed")), (2, 0, 0), "{found:#}");
    assert_eq!(found["moved"][0]["before"]["in"], "query");
    assert_eq!(found["moved"][0]["after"]["in"], "request-body");
}
