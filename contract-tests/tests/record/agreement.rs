//! A run over recordings finds what the run over the traffic finds: rule, place, fingerprint and count.

use std::collections::BTreeMap;
use std::path::PathBuf;

use contract_core::exchange::inputs;
use contract_core::judgement::{Coverage, Outcome, Sources};
use contract_core::rules::{Family, Levels};
use contract_core::spec::Spec;
use contract_core::workers::{Options, check_inputs};
use contract_record::{ImportOptions, Store, import};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};

use crate::judged_alike::compare;
use crate::world::World;

/// The findings of a run, with their counts.
fn found(spec: &Spec, files: &[PathBuf]) -> BTreeMap<String, u64> {
    let options = Options { jobs: None, max_examples: 1, shard: None, count_presence: false };
    let run = check_inputs(spec, &inputs(files).unwrap(), options);
    let levels = Levels::default();
    let coverage = Coverage::default();
    let sources = Sources { spec, ledger: None, levels: &levels, coverage, presence: None };
    let outcome = Outcome::new(&run.summary, &[], sources);
    // What is card data in the traffic is invented in the recording, and what matches no operation is not recorded.
    let is_recorded =
        |rule: &contract_core::rules::Rule| rule.family != Family::CardData && rule.code != "C120";
    let findings = outcome.findings.iter().filter(|finding| is_recorded(finding.rule));
    findings
        .map(|finding| {
            let place = (finding.rule.code, &finding.operation, finding.part.word(), &finding.pointer);
            (format!("{place:?} {:?} {}", finding.found, finding.fingerprint), finding.count)
        })
        .collect()
}

/// Imports the traffic and compares both runs.
pub(crate) fn assert_agree(spec: &Spec, traffic: &[PathBuf], store: &Store, about: &str) {
    let options = ImportOptions { keep_all: true, ..ImportOptions::default() };
    let imported = import(spec, store, &inputs(traffic).unwrap(), &options).unwrap();
    assert!(imported.refused.is_empty() && !imported.written.is_empty(), "{about}");
    let recordings: Vec<PathBuf> = imported.written.iter().map(|recording| recording.path.clone()).collect();
    let (original, recorded) = (found(spec, traffic), found(spec, &recordings));
    let missing: Vec<_> = original.iter().filter(|(key, count)| recorded.get(*key) != Some(count)).collect();
    let other: Vec<_> = recorded.iter().filter(|(key, count)| original.get(*key) != Some(count)).collect();
    assert!(missing.is_empty() && other.is_empty(), "{about}\nmissing: {missing:#?}\nother: {other:#?}");
}

#[test]
fn the_recordings_of_the_project() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let spec = Spec::load(&root.join("openapi/cartevo.yaml"), "openapi/cartevo.yaml").unwrap();
    let all = inputs(&[root.join("contract-tests/recordings")]).unwrap();
    let files: Vec<PathBuf> = all.into_iter().filter_map(|input| input.path).collect();
    let folder = tempfile::tempdir().unwrap();
    assert_agree(&spec, &files, &Store::new(folder.path()), "recordings");
}

#[test]
fn generated_documents_and_traffic() {
    for seed in 0..12 {
        let mut random = StdRng::seed_from_u64(seed);
        let document = document(&mut random);
        let spec = Spec::from_text(document.to_string(), "spec.json").unwrap();
        let lines: Vec<String> = (0..40).map(|_| exchange(&mut random).to_string()).collect();
        let world = World::new();
        let traffic = world.file("traffic.ndjson", &lines.join("\n"));
        compare(&spec, &traffic, &Store::new(world.folder.path().join("one by one")));
        assert_agree(&spec, &[traffic], &world.store, &format!("seed {seed}: {document}"));
    }
}

pub(crate) const NAMES: &[&str] = &[
    "status",
    "brand",
    "amount",
    "expiry_year",
    "code",
    "statusCode",
    "success",
    "message",
    "created",
    "label",
    "item",
    "meta",
];
/// None of them is like a declared one: whether a property was renamed depends on whether its value fits the other place,
/// of which the invented one tells nothing.
pub(crate) const UNDECLARED: &[&str] = &["note", "state", "limit", "total", "page"];

fn document(random: &mut StdRng) -> Value {
    let sensitivities = SENSITIVITIES.choose(random).unwrap();
    let mut properties = serde_json::Map::new();
    for name in NAMES {
        properties.insert((*name).to_owned(), schema(random, sensitivities, 0));
    }
    let items = json!({"type": "array", "items": {"$ref": "#/components/schemas/Thing"}});
    properties.insert("items".to_owned(), items);
    let required = [NAMES.choose(random).unwrap(), NAMES.choose(random).unwrap()];
    let thing = json!({"type": "object", "properties": properties, "required": required});
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}});
    let parameters: Vec<Value> = ["kind", "size"]
        .map(|name| json!({"name": name, "in": "query", "schema": schema(random, sensitivities, 2)}))
        .to_vec();
    let headers = json!({"X-Kind": {"schema": schema(random, sensitivities, 2)}});
    json!({"openapi": "3.0.3", "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"post": {"operationId": "addThing", "parameters": parameters,
            "requestBody": {"content": content},
            "responses": {"200": {"description": "A thing.", "headers": headers, "content": content},
                "404": {"description": "None.", "content": content}}}}},
        "components": {"schemas": {"Thing": thing}}})
}

/// Sensitive values and public ones are in different documents: a word that is someone's secret in the same run is withheld
/// from the recording at public places, too, so that its finding has another fingerprint.
pub(crate) const SENSITIVITIES: &[&[Option<&str>]] = &[
    &[Some("public"), Some("public"), Some("public"), Some("id"), None],
    &[Some("id"), Some("personal"), Some("secret"), Some("pan"), None],
];

pub(crate) fn schema(random: &mut StdRng, sensitivities: &[Option<&str>], depth: usize) -> Value {
    if depth < 2 && random.random_bool(0.15) {
        let branches = [schema(random, sensitivities, depth + 1), schema(random, sensitivities, depth + 1)];
        let kind = ["oneOf", "anyOf"].choose(random).unwrap();
        return json!({*kind: branches});
    }
    let mut schema = match random.random_range(0..14) {
        0 => json!({"type": "string", "enum": ["ACTIVE", "FROZEN"]}),
        1 => json!({"type": "string", "x-extensible-enum": ["VISA", "MASTERCARD"]}),
        2 => json!({"type": "string", "enum": ["00", "05", "51"]}),
        3 => json!({"type": "integer", "enum": [1, 2, 3]}),
        4 => json!({"type": "integer", "minimum": 1, "maximum": 12}),
        5 => json!({"type": "integer", "minimum": 2000, "maximum": 2099}),
        6 => json!({"type": "number", "multipleOf": 0.01, "minimum": 0}),
        7 => json!({"type": "string", "format": "date-time"}),
        8 => json!({"type": "string", "pattern": "^[A-Z]{3}$"}),
        9 => json!({"type": "string", "minLength": 3, "maxLength": 8}),
        10 => json!({"type": "string", "format": "uuid"}),
        11 => json!({"type": "boolean"}),
        12 => json!({"type": "integer", "format": "int32"}),
        _ => json!({"type": "string"}),
    };
    if let Some(sensitivity) = sensitivities.choose(random).unwrap() {
        schema["x-sensitivity"] = json!(sensitivity);
    }
    if random.random_bool(0.2) {
        schema["nullable"] = json!(true);
    }
    schema
}

fn exchange(random: &mut StdRng) -> Value {
    let query =
        ["", "?kind=ACTIVE", "?kind=visa&size=5", "?size=2027-01-01", "?kind=&size=x%20y", "?size=45395787"];
    let headers =
        [json!({}), json!({"X-Kind": "active"}), json!({"x-kind": "17"}), json!({"x-kind": "it is"})];
    let mut headers = headers.choose(random).unwrap().clone();
    headers["content-type"] = json!("application/json");
    let status = *[200, 200, 404].choose(random).unwrap();
    json!({"request": {"method": "POST", "url": format!("/things{}", query.choose(random).unwrap()),
            "headers": {"content-type": "application/json"}, "body": object(random, 0)},
        "response": {"status": status, "headers": headers, "body": object(random, 0)}})
}

pub(crate) fn object(random: &mut StdRng, depth: usize) -> Value {
    let mut members = serde_json::Map::new();
    for _ in 0..random.random_range(0..9) {
        let names = if random.random_bool(0.85) { NAMES } else { UNDECLARED };
        members.insert((*names.choose(random).unwrap()).to_owned(), value(random, depth));
    }
    if depth < 2 && random.random_bool(0.3) {
        let items: Vec<Value> = (0..random.random_range(0..4)).map(|_| object(random, depth + 1)).collect();
        members.insert("items".to_owned(), json!(items));
    }
    Value::Object(members)
}

pub(crate) const TEXTS: &[&str] = &[
    "ACTIVE",
    "active",
    "Frozen",
    "CLOSED",
    "BRAND_NEW",
    "VISA",
    "visa",
    "00",
    "51",
    "739",
    "12",
    "2027",
    "9.75",
    "45395787",
    "",
    "Amina Tchoupo",
    "amina.tchoupo",
    "XAF",
    "xaf",
    "2026-01-02",
    "2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05.678901234Z",
    "91b3c6d6-111b-44da-9f81-16f019bebe8c",
    "a@mail.cm",
    "https://a.test/b?c=d",
    "failed",
    "ok",
    "true",
    "null",
    "\u{e9}t\u{e9}",
    "a text that is longer than all of the others",
    "+237 6 99",
    "**** 4242",
    "tok_9d8f7a6b5c4d",
];

const YEARS_AND_CODES: &[i32] = &[2027, 27, 1999, 99, 404, 500, 200];

fn value(random: &mut StdRng, depth: usize) -> Value {
    match random.random_range(0..16) {
        0 => Value::Null,
        1 => json!(random.random_bool(0.5)),
        2 => json!(random.random_range(-3..15)),
        3 => json!(*YEARS_AND_CODES.choose(random).unwrap()),
        4 => json!(random.random_range(0..100_000_000)),
        5 => json!(f64::from(random.random_range(0..1_000_000)) / 100.0),
        6 => json!(12.340_000_000_000_001),
        7 => json!(1_767_323_045_678_i64),
        8 if depth < 3 => json!([value(random, depth + 1), value(random, depth + 1)]),
        9 if depth < 3 => object(random, depth + 1),
        _ => json!(TEXTS.choose(random).unwrap()),
    }
}
