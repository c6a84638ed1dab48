//! The merged report is the report of one run, byte for byte.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::example::{cards, folder, formats};
use crate::program::{Ran, run};

/// Traffic of every kind: NDJSON, HAR, entries that cannot be read, and more undeclared names than are told apart.
fn traffic() -> TempDir {
    let exchange = |number: usize| {
        let card = json!({
            "id": format!("00000000-0000-4000-8000-{number:012x}"), "status": format!("s{}", number % 90),
            format!("new{:03}", (number * 37) % 150): 1, format!("new{:03}", (number * 53) % 150): 1,
            "limits": {"daily": "much"},
        });
        let url = format!("/v1/customers/{number}/cards");
        let body = json!({"data": vec![card; number % 3], "meta": {"total": number % 3}});
        (url, body)
    };
    let mut lines = fs::read_to_string(cards().join("exchanges.ndjson")).unwrap();
    for number in 0..300 {
        let (url, body) = exchange(number);
        let response = json!({"status": 200, "headers": {"content-type": "application/json"}, "body": body});
        writeln!(lines, "{}", json!({"request": {"method": "GET", "url": url}, "response": response}))
            .unwrap();
        if number % 41 == 0 {
            lines.push_str("not json\n\n");
        }
    }
    let entries: Vec<Value> = (0..60)
        .map(|number| {
            let (url, body) = exchange(number * 7);
            json!({
                "request": {"method": "GET", "url": url, "headers": []},
                "response": {"status": 200, "headers": [{"name": "content-type", "value": "application/json"}],
                    "content": {"mimeType": "application/json", "text": body.to_string()}},
            })
        })
        .collect();
    let har = json!({"log": {"entries": entries}}).to_string();
    let spec = fs::read_to_string(cards().join("spec.yaml")).unwrap();
    let ledger = fs::read_to_string(cards().join("corrections.toml")).unwrap();
    let more = fs::read_to_string(cards().join("more.ndjson")).unwrap();
    let cut_off = &har[..har.len() / 2];
    folder(&[
        ("a.ndjson", &lines),
        ("b.har", &har),
        ("c.har", cut_off),
        ("d.ndjson", &more),
        ("spec.yaml", &spec),
        ("corrections.toml", &ledger),
    ])
}

const JUDGED_BY: [&str; 6] = ["--spec", "spec.yaml", "--corrections", "corrections.toml", "-W", "C103"];

fn check(folder: &Path, sources: &[&str], more: &[&str]) -> Ran {
    run(folder, &[&["check"], sources, more].concat())
}

#[test]
fn shards_merge_to_the_report_of_one_run_in_every_format() {
    let made = traffic();
    let at = made.path();
    let sources = ["a.ndjson", "b.har", "c.har", "d.ndjson"];
    for (examples, parts) in [("5", 1), ("5", 2), ("0", 3), ("1", 7)] {
        let shared = [&JUDGED_BY[..], &["--max-examples", examples]].concat();
        let mut names: Vec<String> = Vec::new();
        for part in 1..=parts {
            let (part_of, file) = (format!("{part}/{parts}"), format!("summary=part{part}"));
            let said =
                check(at, &sources, &[&shared[..], &["--shard", &part_of, "--format", &file]].concat());
            assert!([0, 1, 2].contains(&said.code), "{}", said.stderr);
            names.push(format!("part{part}"));
        }
        // Whatever the order in which they are named.
        names.reverse();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for format in formats() {
            let whole = check(at, &sources, &[&shared[..], &["--format", format]].concat());
            let merged = run(at, &[&["merge"], &names[..], &JUDGED_BY, &["--format", format]].concat());
            assert!(whole.out == merged.out, "{format} in {parts} parts, {examples} examples");
            assert_eq!((whole.stderr, whole.code), (merged.stderr, merged.code), "{format} in {parts} parts");
        }
    }
}

#[test]
fn whole_runs_merge_to_the_report_of_one_run_over_their_sources() {
    let made = traffic();
    let at = made.path();
    check(at, &["d.ndjson", "b.har"], &[&JUDGED_BY[..], &["--format", "summary=first"]].concat());
    check(at, &["a.ndjson"], &[&JUDGED_BY[..], &["--format", "summary=second"]].concat());
    for format in formats() {
        let format = ["--format", format];
        let whole = check(at, &["d.ndjson", "b.har", "a.ndjson"], &[&JUDGED_BY[..], &format].concat());
        let merged = run(at, &[&["merge", "first", "second"], &JUDGED_BY[..], &format].concat());
        assert!(whole.out == merged.out, "{format:?}");
        assert_eq!(whole.code, merged.code);
    }
}

#[test]
fn a_part_may_be_empty_and_the_whole_may_not() {
    let made = folder(&[("none.ndjson", "\n")]);
    let spec = cards().join("spec.yaml");
    let (at, spec) = (made.path(), spec.to_str().unwrap());
    let more = cards().join("more.ndjson");
    let last = check(at, &[more.to_str().unwrap()], &["--spec", spec, "--shard", "12/12"]);
    assert_eq!((last.code, last.stderr.as_str()), (0, ""), "{}", last.out);
    for part in ["1/2", "2/2"] {
        let file = format!("summary=part{}", &part[..1]);
        let said = check(at, &["none.ndjson"], &["--spec", spec, "--shard", part, "--format", &file]);
        assert_eq!(said.code, 3);
    }
    let merged = run(at, &["merge", "part1", "part2", "--spec", spec]);
    assert_eq!(merged.code, 3);
    assert!(merged.stderr.contains("no exchange was read"), "{}", merged.stderr);
}

#[test]
fn summaries_that_do_not_belong_together_are_refused() {
    let made = traffic();
    let at = made.path();
    for (sources, name, shard) in [
        (&["a.ndjson", "d.ndjson"], "one", "1/3"),
        (&["a.ndjson", "d.ndjson"], "two", "2/3"),
        (&["a.ndjson", "d.ndjson"], "three", "3/3"),
        (&["a.ndjson", "b.har"], "other", "3/3"),
        (&["a.ndjson", "d.ndjson"], "half", "1/2"),
    ] {
        let file = format!("summary={name}");
        check(at, &sources[..], &[&JUDGED_BY[..], &["--shard", shard, "--format", &file]].concat());
    }
    check(at, &["d.ndjson"], &[&JUDGED_BY[..], &["--format", "summary=whole"]].concat());
    let text = fs::read_to_string(at.join("whole")).unwrap();
    fs::write(at.join("unknown-rule"), text.replace("\"C120\"", "\"C999\"")).unwrap();
    fs::write(at.join("unknown-source"), text.replace("\"source\":0", "\"source\":9")).unwrap();
    fs::write(at.join("unknown-place"), text.replace("\"shapes\":[", "\"shapes\":[[[99,\"Operation\"],1],"))
        .unwrap();
    fs::write(at.join("newer"), text.replace("summary-v1", "summary-v2")).unwrap();
    fs::write(at.join("cut-off"), &text[..text.len() / 2]).unwrap();
    fs::write(at.join("changed.yaml"), fs::read_to_string(at.join("spec.yaml")).unwrap() + "\n").unwrap();
    for (files, what) in [
        (&["one", "two"][..], "shard 3/3 is missing"),
        (&["one", "two", "two", "three"], "two is shard 2/3, which was already given"),
        (&["one", "two", "other"], "other is not part of the same run as one"),
        (&["one", "half"], "half is not part of the same run as one"),
        (&["whole", "one"], "one is not part of the same run as whole"),
        (&["none"], "cannot read none"),
        (&["d.ndjson"], "d.ndjson is not a summary"),
        (&["unknown-rule"], "it has a rule that this version does not have"),
        (&["unknown-source"], "an exchange refers to a source that is not listed"),
        (&["unknown-place"], "it refers to places that the spec does not have"),
        (&["newer"], "its version is not summary-v1"),
        (&["cut-off"], "cut-off is not a summary"),
    ] {
        let said = run(at, &[&["merge"], files, &JUDGED_BY[..]].concat());
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{files:?}");
        assert!(said.stderr.contains(what) && said.stderr.contains("help: "), "{files:?}: {}", said.stderr);
    }
    let said = run(at, &["merge", "whole", "--spec", "changed.yaml"]);
    assert_eq!(said.code, 2);
    assert!(said.stderr.contains("whole was made with another spec than changed.yaml"), "{}", said.stderr);
}

#[test]
fn parts_that_do_not_exist_are_refused() {
    for shard in ["0/2", "3/2", "1/0", "1", "a/b", "-1/2"] {
        let said =
            run(&cards(), &["check", "more.ndjson", "--spec", "spec.yaml", &format!("--shard={shard}")]);
        assert_eq!(said.code, 2, "{shard}");
        assert!(said.stderr.contains("expected K/N, such as 2/4"), "{shard}: {}", said.stderr);
    }
}
