//! JSON Schemas fit what they describe, and completions are there.

use std::fs;

use serde_json::Value;

use crate::example::cards;
use crate::program::run;

fn schema(name: &str) -> Value {
    let said = run(&cards(), &["schema", name]);
    assert_eq!((said.code, said.stderr.as_str()), (0, ""), "{name}");
    serde_json::from_str(&said.out).unwrap()
}

fn fits(schema: &Value, instance: &Value) -> bool {
    jsonschema::validator_for(schema).unwrap().is_valid(instance)
}

fn json(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(cards().join(name)).unwrap()).unwrap()
}

#[test]
fn reports_and_summaries_fit_their_schemas() {
    for (name, file, field) in
        [("report", "expected.json", "findings"), ("summary", "expected.summary", "reach")]
    {
        let schema = schema(name);
        let mut document = json(file);
        assert!(fits(&schema, &document), "{name}");
        document.as_object_mut().unwrap().remove(field);
        assert!(!fits(&schema, &document), "{name} without {field}");
    }
}

#[test]
fn recordings_fit_their_schema() {
    let schema = schema("recording");
    let text = fs::read_to_string(cards().join("exchanges.ndjson")).unwrap();
    for line in text.lines() {
        let exchange: Value = serde_json::from_str(line).unwrap();
        assert!(fits(&schema, &exchange), "{line}");
    }
    assert!(!fits(&schema, &serde_json::json!({"request": {"method": "GET", "url": "/"}})));
}

#[test]
fn ledgers_fit_their_schema() {
    let schema = schema("corrections");
    let ledger = serde_json::json!({"correction": [{
        "id": "K-1", "rule": "C105", "pointer": ["/a", "/b"], "found": "a", "reason": "so", "since": "2026-11-20"
    }]});
    assert!(fits(&schema, &ledger));
    assert!(!fits(&schema, &serde_json::json!({"correction": [{"id": "K-1", "rule": "C105"}]})));
}

#[test]
fn shells_are_told_about_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = run(&cards(), &["completions", shell]);
        assert_eq!(said.code, 0, "{shell}");
        for word in ["check", "merge", "explain", "schema", "--baseline", "shard"] {
            let plain = word.trim_start_matches('-');
            assert!(said.out.contains(plain), "{shell} lacks {word}");
        }
    }
}
