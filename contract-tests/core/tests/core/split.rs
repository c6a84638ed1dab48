//! A document that is split into files at random gives the findings of the document, each in the file of its part.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::HashMap;
use std::fs;

use contract_core::spec::{Site, Spec};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::judged::observe;

const DOCUMENT: &str = r##"{
  "openapi": "3.0.3",
  "paths": {
    "/berths/{id}": {
      "parameters": [{"$ref": "#/components/parameters/Id"}],
      "get": {
        "operationId": "getBerth",
        "parameters": [{"name": "depth", "in": "query", "schema": {"type": "integer", "minimum": 2}}],
        "responses": {
          "200": {"$ref": "#/components/responses/Berth"},
          "404": {"description": "none", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}}}
        }
      },
      "put": {
        "operationId": "putBerth",
        "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Berth"}}}},
        "responses": {"200": {"$ref": "#/components/responses/Berth"}, "default": {"description": "fault"}}
      }
    },
    "/tides": {
      "get": {"responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"type": "array", "maxItems": 2, "items": {"$ref": "#/components/schemas/Tide"}}}}}}}
    }
  },
  "components": {
    "parameters": {"Id": {"name": "id", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}}},
    "responses": {"Berth": {"description": "ok", "headers": {"X-Wind": {"required": true, "schema": {"type": "integer"}}}, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Berth"}}}}},
    "schemas": {
      "Fault": {"type": "object", "required": ["code"], "properties": {"code": {"type": "string", "enum": ["gone", "full"]}}},
      "Tide": {"type": "object", "properties": {"height": {"type": "number", "minimum": 0}, "at": {"type": "string", "format": "date-time"}}},
      "Berth": {
        "type": "object",
        "required": ["id", "vessel"],
        "properties": {
          "id": {"type": "string", "maxLength": 4},
          "vessel": {"$ref": "#/components/schemas/Vessel"},
          "neighbours": {"type": "array", "items": {"$ref": "#/components/schemas/Berth"}},
          "tides": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Tide"}},
          "state": {"type": "string", "nullable": true, "x-extensible-enum": ["free", "taken"]}
        }
      },
      "Vessel": {"oneOf": [{"$ref": "#/components/schemas/Brig"}, {"$ref": "#/components/schemas/Yawl"}], "discriminator": {"propertyName": "kind", "mapping": {"brig": "#/components/schemas/Brig", "y": "Yawl"}}},
      "Hull": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "length": {"type": "number", "maximum": 90}}},
      "Brig": {"allOf": [{"$ref": "#/components/schemas/Hull"}, {"type": "object", "properties": {"guns": {"type": "integer"}}, "not": {"required": ["sloop"]}}]},
      "Yawl": {"allOf": [{"$ref": "#/components/schemas/Hull"}, {"type": "object", "properties": {"sails": {"anyOf": [{"$ref": "#/components/schemas/Tide"}, {"$ref": "#/components/schemas/Fault"}]}}}]}
    }
  }
}"##;

/// Where a part of the document is: the file and the pointer. A part that was moved has two places.
type Places = HashMap<String, Vec<(String, String)>>;

/// Moves parts of a document to files.
struct Splitter {
    random: u64,
    files: HashMap<String, Value>,
    places: Places,
    count: usize,
}

const FOLDERS: [&str; 4] = ["", "parts/", "a/b c/", "parts/deep/"];

impl Splitter {
    fn draw(&mut self, below: usize) -> usize {
        self.random =
            self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.random >> 33).unwrap() % below
    }

    /// The part at `pointer`, as it is written at `there` in `file`.
    fn part(&mut self, node: &Value, pointer: &str, file: &str, there: &str) -> Value {
        self.places.entry(pointer.to_owned()).or_default().push((file.to_owned(), there.to_owned()));
        if !may_move(node, pointer) || self.draw(4) > 0 {
            return self.members(node, pointer, file, there);
        }
        let name = pointer.rsplit('/').next().unwrap().replace(['~', '{', '}'], "");
        self.count += 1;
        let ending = ["yaml", "json", "yml"][self.draw(3)];
        let folder = FOLDERS[self.draw(FOLDERS.len())];
        let path = format!("{folder}{}/{name}.{ending}", self.count);
        let is_whole = self.draw(2) == 0;
        let inside = if is_whole { String::new() } else { format!("/schemas/{name}") };
        self.places.entry(pointer.to_owned()).or_default().push((path.clone(), inside.clone()));
        let moved = self.members(node, pointer, &path, &inside);
        let whole = if is_whole { moved } else { json!({"schemas": {name: moved}}) };
        self.files.insert(path.clone(), whole);
        let fragment = if is_whole { String::new() } else { format!("#{inside}") };
        json!({"$ref": relative(file, &path) + &fragment})
    }

    fn members(&mut self, node: &Value, pointer: &str, file: &str, there: &str) -> Value {
        let below =
            |parent: &str, key: &str| format!("{parent}/{}", key.replace('~', "~0").replace('/', "~1"));
        match node {
            Value::Object(members) => {
                let mut all = Map::new();
                for (key, value) in members {
                    let value = match value {
                        Value::String(text) if text.starts_with("#/") && file != "openapi.json" => {
                            json!(relative(file, "openapi.json") + text)
                        }
                        value => self.part(value, &below(pointer, key), file, &below(there, key)),
                    };
                    all.insert(key.clone(), value);
                }
                Value::Object(all)
            }
            Value::Array(items) => {
                let items = items.iter().enumerate();
                let items = items.map(|(at, item)| (at.to_string(), item));
                let items: Vec<Value> = items
                    .map(|(at, item)| self.part(item, &below(pointer, &at), file, &below(there, &at)))
                    .collect();
                Value::Array(items)
            }
            _ => node.clone(),
        }
    }
}

/// True if a reference may stand for a part: it is a map, or a list that is read as a whole. A variant that is moved would
/// get another name.
fn may_move(node: &Value, pointer: &str) -> bool {
    let names: Vec<&str> = pointer.split('/').skip(1).collect();
    let last = names.last().copied().unwrap_or_default();
    let is_variant = names.iter().rev().nth(1).is_some_and(|parent| matches!(*parent, "oneOf" | "anyOf"));
    let is_property_named = names.iter().rev().nth(1) == Some(&"properties");
    let is_list = matches!(last, "parameters" | "enum" | "required" | "allOf" | "x-extensible-enum");
    match node {
        Value::Object(members) => {
            !pointer.is_empty()
                && !is_variant
                && !members.contains_key("$ref")
                && last != "additionalProperties"
        }
        Value::Array(_) => is_list && !is_property_named,
        _ => false,
    }
}

/// The path from one file to another, percent-encoded.
fn relative(from: &str, to: &str) -> String {
    let ups = from.matches('/').count();
    ("../".repeat(ups) + to).replace(' ', "%20")
}

fn exchanges(body: &Value) -> Vec<Value> {
    let answer = |method: &str, url: &str, status: u16| {
        let sent = if method == "PUT" { body.clone() } else { Value::Null };
        json!({"request": {"method": method, "url": url, "headers": {"content-type": "application/json"}, "body": sent},
            "response": {"status": status, "headers": {"content-type": "application/json", "x-wind": "n"}, "body": body}})
    };
    vec![
        answer("GET", "/berths/x?depth=1", 200),
        answer("GET", "/berths/x?width=1", 404),
        answer("GET", "/berths/x", 500),
        answer("PUT", "/berths/x", 200),
        answer("PUT", "/berths/x", 201),
        answer("GET", "/tides", 200),
    ]
}

/// What is observed: the text, and the place in the spec.
fn observed(spec: &Spec, exchange: &Value) -> Vec<(String, Option<Site>)> {
    observe(spec, exchange, |o| {
        let text = format!("{} {} {:?} {:?} {:?}", o.rule.code, o.pointer, o.found, o.expected, o.inside);
        (text, o.site.cloned())
    })
}

fn bodies() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-5..200_i32).prop_map(Value::from),
        prop::sample::select(vec!["brig", "y", "yawl", "gone", "free", "long text"]).prop_map(Value::from),
    ];
    let names = vec![
        "id",
        "vessel",
        "neighbours",
        "tides",
        "state",
        "kind",
        "length",
        "guns",
        "sails",
        "height",
        "code",
        "sloop",
        "new",
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(prop::sample::select(names.clone()), inner, 0..6)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_split_document_is_the_document(seed in any::<u64>(), body in bodies()) {
        let document: Value = serde_json::from_str(DOCUMENT).unwrap();
        let mut splitter = Splitter { random: seed, files: HashMap::new(), places: HashMap::new(), count: 0 };
        let root = splitter.part(&document, "", "openapi.json", "");
        let folder = tempfile::tempdir().unwrap();
        splitter.files.insert("openapi.json".into(), root);
        for (path, content) in &splitter.files {
            // A comment makes it YAML.
            let comment = if path.ends_with("json") { "" } else { "# a part\n" };
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, format!("{comment}{content:#}")).unwrap();
        }
        let split = Spec::load(&folder.path().join("openapi.json"), "openapi.json").unwrap();
        let whole = Spec::from_text(DOCUMENT.to_owned(), "openapi.json").unwrap();
        prop_assert_eq!(&split.cautions, &[]);
        for exchange in exchanges(&body) {
            let (expected, found) = (observed(&whole, &exchange), observed(&split, &exchange));
            let texts = |seen: &[(String, Option<Site>)]| seen.iter().map(|(text, _)| text.clone()).collect::<Vec<_>>();
            prop_assert_eq!(texts(&expected), texts(&found));
            for ((text, known), (_, site)) in expected.iter().zip(&found) {
                let (Some(known), Some(site)) = (known, site) else {
                    prop_assert_eq!(known, site);
                    continue;
                };
                let file = split.files.get(site.file).unwrap();
                let place = (file.path.clone(), site.pointer.clone());
                let places = splitter.places.get(&known.pointer).cloned().unwrap_or_default();
                prop_assert!(places.contains(&place), "{}: {:?} is none of {:?}", text, place, places);
            }
        }
    }
}
