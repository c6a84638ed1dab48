//! What changed in a page of an invented API: which claims, what the spec says of them, what that does to Rust; and the
//! lock that remembers the claims.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use contract_docs::READER_VERSION;
use serde_json::Value;
use tempfile::TempDir;

use crate::program::run;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docs")
}

/// A folder with the page as it was, and as it is after some edits.
struct Pages {
    folder: TempDir,
}

impl Pages {
    fn new(edits: &[(&str, &str)]) -> Self {
        let pages = Self { folder: tempfile::tempdir().unwrap() };
        let old = fs::read_to_string(fixtures().join("text/list-bookings.txt")).unwrap();
        let mut new = old.clone();
        for (from, to) in edits {
            assert!(new.contains(from), "the page does not hold {from:?}");
            new = new.replacen(from, to, 1);
        }
        for (name, text) in [("old", old), ("new", new)] {
            fs::create_dir(pages.path(name)).unwrap();
            fs::write(pages.path(name).join("list-bookings.txt"), text).unwrap();
        }
        for name in ["harbour.yaml", "bindings.lock"] {
            fs::copy(fixtures().join(name), pages.path(name)).unwrap();
        }
        pages
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, args: &[&str]) -> (String, String, i32) {
        run(self.folder.path(), &[&["docs"], args].concat()).parts()
    }

    fn diff(&self) -> (Value, i32) {
        let args = [
            "diff",
            "old",
            "new",
            "--spec",
            "harbour.yaml",
            "--bindings",
            "bindings.lock",
            "--format",
            "json",
        ];
        let (said, stderr, exit) = self.run(&args);
        assert_eq!(stderr, "");
        (serde_json::from_str(&said).unwrap(), exit)
    }
}

fn counts(diff: &Value) -> [usize; 4] {
    ["added", "removed", "changed", "moved"].map(|key| diff[key].as_array().unwrap().len())
}

#[test]
fn the_same_page_has_not_changed() {
    let (diff, exit) = Pages::new(&[]).diff();
    assert_eq!((counts(&diff), diff["cosmetic"].as_u64().unwrap(), exit), ([0, 0, 0, 0], 0, 0));
}

#[test]
fn rewording_and_reordering_change_nothing() {
    let (diff, exit) = Pages::new(&[
        ("lists who lies at a berth, newest first", "shows everybody who lies at a berth"),
        (
            "data[].idstringBooking ID.\ndata[].kindstringOne of DAY, WEEK, SEASON.\n",
            "data[].kindstringOne of DAY, WEEK, SEASON.\ndata[].idstringBooking ID.\n",
        ),
        ("\"total\": 3,\n    \"pages\": 1\n  }\n}\nField", "\"total\": 7,\n    \"pages\": 1\n  }\n}\nField"),
    ])
    .diff();
    assert_eq!((counts(&diff), exit), ([0, 0, 0, 0], 0), "{diff:#}");
    let what: Vec<&str> = diff["cosmetic_changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["what"].as_str().unwrap())
        .collect();
    assert_eq!(what, ["reworded", "reworded", "reordered"]);
    assert_eq!(diff["cosmetic"], 3);
}

#[test]
fn five_edits_of_a_page_are_told_apart() {
    let pages = Pages::new(&[
        ("\"price\": 31.5", "\"amount\": 31.5"),
        ("data[].pricenumberIn the", "data[].amountnumberIn the"),
        ("include_pastbooleanfalse", "pierstringOnly this pier.\ninclude_pastbooleanfalse"),
        ("limitinteger40Items", "limitinteger60Items"),
        ("lists who lies at a berth, newest first", "shows everybody who lies at a berth"),
        (
            "data[].idstringBooking ID.\ndata[].kindstringOne of DAY, WEEK, SEASON.\n",
            "data[].kindstringOne of DAY, WEEK, SEASON.\ndata[].idstringBooking ID.\n",
        ),
    ]);
    let args = ["diff", "old", "new", "--spec", "harbour.yaml", "--bindings", "bindings.lock"];
    let (said, stderr, exit) = pages.run(&args);
    assert_eq!((exit, stderr.as_str()), (1, ""));
    let golden = fixtures().join("expected/five-edits.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &said).unwrap();
    }
    assert_eq!(said, fs::read_to_string(&golden).unwrap(), "UPDATE_GOLDEN=1, and read the difference");
}

#[test]
fn a_changed_default_reaches_the_line_of_the_spec() {
    let (diff, exit) = Pages::new(&[("limitinteger40Items", "limitinteger60Items")]).diff();
    assert_eq!((counts(&diff), exit), ([0, 0, 1, 0], 1));
    let changed = &diff["changed"][0];
    assert_eq!((&changed["before"]["value"], &changed["after"]["value"]), (&40.into(), &60.into()));
    assert_eq!(changed["verdict"], "docs-moved-away");
    assert_eq!(changed["spec"]["file"], "harbour.yaml");
    assert_eq!(changed["rust"]["items"][0], "operation listBookings, limit: Option<i64>");
    assert_eq!(changed["rust"]["breaking"], false);
    let patch = &changed["patches"][0];
    assert_eq!(patch["line"], 18);
    assert_eq!(patch["after"][0], "          schema: {type: integer, default: 60} # see the minutes");
}

#[test]
fn a_renamed_field_is_one_change_with_two_ways_to_follow() {
    let (diff, _) = Pages::new(&[
        ("\"price\": 31.5", "\"amount\": 31.5"),
        ("data[].pricenumberIn the", "data[].amountnumberIn the"),
    ])
    .diff();
    assert_eq!(counts(&diff), [0, 0, 2, 0], "{diff:#}");
    let changed = &diff["changed"][0];
    assert_eq!(
        (&changed["before"]["pointer"], &changed["after"]["pointer"]),
        (&"/data/*/price".into(), &"/data/*/amount".into())
    );
    assert_eq!(changed["verdict"], "docs-moved-away");
    assert_eq!(changed["rust"]["items"][0], "field Booking.price: Amount = \"price\"");
    assert_eq!(changed["rust"]["breaking"], true);
    let titles: Vec<&str> =
        changed["patches"].as_array().unwrap().iter().map(|patch| patch["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["rename the field price to amount", "add the field amount and keep price"]);
}

#[test]
fn a_field_is_added_below_those_written_and_not_below_those_merged() {
    let pages = Pages::new(&[
        ("\"price\": 31.5", "\"amount\": 31.5"),
        ("data[].pricenumberIn the", "data[].amountnumberIn the"),
    ]);
    let boat = "        boat: {$ref: '#/components/schemas/Boat'}\n";
    let spec = fs::read_to_string(pages.path("harbour.yaml")).unwrap();
    let spec = spec.replace("properties: {page:", "properties: &page {page:");
    let spec = spec.replace(boat, &format!("{boat}        <<: *page\n"));
    assert!(spec.contains("&page") && spec.contains("*page"));
    fs::write(pages.path("harbour.yaml"), spec).unwrap();
    let (diff, _) = pages.diff();
    let patch = &diff["changed"][0]["patches"][1];
    assert_eq!(patch["title"], "add the field amount and keep price", "{diff:#}");
    assert_eq!((&patch["line"], &patch["before"][0]), (&62.into(), &boat.trim_end().into()), "{diff:#}");
}

#[test]
fn new_and_withdrawn_promises_are_told_apart() {
    let (diff, _) = Pages::new(&[
        ("include_pastbooleanfalseAlso list what is over.\n", "pierstringOnly this pier.\n"),
        ("404No such berth.\n", "404No such berth.\n409The berth is closed.\n"),
        ("One of DAY, WEEK, SEASON.", "One of DAY, WEEK, SEASON, YEAR."),
    ])
    .diff();
    assert_eq!(counts(&diff), [3, 2, 0, 0], "{diff:#}");
    let verdict = |pointer: &str, side: &str| {
        let entry = diff["advice"]
            .as_array()
            .unwrap()
            .iter()
            .find(|entry| entry[side]["pointer"] == pointer && entry[side]["predicate"] != "default");
        entry.unwrap()["verdict"].as_str().unwrap().to_owned()
    };
    assert_eq!(verdict("pier", "after"), "new-promise");
    assert_eq!(verdict("include_past", "before"), "promise-withdrawn");
    assert_eq!(verdict("/data/*/kind", "after"), "new-promise");
    let year =
        diff["advice"].as_array().unwrap().iter().find(|entry| entry["after"]["value"] == "YEAR").unwrap();
    assert_eq!(year["rust"]["breaking"], true, "the enum is closed");
    assert_eq!(year["patches"][0]["after"][0], "          enum: [DAY, WEEK, SEASON, DAILY, YEAR]");
}

#[test]
fn the_docs_can_catch_up_with_a_correction() {
    let (diff, _) =
        Pages::new(&[("metaobjectWhich page this is.", "pagingobjectWhich page this is.")]).diff();
    let changed = &diff["changed"][0];
    assert_eq!(changed["after"]["pointer"], "/paging", "{diff:#}");
    assert_eq!(changed["corrections"][0], "K-001");
    assert_eq!(changed["rust"]["change"], "none");
}

#[test]
fn apply_changes_only_what_it_says() {
    let pages = Pages::new(&[
        ("limitinteger40Items", "limitinteger60Items"),
        ("One of DAY, WEEK, SEASON.", "One of DAY, WEEK, SEASON, YEAR."),
        ("\"price\": 31.5", "\"amount\": 31.5"),
        ("data[].pricenumberIn the", "data[].amountnumberIn the"),
        (
            "include_pastbooleanfalseAlso list what is over.\n",
            "include_pastbooleanfalseAlso list what is over.\npierstringOnly this pier.\n",
        ),
    ]);
    let before = fs::read_to_string(pages.path("harbour.yaml")).unwrap();
    let (diff, _) = pages.diff();
    let mut takes = Vec::new();
    for entry in diff["changed"].as_array().unwrap().iter().chain(diff["advice"].as_array().unwrap()) {
        let known = entry["after"]["section"] == "hand-written-table"
            && !entry["patches"].as_array().unwrap().is_empty();
        if known {
            takes.push(format!("--take={}=1", entry["fingerprint"].as_str().unwrap()));
        }
    }
    assert_eq!(takes.len(), 4, "{diff:#}");
    let mut args = vec!["apply", "old", "new", "--spec", "harbour.yaml"];
    args.extend(takes.iter().map(String::as_str));
    let (_, stderr, exit) = pages.run(&args);
    assert_eq!(exit, 0, "{stderr}");
    let after = fs::read_to_string(pages.path("harbour.yaml")).unwrap();
    let expected = before
        .replace("default: 40} # see the minutes", "default: 60} # see the minutes")
        .replace("SEASON, DAILY]", "SEASON, DAILY, YEAR]")
        .replace("        price:\n", "        amount:\n")
        .replace("        - price # always", "        - amount # always")
        .replace(
            "        - {name: include_past, in: query, schema: {type: boolean, default: false}}\n",
            "        - {name: include_past, in: query, schema: {type: boolean, default: false}}\n        - {name: pier, in: query, schema: {type: string}}\n",
        );
    assert_eq!(after, expected);
    let (_, stderr, exit) =
        pages.run(&["apply", "old", "new", "--spec", "harbour.yaml", "--take", "000000000000=1"]);
    assert_eq!(exit, 2);
    assert!(stderr.contains("names no edit") && stderr.contains("help:"), "{stderr}");
}

#[test]
fn apply_changes_the_file_that_has_the_place() {
    let pages = Pages::new(&[
        ("limitinteger40Items", "limitinteger60Items"),
        ("One of DAY, WEEK, SEASON.", "One of DAY, WEEK, SEASON, YEAR."),
        ("\"price\": 31.5", "\"amount\": 31.5"),
        ("data[].pricenumberIn the", "data[].amountnumberIn the"),
    ]);
    let document = fs::read_to_string(pages.path("harbour.yaml")).unwrap();
    let (paths, schemas) = document.split_once("components:\n  schemas:\n").unwrap();
    let schemas = schemas.replace("\n    ", "\n").replace("#/components/schemas/", "#/");
    let (before, limit) = paths.split_once("        - name: limit\n").unwrap();
    let (limit, after) = limit.split_once("        - name: sort\n").unwrap();
    let limit = format!("name: limit\n{}", limit.replace("          ", ""));
    let document = format!(
        "{before}        - $ref: parts/limit.yaml\n        - name: sort\n{after}components: {{schemas: {{$ref: parts/schemas.yaml}}}}\n"
    );
    fs::create_dir(pages.path("parts")).unwrap();
    fs::write(pages.path("harbour.yaml"), &document).unwrap();
    fs::write(pages.path("parts/limit.yaml"), &limit).unwrap();
    fs::write(pages.path("parts/schemas.yaml"), schemas.trim_start()).unwrap();
    let (diff, _) = pages.diff();
    let entries = diff["changed"].as_array().unwrap().iter();
    let takes: Vec<String> = entries
        .filter(|entry| entry["after"]["section"] == "hand-written-table")
        .map(|entry| format!("--take={}=1", entry["fingerprint"].as_str().unwrap()))
        .chain(diff["advice"].as_array().unwrap().iter().filter_map(|entry| {
            let has_patch = !entry["patches"].as_array().unwrap().is_empty();
            (has_patch && entry["after"]["section"] == "hand-written-table")
                .then(|| format!("--take={}=1", entry["fingerprint"].as_str().unwrap()))
        }))
        .collect();
    let mut args = vec!["apply", "old", "new", "--spec", "harbour.yaml"];
    args.extend(takes.iter().map(String::as_str));
    let (_, stderr, exit) = pages.run(&args);
    assert_eq!(exit, 0, "{stderr}");
    let read = |name: &str| fs::read_to_string(pages.path(name)).unwrap();
    assert_eq!(read("harbour.yaml"), document);
    assert_eq!(read("parts/limit.yaml"), limit.replace("default: 40}", "default: 60}"));
    let expected = schemas
        .trim_start()
        .replace("SEASON, DAILY]", "SEASON, DAILY, YEAR]")
        .replace("    price:\n", "    amount:\n")
        .replace("    - price # always", "    - amount # always");
    assert_eq!(read("parts/schemas.yaml"), expected);
    for name in ["parts/limit.yaml:", "parts/schemas.yaml:"] {
        assert!(stderr.contains(name), "{stderr}");
    }
}

#[test]
fn the_lock_tells_new_claims_from_new_words() {
    let pages = Pages::new(&[("limitinteger40Items", "limitinteger60Items")]);
    let (_, stderr, exit) = pages.run(&["lock", "old", "--lock", "docs.lock"]);
    assert_eq!(exit, 0, "{stderr}");
    let lock = fs::read_to_string(pages.path("docs.lock")).unwrap();
    assert!(lock.contains("default") && !lock.contains("Items per page"), "claims, no prose");
    assert_eq!(pages.run(&["status", "old", "--lock", "docs.lock"]).2, 0);
    let (said, _, exit) = pages.run(&["status", "new", "--lock", "docs.lock"]);
    assert_eq!(exit, 4, "{said}");
    assert!(said.contains("1 claims changed") && said.contains("docs diff"), "{said}");
    let (said, _, exit) = pages.run(&["diff", "new", "--lock", "docs.lock", "--format", "json"]);
    let diff: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((counts(&diff), exit), ([0, 0, 1, 0], 1));

    let text = fs::read_to_string(pages.path("old/list-bookings.txt")).unwrap();
    fs::write(pages.path("old/list-bookings.txt"), text.replace("newest first", "the newest first")).unwrap();
    let (said, _, exit) = pages.run(&["status", "old", "--lock", "docs.lock"]);
    assert_eq!(exit, 0, "{said}");
    assert!(said.contains("the wording changed, but no claim did"), "{said}");
}

#[test]
fn a_new_reader_is_no_news_from_the_vendor() {
    let pages = Pages::new(&[]);
    pages.run(&["lock", "old", "--lock", "docs.lock"]);
    let lock = fs::read_to_string(pages.path("docs.lock")).unwrap();
    fs::write(
        pages.path("docs.lock"),
        lock.replace(&format!("\nreader = {READER_VERSION}\n"), "\nreader = 0\n"),
    )
    .unwrap();
    let (said, _, exit) = pages.run(&["status", "old", "--lock", "docs.lock"]);
    assert_eq!(exit, 4, "{said}");
    assert!(said.contains("reader version 0"), "{said}");
    let (said, _, exit) = pages.run(&["diff", "old", "--lock", "docs.lock"]);
    assert_eq!(exit, 0, "{said}");
    assert!(said.contains("another version of the readers"), "{said}");
}

#[test]
fn a_lock_is_written_whole_or_not_at_all() {
    let pages = Pages::new(&[]);
    fs::write(pages.path("old/broken.txt"), "GET /x\n\nResponse\n\n{\n  \"a\": 1\n  \"b\": 2\n}\n").unwrap();
    let (_, stderr, exit) = pages.run(&["lock", "old", "--lock", "docs.lock"]);
    assert_eq!(exit, 2);
    assert!(stderr.contains("broken:5") && stderr.contains("nothing was written"), "{stderr}");
    assert!(!pages.path("docs.lock").exists());
    fs::write(pages.path("docs.lock"), "version = 9\nreader = 1\n").unwrap();
    let (_, stderr, exit) = pages.run(&["status", "new", "--lock", "docs.lock"]);
    assert_eq!(exit, 2);
    assert!(stderr.contains("version 9"), "{stderr}");
}
