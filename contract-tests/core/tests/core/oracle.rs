//! Cries wolf never, and misses nothing: random schemas and bodies, with the `jsonschema` crate as the judge.
//! Undeclared properties are aside; plain JSON Schema has no such thing.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use contract_core::rules::Level;
use contract_core::spec::Spec;
use contract_core::verdict::Observation;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::judged::observe;

/// Codes and pointers of what the checker says about a body.
fn observed(schema: &Value, body: &Value) -> Vec<(&'static str, String)> {
    let spec = json!({"openapi": "3.0.3", "paths": {"/x": {"get": {"responses": {
        "2XX": {"description": "ok", "content": {"application/json": {"schema": schema}}}}}}}});
    judged(&Spec::from_text(spec.to_string(), "api.json").unwrap(), body)
}

pub(crate) fn judged(spec: &Spec, body: &Value) -> Vec<(&'static str, String)> {
    let exchange = json!({"request": {"method": "GET", "url": "https://h/x"}, "response": {
        "status": 203, "headers": {"Content-Type": "Application/JSON; charset=UTF-8"}, "body_text": body.to_string()}});
    let of = |o: &Observation<'_>| (o.rule.level != Level::Note).then(|| (o.rule.code, o.pointer.to_owned()));
    observe(spec, &exchange, of).into_iter().flatten().collect()
}

/// The same schema as JSON Schema says it.
fn as_json_schema(schema: &Value) -> Value {
    match schema {
        Value::Array(items) => items.iter().map(as_json_schema).collect(),
        Value::Object(members) => {
            let mut out = Map::new();
            for (key, value) in members {
                match key.as_str() {
                    "nullable" | "exclusiveMinimum" | "exclusiveMaximum" => {}
                    "type" if members.get("nullable") == Some(&json!(true)) => {
                        out.insert(key.clone(), json!([value, "null"]));
                    }
                    "minimum" if members.get("exclusiveMinimum") == Some(&json!(true)) => {
                        out.insert("exclusiveMinimum".into(), value.clone());
                    }
                    "maximum" if members.get("exclusiveMaximum") == Some(&json!(true)) => {
                        out.insert("exclusiveMaximum".into(), value.clone());
                    }
                    "enum" if members.get("nullable") == Some(&json!(true)) => {
                        let mut values = value.as_array().unwrap().clone();
                        values.push(Value::Null);
                        out.insert(key.clone(), values.into());
                    }
                    "enum" | "required" => {
                        out.insert(key.clone(), value.clone());
                    }
                    "properties" => {
                        let converted =
                            value.as_object().unwrap().iter().map(|(k, v)| (k.clone(), as_json_schema(v)));
                        out.insert(key.clone(), converted.collect());
                    }
                    _ => {
                        out.insert(key.clone(), as_json_schema(value));
                    }
                }
            }
            Value::Object(out)
        }
        other => other.clone(),
    }
}

pub(crate) const NAMES: [&str; 4] = ["a", "b", "c", "d"];

pub(crate) fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3_i64..8).prop_map(Value::from),
        prop_oneof![Just(0.5), Just(1.0), Just(2.25), Just(-1.5), Just(1e3)].prop_map(Value::from),
        prop_oneof![
            Just(""),
            Just("a"),
            Just("ab"),
            Just("x"),
            Just("😀é"),
            Just("2026-01-02"),
            Just("2026-01-02T03:04:05Z"),
            Just("2026-13-02"),
            Just("3c90c3cc-0d44-4b50-8888-8dd25736052a"),
            Just("10.0.0.1"),
            Just("::1"),
        ]
        .prop_map(Value::from),
    ]
}

pub(crate) fn body() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((prop::sample::select(&NAMES[..]), inner), 0..4)
                .prop_map(|members| members.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()),
        ]
    })
}

pub(crate) fn with(mut schema: Value, extra: Vec<(&str, Option<Value>)>) -> Value {
    for (key, value) in extra {
        if let Some(value) = value {
            schema[key] = value;
        }
    }
    schema
}

fn leaf_schema() -> impl Strategy<Value = Value> {
    let option = |strategy: BoxedStrategy<Value>| prop::option::weighted(0.3, strategy);
    let small = || (0_u64..4).prop_map(Value::from).boxed();
    let flag = || any::<bool>().prop_map(Value::from).boxed();
    prop_oneof![
        Just(json!({})),
        (option(flag()),).prop_map(|(n,)| with(json!({"type": "boolean"}), vec![("nullable", n)])),
        (
            prop::sample::select(vec!["integer", "number"]),
            option(small()),
            option(small()),
            option(flag()),
            option(flag()),
            option(prop_oneof![Just(json!(2)), Just(json!(0.5)), Just(json!(0.75))].boxed()),
            option(flag())
        )
            .prop_map(|(t, min, max, xmin, xmax, multiple, n)| {
                let xmin = xmin.filter(|_| min.is_some());
                let xmax = xmax.filter(|_| max.is_some());
                with(
                    json!({"type": t}),
                    vec![
                        ("minimum", min),
                        ("maximum", max),
                        ("exclusiveMinimum", xmin),
                        ("exclusiveMaximum", xmax),
                        ("multipleOf", multiple),
                        ("nullable", n),
                    ],
                )
            }),
        (
            option(small()),
            option(small()),
            option(
                prop::sample::select(vec![
                    json!("date"),
                    json!("date-time"),
                    json!("uuid"),
                    json!("ipv4"),
                    json!("ipv6")
                ])
                .boxed()
            ),
            option(
                prop::sample::select(vec![json!("^a"), json!("b$"), json!("^\\w+$"), json!("\\d")]).boxed()
            ),
            option(flag())
        )
            .prop_map(|(min, max, format, pattern, n)| with(
                json!({"type": "string"}),
                vec![
                    ("minLength", min),
                    ("maxLength", max),
                    ("format", format),
                    ("pattern", pattern),
                    ("nullable", n)
                ]
            )),
        prop::collection::vec(scalar(), 1..4).prop_map(|values| json!({"enum": values})),
        prop::collection::vec(scalar(), 1..4)
            .prop_map(|values| json!({"type": "string", "nullable": true, "enum": values})),
    ]
}

pub(crate) fn schema() -> impl Strategy<Value = Value> {
    leaf_schema().prop_recursive(4, 32, 4, |inner| {
        let some = prop::collection::vec(inner.clone(), 1..4);
        let names = prop::collection::vec(prop::sample::select(&NAMES[..]), 0..3);
        let object = (
            prop::collection::btree_map(
                prop::sample::select(&NAMES[..]).prop_map(str::to_owned),
                inner.clone(),
                0..4,
            ),
            names,
            prop::option::weighted(0.3, prop_oneof![Just(json!(true)), inner.clone()]),
            prop::option::weighted(0.2, (0_u64..3).prop_map(Value::from)),
            any::<bool>(),
        )
            .prop_map(|(properties, mut required, additional, most, typed)| {
                required.sort_unstable();
                required.dedup();
                let base = if typed { json!({"type": "object"}) } else { json!({}) };
                let required = (!required.is_empty()).then(|| json!(required));
                with(
                    base,
                    vec![
                        ("properties", Some(json!(properties))),
                        ("required", required),
                        ("additionalProperties", additional),
                        ("maxProperties", most),
                    ],
                )
            });
        let array = (inner.clone(), prop::option::weighted(0.3, 0_u64..3), any::<bool>()).prop_map(
            |(items, most, unique)| {
                with(
                    json!({"type": "array", "items": items, "uniqueItems": unique}),
                    vec![("maxItems", most.map(Value::from))],
                )
            },
        );
        prop_oneof![
            4 => object,
            2 => array,
            1 => some.clone().prop_map(|parts| json!({"allOf": parts})),
            1 => some.clone().prop_map(|parts| json!({"oneOf": parts})),
            1 => some.prop_map(|parts| json!({"anyOf": parts})),
            1 => inner.prop_map(|part| json!({"not": part})),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn agrees_with_jsonschema(schema in schema(), body in body()) {
        let judge = jsonschema::draft201909::options().should_validate_formats(true).build(&as_json_schema(&schema)).unwrap();
        let findings: Vec<_> = observed(&schema, &body).into_iter().filter(|(code, _)| *code != "C104").collect();
        prop_assert_eq!(findings.is_empty(), judge.is_valid(&body), "{} {} {:?}", schema, body, findings);
    }
}

/// A source of choices.
struct Dice<'a>(&'a [u8], usize);

impl Dice<'_> {
    fn roll(&mut self, sides: usize) -> usize {
        self.1 += 1;
        usize::from(self.0.get(self.1 % self.0.len()).copied().unwrap_or(0)) % sides
    }
}

/// A schema as people write them, and bodies that conform to it: built together, so that no judge is needed.
fn natural(dice: &mut Dice<'_>, depth: usize, prefix: &str) -> Value {
    let sides = if depth == 0 { 7 } else { 12 };
    match dice.roll(sides) {
        0 => json!({"type": "string"}),
        1 => json!({"type": "string", "format": "date-time"}),
        2 => json!({"type": "integer", "format": "int64"}),
        3 => json!({"type": "number", "minimum": 0, "multipleOf": 0.01}),
        4 => json!({"type": "string", "enum": ["A", "B"]}),
        5 => json!({"type": "boolean", "nullable": true}),
        6 => json!({"type": "object"}),
        7 => json!({"type": "array", "items": natural(dice, depth - 1, prefix)}),
        8 => json!({"type": "object", "additionalProperties": natural(dice, depth - 1, prefix)}),
        9 => {
            json!({"allOf": [object(dice, depth - 1, &format!("{prefix}l")), object(dice, depth - 1, &format!("{prefix}r"))]})
        }
        10 => {
            let mut branches = Vec::new();
            for kind in ["one", "two"] {
                let mut branch = object(dice, depth - 1, prefix);
                branch["properties"]["kind"] = json!({"type": "string", "enum": [kind]});
                branch["required"] = json!(["kind"]);
                branches.push(branch);
            }
            json!({"oneOf": branches})
        }
        _ => object(dice, depth - 1, prefix),
    }
}

fn object(dice: &mut Dice<'_>, depth: usize, prefix: &str) -> Value {
    let mut properties = Map::new();
    for at in 0..=dice.roll(3) {
        properties.insert(format!("{prefix}{at}"), natural(dice, depth, prefix));
    }
    let first = format!("{prefix}0");
    json!({"type": "object", "required": [first], "properties": properties})
}

fn conforming(schema: &Value, dice: &mut Dice<'_>) -> Value {
    if let Some(parts) = schema["allOf"].as_array() {
        let members = parts.iter().flat_map(|part| conforming(part, dice).as_object().unwrap().clone());
        return members.collect::<Map<_, _>>().into();
    }
    if let Some(branches) = schema["oneOf"].as_array() {
        return conforming(&branches[dice.roll(branches.len())], dice);
    }
    if schema["nullable"] == json!(true) && dice.roll(2) == 0 {
        return Value::Null;
    }
    if let Some(values) = schema["enum"].as_array() {
        return values[dice.roll(values.len())].clone();
    }
    match (schema["type"].as_str().unwrap(), schema["format"].as_str()) {
        ("string", Some(_)) => {
            ["2026-01-02T03:04:05Z", "2024-02-29T23:59:60Z", "2026-01-02t03:04:05.5+14:00"][dice.roll(3)]
                .into()
        }
        ("string", None) => {
            ["", "1234567890123", "é😀\n\"\\", "3c90c3cc-0d44-4b50-8888-8dd25736052a"][dice.roll(4)].into()
        }
        ("integer", _) => {
            [json!(0), json!(i64::MAX), json!(-7), json!(1.0), json!(1e2)][dice.roll(5)].clone()
        }
        ("number", _) => [json!(0), json!(0.29), json!(1_234_567.89), json!(1e21)][dice.roll(4)].clone(),
        ("boolean", _) => json!(dice.roll(2) == 0),
        ("array", _) => (0..dice.roll(4)).map(|_| conforming(&schema["items"], dice)).collect(),
        _ => {
            let Some(properties) = schema["properties"].as_object() else {
                let values = &schema["additionalProperties"];
                let names = ["x", "4000", "ключ", ""];
                let value = |dice: &mut Dice<'_>| {
                    if values.is_null() { json!([{"free": 1}]) } else { conforming(values, dice) }
                };
                return (0..dice.roll(4))
                    .map(|at| (names[at].to_owned(), value(dice)))
                    .collect::<Map<_, _>>()
                    .into();
            };
            let mut members = Map::new();
            for (name, property) in properties {
                let is_required =
                    schema["required"].as_array().unwrap().iter().any(|required| required == name);
                if is_required || dice.roll(3) > 0 {
                    members.insert(name.clone(), conforming(property, dice));
                }
            }
            members.into()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn says_nothing_about_what_conforms(choices in prop::collection::vec(any::<u8>(), 40..120)) {
        let mut dice = Dice(&choices, 0);
        let schema = natural(&mut dice, 4, "p");
        let body = conforming(&schema, &mut dice);
        prop_assert_eq!(observed(&schema, &body), [], "{} {}", schema, body);
    }
}

#[test]
fn nested_alternatives_do_not_take_exponential_time() {
    let mut body = json!({"kind": "c"});
    for _ in 0..100 {
        body = json!({"kind": "a", "left": body});
    }
    let spec = r##"{"openapi": "3.0.3", "paths": {"/x": {"get": {"responses": {"200": {"description": "", "content":
        {"application/json": {"schema": {"$ref": "#/components/schemas/T"}}}}}}}},
        "components": {"schemas": {"T": {"oneOf": [
            {"type": "object", "properties": {"left": {"$ref": "#/components/schemas/T"}, "kind": {"enum": ["a"]}}, "required": ["kind"]},
            {"type": "object", "properties": {"left": {"$ref": "#/components/schemas/T"}, "kind": {"enum": ["b"]}}, "required": ["kind"]},
            {"type": "object", "properties": {"left": {"$ref": "#/components/schemas/T"}, "other": {"type": "string"}}, "required": ["left"]}]}}}}"##;
    let spec = Spec::from_text(spec.into(), "api.json").unwrap();
    let exchange =
        json!({"request": {"method": "GET", "url": "/x"}, "response": {"status": 200, "body": body}});
    let started = std::time::Instant::now();
    let count = observe(&spec, &exchange, |_| ()).len();
    assert!(count > 0 && started.elapsed().as_secs() < 5, "{count} in {:?}", started.elapsed());
}
