//! Bodies that conform are accepted in a short way. Whatever the document and the body, the result is that of the walk.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
#![allow(clippy::print_stdout, reason = "the figures of a long run are of interest")]

use std::io::Cursor;

use contract_core::exchange::{Body, Entry, Exchange, Locator, Reader};
use contract_core::findings::{Run, Summary, summary_file};
use contract_core::spec::Spec;
use contract_core::verdict::Checker;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

use crate::{oracle, oracle_newer};

/// How many documents with [`BODIES`] bodies each are compared; the variable `LANE_DOCUMENTS` names another number.
const DOCUMENTS: u64 = 40;

const BODIES: usize = 20;

/// An exchange whose values are not sampled.
const NOT_SAMPLED: u64 = 129;

/// A document with a schema for the body of its request, and for that of its response.
pub(crate) fn document(version: &str, schema: &Value, components: &Value) -> Spec {
    let content = json!({"application/json": {"schema": schema}});
    let spec = json!({"openapi": version, "paths": {"/x": {"post": {
        "requestBody": {"content": content}, "responses": {"200": {"description": "ok", "content": content}}}}},
        "components": {"schemas": components}});
    Spec::from_text(spec.to_string(), "api.json").unwrap()
}

/// Everything that bodies lead to, as a summary file has it, and how many were accepted in the short way.
pub(crate) fn result(spec: &Spec, bodies: &[String], has_lane: bool) -> (String, u64) {
    let template = json!({"request": {"method": "POST", "url": "/x", "headers": {"content-type": "application/json"}, "body_text": "1"},
        "response": {"status": 200, "headers": {"content-type": "application/json"}, "body_text": "1"}});
    let mut reader = Reader::from_stream(Box::new(Cursor::new(template.to_string())), "-").unwrap();
    let Some(Entry::Exchange(template)) = reader.next_entry() else { panic!("unread") };
    let checker = Checker::new(spec);
    let mut checker = if has_lane { checker } else { checker.without_lane() };
    let mut summary = Summary::new(0);
    for (index, body) in bodies.iter().enumerate() {
        let locator = Locator { source: "-".into(), index: NOT_SAMPLED + index as u64 };
        let mut exchange = Exchange { locator: &locator, ..template };
        (exchange.request.body, exchange.response.body) = (Body::Text(body), Body::Text(body));
        // One that was refused shows nothing of what requests may hold.
        exchange.response.status = if index % 7 == 6 { 400 } else { 200 };
        summary.begin(0, exchange.locator);
        let operation = checker.check(&exchange, &mut |observation| summary.observe(observation));
        summary.end(operation.unwrap_or_default(), exchange.response.status);
    }
    summary.learn(checker.learned());
    let accepted = checker.accepted_in_lane();
    let (coverage, presence) = checker.finish();
    let run = Run { sources: vec!["-".into()], shard: None, summary, coverage, presence };
    (serde_json::to_string(&summary_file::document(&run, spec)).unwrap(), accepted)
}

/// Compares both ways and returns how many bodies took the short one.
pub(crate) fn compare(spec: &Spec, bodies: &[String]) -> u64 {
    let (walked, _) = result(spec, bodies, false);
    let (short, accepted) = result(spec, bodies, true);
    if walked != short {
        let differs = |body: &&String| {
            let body = std::slice::from_ref(*body);
            result(spec, body, true).0 != result(spec, body, false).0
        };
        let body = bodies.iter().find(differs);
        panic!(
            "{:?}\n{}\n{walked}\n{short}",
            body,
            spec.files.text(contract_core::spec::FileIndex::DOCUMENT)
        );
    }
    accepted
}

/// Pseudo-random choices (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).unwrap()
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }

    fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.roll(choices.len())].clone()
    }
}

const NAMES: [&str; 12] = [
    "id",
    "kind",
    "type",
    "year",
    "expiryYear",
    "note",
    "cardNumber",
    "a",
    "bee",
    "name_of_a_holder_that_is_long",
    "nächster",
    "links",
];

/// A schema as people write them.
fn schema(dice: &mut Dice, depth: usize) -> Value {
    let sides = if depth == 0 { 11 } else { 20 };
    let mut schema = match dice.roll(sides) {
        0 => json!({"type": "string"}),
        1 => {
            json!({"type": "string", "format": dice.pick(&["date-time", "uuid", "date", "uri", "email", "byte"])})
        }
        2 => json!({"type": "integer", "format": dice.pick(&["int32", "int64"])}),
        3 => {
            json!({"type": "number", "minimum": dice.pick(&[0, -3, 1]), "maximum": dice.pick(&[10, 2_000_000_000_i64])})
        }
        4 => json!({"type": "integer", "minimum": 0, "maximum": 100}),
        5 => json!({"type": "string", "enum": ["A", "B", "long value of a list"]}),
        6 => json!({"type": "string", "x-extensible-enum": ["A", "B"]}),
        7 => json!({"type": "boolean"}),
        8 => {
            json!({"type": "string", "pattern": dice.pick(&["^[A-Z]{3}$", "^a", "^-?[0-9]+\\.[0-9]{2}$"]), "maxLength": 8})
        }
        9 => json!({"type": "number", "enum": [1, 2.5, 100]}),
        10 => json!({}),
        11 => json!({"type": "array", "items": schema_below(dice, depth), "maxItems": 3}),
        12 => json!({"type": "array", "uniqueItems": true, "items": schema_below(dice, depth)}),
        13 => json!({"type": "object", "additionalProperties": schema_below(dice, depth)}),
        14 => json!({"type": "object", "maxProperties": 2}),
        15 => {
            json!({"allOf": [object(dice, depth - 1), object(dice, depth - 1), {"required": [dice.pick(&NAMES)]}]})
        }
        16 => {
            json!({"oneOf": [{"type": "number"}, {"type": "string", "pattern": "^[0-9]+$"}, object(dice, depth - 1)]})
        }
        17 => json!({"anyOf": [object(dice, depth - 1), object(dice, depth - 1), {"type": "string"}]}),
        18 => {
            let mut branches = Vec::new();
            for kind in ["one", "two"] {
                let mut branch = object(dice, depth - 1);
                branch["properties"]["kind"] = json!({"type": "string", "enum": [kind]});
                branch["required"] = json!(["kind"]);
                branches.push(branch);
            }
            json!({"oneOf": branches})
        }
        _ => object(dice, depth - 1),
    };
    if schema.get("type").is_some() {
        if dice.one_in(5) {
            schema["nullable"] = json!(true);
        }
        if dice.one_in(12) {
            let mark = dice.pick(&["readOnly", "writeOnly"]);
            schema[mark] = json!(true);
        }
        if dice.one_in(40) {
            schema["x-correction"] = json!("a-correction");
        }
    }
    schema
}

fn schema_below(dice: &mut Dice, depth: usize) -> Value {
    match dice.roll(6) {
        0 => json!({"$ref": "#/components/schemas/Again"}),
        1 => json!({"$ref": "#/components/schemas/Event"}),
        _ => schema(dice, depth - 1),
    }
}

fn object(dice: &mut Dice, depth: usize) -> Value {
    let mut properties = Map::new();
    for _ in 0..=dice.roll(5) {
        properties.insert(dice.pick(&NAMES).to_owned(), schema(dice, depth));
    }
    let required: Vec<&String> = properties.keys().take(dice.roll(3)).collect();
    let mut object = json!({"type": "object", "properties": properties});
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    match dice.roll(8) {
        0 => object["additionalProperties"] = json!(false),
        1 => object["additionalProperties"] = json!(true),
        2 => object["additionalProperties"] = json!({"type": "string"}),
        3 => {
            object["required"] = json!(["elsewhere"]);
        }
        _ => {}
    }
    object
}

/// A schema that leads back to itself, and one with a discriminator.
fn components() -> Value {
    json!({
        "Again": {"type": "object", "properties": {"a": {"type": "integer"}, "bee": {"$ref": "#/components/schemas/Again"},
            "links": {"type": "array", "items": {"$ref": "#/components/schemas/Again"}}}},
        "Event": {"oneOf": [{"$ref": "#/components/schemas/Made"}, {"$ref": "#/components/schemas/Gone"}],
            "discriminator": {"propertyName": "type", "mapping": {"made": "#/components/schemas/Made", "gone": "Gone"}}},
        "Made": {"type": "object", "required": ["type"], "properties": {"type": {"type": "string"}, "a": {"type": "integer"}}},
        "Gone": {"type": "object", "required": ["type"], "properties": {"type": {"type": "string"}, "note": {"type": "string"}}}
    })
}

/// `nullable` as `OpenAPI` 3.1 has it.
fn as_newer(schema: &Value) -> Value {
    match schema {
        Value::Array(items) => items.iter().map(as_newer).collect(),
        Value::Object(members) => {
            let mut members: Map<String, Value> =
                members.iter().map(|(key, value)| (key.clone(), as_newer(value))).collect();
            if members.remove("nullable").is_some() {
                let kind = members.remove("type").unwrap();
                members.insert("type".into(), json!([kind, "null"]));
            }
            Value::Object(members)
        }
        other => other.clone(),
    }
}

/// A value that conforms, more often than not.
fn conforming(schema: &Value, dice: &mut Dice, depth: usize) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap();
        return conforming(&components()[name], dice, depth);
    }
    if depth > 12 {
        return json!({});
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let parts = parts.iter().map(|part| conforming(part, dice, depth + 1));
        let members = parts.filter_map(|part| part.as_object().cloned()).flatten();
        return members.collect::<Map<_, _>>().into();
    }
    for keyword in ["oneOf", "anyOf"] {
        if let Some(branches) = schema[keyword].as_array() {
            let chosen = dice.roll(branches.len());
            let mut value = conforming(&branches[chosen], dice, depth + 1);
            if schema.get("discriminator").is_some() {
                value["type"] = json!(["made", "gone"][chosen]);
            }
            return value;
        }
    }
    if schema["nullable"] == json!(true) && dice.one_in(3) {
        return Value::Null;
    }
    if let Some(values) = schema["enum"].as_array().or(schema["x-extensible-enum"].as_array()) {
        return dice.pick(values);
    }
    let format = schema["format"].as_str().unwrap_or_default();
    match (schema["type"].as_str().unwrap_or_default(), format) {
        ("string", "date-time") => {
            json!(dice.pick(&["2026-01-02T03:04:05Z", "2024-02-29T23:59:60Z", "2026-01-02t03:04:05.5+14:00"]))
        }
        ("string", "uuid") => json!(
            dice.pick(&["3c90c3cc-0d44-4b50-8888-8dd25736052a", "3C90C3CC-0D44-4B50-8888-8DD25736052A"])
        ),
        ("string", "date") => json!("2026-01-02"),
        ("string", "uri") => json!("https://example.com/a?b=c&d=e%20f"),
        ("string", "email") => json!("a@example.com"),
        ("string", _) if schema.get("pattern").is_some() => json!(dice.pick(&["ABC", "a1", "-12.50", "12"])),
        ("string", _) => {
            json!(dice.pick(&["", "1234567890123", "é😀\n\"\\", "a longer text of some words", "2026"]))
        }
        ("integer", _) => {
            dice.pick(&[json!(0), json!(7), json!(2026), json!(26), json!(-7), json!(1.0), json!(1e2)])
        }
        ("number", _) => {
            dice.pick(&[json!(0), json!(0.29), json!(9.99), json!(1_234_567.89), json!(1e21), json!(10)])
        }
        ("boolean", _) => json!(dice.one_in(2)),
        ("array", _) => (0..dice.roll(4)).map(|_| conforming(&schema["items"], dice, depth + 1)).collect(),
        ("object", _) => object_of(schema, dice, depth).into(),
        _ => dice.pick(&[json!(null), json!([{"free": [1]}]), json!("text"), json!({"cardNumber": 12})]),
    }
}

fn object_of(schema: &Value, dice: &mut Dice, depth: usize) -> Map<String, Value> {
    let mut members = Map::new();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let is_required =
            schema["required"].as_array().is_some_and(|all| all.iter().any(|other| other == name));
        if is_required || dice.roll(3) > 0 {
            members.insert(name.clone(), conforming(property, dice, depth + 1));
        }
    }
    let others = &schema["additionalProperties"];
    if others.is_object() || others == &json!(true) || schema.get("properties").is_none() {
        for at in 0..dice.roll(3) {
            members.insert(["x", "4000", "ключ"][at].to_owned(), conforming(others, dice, depth + 1));
        }
    }
    members
}

/// What an edit puts in the place of a value.
const TRAPS: [&str; 30] = [
    "null",
    "true",
    "0",
    "-0",
    "1.0",
    "1e2",
    "1.5",
    "18446744073709551615",
    "18446744073709551616",
    "9007199254740993.0",
    "123456789012345678901234567890",
    "1e400",
    "1e-400",
    "01",
    "\"\"",
    "\"A\"",
    "\"\\u0041\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud800\"",
    "\"\\/\"",
    "\"\u{7f}\"",
    "[]",
    "{}",
    "[{\"id\":1,\"id\":2}]",
    "\"2023-02-29T00:00:00Z\"",
    "\"1990-12-31T12:00:60Z\"",
    "\"3c90c3cc0d444b5088888dd25736052a\"",
    "\"e\u{301}\u{301}\"",
    "\"400000000000123 but for its end\"",
    "1234567890123",
];

/// The text of a body, with a few edits.
fn edited(body: &Value, dice: &mut Dice) -> String {
    let mut text = if dice.one_in(4) { format!("{body:#}") } else { body.to_string() };
    for _ in 0..dice.roll(3) {
        text = edit(&text, dice);
    }
    text
}

fn edit(text: &str, dice: &mut Dice) -> String {
    let places: Vec<usize> = text.match_indices([':', '[', ',']).map(|(at, _)| at + 1).collect();
    let braces: Vec<usize> = text.match_indices('{').map(|(at, _)| at + 1).collect();
    let name = dice.pick(&NAMES);
    match dice.roll(6) {
        0 | 1 if !places.is_empty() => {
            let at = dice.pick(&places);
            let end = text[at..].find([',', '}', ']']).map_or(text.len(), |length| at + length);
            format!("{}{}{}", &text[..at], dice.pick(&TRAPS), &text[end..])
        }
        2 if !braces.is_empty() => {
            let at = dice.pick(&braces);
            let comma = if text[at..].trim_start().starts_with('}') { "" } else { "," };
            format!("{}\"{name}\":{}{comma}{}", &text[..at], dice.pick(&TRAPS), &text[at..])
        }
        3 => text.replacen(&format!("\"{name}\""), &format!("\"{}\"", dice.pick(&NAMES)), 1),
        4 => text.replacen("\"id\"", "\"\\u0069d\"", 1),
        5 => text.replacen("\"a\"", "\"A\"", 1 + dice.roll(2)),
        _ => text.to_owned(),
    }
}

fn documents() -> u64 {
    std::env::var("LANE_DOCUMENTS").ok().and_then(|count| count.parse().ok()).unwrap_or(DOCUMENTS)
}

#[test]
fn edited_bodies_have_the_same_result_in_both_ways() {
    let mut accepted = 0;
    for seed in 0..documents() {
        let mut dice = Dice(seed);
        let schema = schema(&mut dice, 4);
        let (version, schema_as_written) =
            if seed % 2 == 0 { ("3.0.3", schema.clone()) } else { ("3.1.0", as_newer(&schema)) };
        let bodies: Vec<String> = (0..BODIES)
            .map(|_| {
                let body = conforming(&schema, &mut dice, 0);
                edited(&body, &mut dice)
            })
            .collect();
        accepted += compare(&document(version, &schema_as_written, &components()), &bodies);
    }
    let bodies = documents() * BODIES as u64;
    println!("{bodies} bodies, of {accepted} requests and responses nothing was to be said");
    assert!(accepted > bodies / 2, "only {accepted} of {bodies}");
}

/// Compares for schemas and bodies that are drawn without regard for each other.
fn compare_drawn(version: &str, schemas: &BoxedStrategy<Value>) {
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let mut accepted = 0;
    for seed in 0..documents() {
        let mut dice = Dice(seed);
        let schema = schemas.new_tree(&mut runner).unwrap().current();
        let body = oracle::body();
        let bodies: Vec<String> =
            (0..BODIES).map(|_| edited(&body.new_tree(&mut runner).unwrap().current(), &mut dice)).collect();
        accepted += compare(&document(version, &schema, &json!({})), &bodies);
    }
    println!(
        "{} bodies, of {accepted} requests and responses nothing was to be said",
        documents() * BODIES as u64
    );
    assert!(accepted > 0);
}

#[test]
fn random_bodies_have_the_same_result_in_both_ways() {
    compare_drawn("3.0.3", &oracle::schema().boxed());
}

#[test]
fn random_bodies_have_the_same_result_in_both_ways_with_newer_keywords() {
    compare_drawn("3.1.0", &oracle_newer::schema().boxed());
}
