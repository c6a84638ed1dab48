//! Every recording there is, and what becomes of it when anything in it changes: `check` says the same before and
//! after scrubbing.

use std::fs;
use std::path::{Path, PathBuf};

use contract_core::spec::Spec;
use contract_record::Store;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Map, Value, json};

use crate::judged_alike::compare;

/// How often each recording is changed.
const CHANGED: usize = 12;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn recordings() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root().join("contract-tests/recordings")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

#[test]
fn every_recording_and_changes_of_it() {
    let spec = Spec::load(&root().join("openapi/cartevo.yaml"), "openapi/cartevo.yaml").unwrap();
    let mut random = StdRng::seed_from_u64(23);
    let mut lines = Vec::new();
    for path in recordings() {
        let text = fs::read_to_string(path).unwrap();
        let mut recording: Value = serde_json::from_str(&text).unwrap();
        // As if it were traffic: a recording without the list `kept` leaves open what was observed.
        recording["values"] = json!("observed");
        lines.push(recording.to_string());
        for _ in 0..CHANGED {
            let mut changed = recording.clone();
            for _ in 0..random.random_range(1..4) {
                change(&mut changed, &mut random);
            }
            lines.push(changed.to_string());
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let traffic = folder.path().join("traffic.ndjson");
    fs::write(&traffic, lines.join("\n")).unwrap();
    let compared = compare(&spec, &traffic, &Store::new(folder.path().join("recordings")));
    assert!(compared * 10 > lines.len() * 9, "{compared} of {}", lines.len());
}

/// Changes something in one of the bodies.
fn change(recording: &mut Value, random: &mut StdRng) {
    let side = if recording["request"]["body"].is_null() || random.random_bool(0.8) {
        "response"
    } else {
        "request"
    };
    match somewhere(&mut recording[side]["body"], random) {
        Value::Object(members) if !members.is_empty() => change_members(members, random),
        Value::Array(items) if !items.is_empty() => match random.random_range(0..3) {
            0 => items.push(items[0].clone()),
            1 => drop(items.pop()),
            _ => items.push(scalar(random)),
        },
        other => *other = scalar(random),
    }
}

/// A value in this one, deeper rather than not.
fn somewhere<'v>(value: &'v mut Value, random: &mut StdRng) -> &'v mut Value {
    let count = value.as_object().map_or(0, Map::len) + value.as_array().map_or(0, Vec::len);
    if count == 0 || random.random_bool(0.15) {
        return value;
    }
    let index = random.random_range(0..count);
    match value {
        Value::Object(members) => somewhere(members.values_mut().nth(index).unwrap(), random),
        Value::Array(items) => somewhere(&mut items[index], random),
        other => other,
    }
}

fn change_members(members: &mut Map<String, Value>, random: &mut StdRng) {
    let names: Vec<String> = members.keys().cloned().collect();
    let name = names.choose(random).unwrap();
    match random.random_range(0..4) {
        0 => drop(members.remove(name)),
        1 => drop(members.insert("not_declared".to_owned(), scalar(random))),
        2 => {
            let value = members.remove(name).unwrap();
            members.insert(format!("{name}_2"), value);
        }
        _ => {
            let other = names.choose(random).unwrap();
            let value = members[other].clone();
            members.insert(name.clone(), value);
        }
    }
}

fn letters(random: &mut StdRng) -> String {
    (0..6).map(|_| char::from(random.random_range(b'A'..=b'Z'))).collect()
}

fn scalar(random: &mut StdRng) -> Value {
    let values = [
        Value::Null,
        json!(true),
        json!(false),
        json!(0),
        json!(-7),
        json!(13),
        json!(2031),
        json!(12.5),
        json!(1_795_144_240),
        json!(""),
        json!("USD"),
        json!("ACTIVE"),
        // A word of its own each time: one that stands in for a secret elsewhere is withheld in the whole run.
        json!(format!("NOT_{}", letters(random))),
        json!("not listed"),
        json!("12.50"),
        json!("-1"),
        json!("31"),
        json!("2025-10-22T16:02:54.000Z"),
        json!("2025-10-22"),
        json!("91b3c6d6-111b-44da-9f81-16f019bebe8c"),
        json!("someone@mail.cm"),
        json!("+237 6 00 00 00 00"),
        json!("424242******4242"),
        json!("**** **** **** 4242"),
        json!("Customer not found"),
        json!("\u{e9}t\u{e9} \u{1f600}"),
        json!([]),
        json!({}),
        json!(["a", "a"]),
        json!({"value": 1}),
    ];
    values.choose(random).unwrap().clone()
}
