//! Cries wolf never: traffic that conforms yields nothing at all, with every rule on, whatever the schema.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::io::Cursor;

use contract_core::exchange::{Entry, Reader};
use contract_core::findings::Summary;
use contract_core::judgement::{Coverage, Outcome, Sources};
use contract_core::rules::{self, Level, Levels};
use contract_core::spec::Spec;
use contract_core::verdict::Checker;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Names as strangers choose them, also names that rules look at. What values under `statusCode`, `limit` or `exp_year`
/// may be is not for a schema to say; such bodies are in a test of their own.
const NAMES: [&str; 20] = [
    "id",
    "name",
    "status",
    "status_text",
    "data",
    "total",
    "page",
    "totalPages",
    "message",
    "card_number",
    "masked_pan",
    "masked_number",
    "created_at",
    "createdAt",
    "ключ",
    "a/b~c",
    "",
    "$ref",
    "x y",
    "items",
];

const TEXTS: [&str; 14] = [
    "",
    "Ann",
    "2026-01-02",
    "1767323045123",
    "3c90c3cc-0d44-4b50-8888-8dd25736052a",
    "é😀\u{200b}\n\"\\",
    "411111******1111",
    "00000000000000000000",
    "deadbeefdeadbeefdeadbeef",
    "https://h.example/p?x=1",
    "+237 699 00 11 22",
    "26",
    "success",
    "null",
];

/// A schema and bodies that conform to it are made together: every schema knows what fits it.
#[derive(Debug, Clone)]
struct Made {
    schema: Value,
    values: Vec<Value>,
}

fn made(schema: Value, values: Vec<Value>) -> Made {
    Made { schema, values }
}

fn leaf() -> impl Strategy<Value = Made> {
    let texts = || prop::collection::vec(prop::sample::select(&TEXTS[..]), 1..4);
    let nulls = |mut made: Made| {
        made.schema["nullable"] = json!(true);
        made.values.push(Value::Null);
        made
    };
    let plain = prop_oneof![
        3 => texts().prop_map(|texts| made(json!({"type": "string"}), texts.into_iter().map(Value::from).collect())),
        1 => texts().prop_map(|texts| made(json!({"type": "string", "maxLength": 40, "pattern": "^[^]*$"}), texts.into_iter().map(Value::from).collect())),
        1 => Just(made(json!({"type": "string", "format": "date-time"}), vec![json!("2026-01-02T03:04:05Z"), json!("2024-02-29T23:59:60+00:00")])),
        1 => Just(made(json!({"type": "string", "format": "uuid"}), vec![json!("3C90c3cc-0d44-4b50-8888-8dd25736052a")])),
        1 => Just(made(json!({"type": "string", "enum": ["A", "b c"]}), vec![json!("A"), json!("b c")])),
        1 => Just(made(json!({"type": "integer"}), vec![json!(0), json!(404), json!(2026), json!(1.0), json!(9_007_199_254_740_993_u64)])),
        1 => Just(made(json!({"type": "number", "minimum": 0, "multipleOf": 0.01}), vec![json!(0.29), json!(1e21), json!(12)])),
        1 => Just(made(json!({"type": "boolean"}), vec![json!(true)])),
        1 => Just(made(json!({}), vec![json!({"any": [1, null]}), json!("x"), json!([])])),
        1 => Just(made(json!({"type": "object"}), vec![json!({}), json!({"a": 1, "ключ": {"b": []}})])),
    ];
    (plain, any::<bool>()).prop_map(move |(made, nullable)| {
        let typed = made.schema.get("type").is_some() && made.schema.get("enum").is_none();
        if nullable && typed { nulls(made) } else { made }
    })
}

fn properties() -> impl Strategy<Value = Vec<(&'static str, Made, bool)>> {
    let property = (prop::sample::select(&NAMES[..]), leaf(), any::<bool>());
    prop::collection::vec(property, 1..6).prop_map(|mut all| {
        all.sort_by_key(|(name, _, _)| *name);
        all.dedup_by_key(|(name, _, _)| *name);
        all
    })
}

/// An object, and bodies with every optional member there and not.
fn object(properties: &[(&str, Made, bool)], additional: Option<Value>) -> Made {
    let mut schema = json!({"type": "object", "properties": {}});
    let required: Vec<&str> =
        properties.iter().filter(|(_, _, required)| *required).map(|(name, _, _)| *name).collect();
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    if let Some(additional) = additional {
        schema["additionalProperties"] = additional;
    }
    for (name, made, _) in properties {
        schema["properties"][*name] = made.schema.clone();
    }
    let body = |with_optional: bool, turn: usize| -> Value {
        let members = properties.iter().filter(|(_, _, required)| *required || with_optional);
        members
            .map(|(name, made, _)| ((*name).to_owned(), made.values[turn % made.values.len()].clone()))
            .collect::<Map<_, _>>()
            .into()
    };
    made(schema, vec![body(true, 0), body(true, 1), body(false, 0)])
}

fn any_schema() -> impl Strategy<Value = Made> {
    leaf().prop_recursive(4, 40, 5, |inner| {
        let named = (prop::sample::select(&NAMES[..]), inner.clone(), any::<bool>());
        let object_of = |strategy: BoxedStrategy<(&'static str, Made, bool)>| {
            prop::collection::vec(strategy, 1..5).prop_map(|mut all| {
                all.sort_by_key(|(name, _, _)| *name);
                all.dedup_by_key(|(name, _, _)| *name);
                object(&all, None)
            })
        };
        prop_oneof![
            4 => object_of(named.boxed()),
            2 => inner.clone().prop_map(|item| {
                let all = Value::from(item.values.clone());
                made(json!({"type": "array", "items": item.schema}), vec![json!([]), all])
            }),
            1 => inner.clone().prop_map(|item| {
                let body: Map<String, Value> = item.values.iter().enumerate().map(|(at, value)| (format!("4000-{at}"), value.clone())).collect();
                made(json!({"type": "object", "additionalProperties": item.schema}), vec![body.into(), json!({})])
            }),
            1 => properties().prop_map(|all| {
                let mut open = object(&all, Some(json!(true)));
                for value in &mut open.values {
                    value["free to come"] = json!({"x": [1]});
                }
                open
            }),
            // Two parts of one object: each declares some of it.
            1 => (properties(), properties()).prop_map(|(left, right)| {
                let right: Vec<_> = right.into_iter().filter(|(name, _, _)| left.iter().all(|(other, _, _)| other != name)).collect();
                let (left, right) = (object(&left, None), object(&right, None));
                let join = |(l, r): (&Value, &Value)| -> Value {
                    l.as_object().unwrap().iter().chain(r.as_object().unwrap()).map(|(k, v)| (k.clone(), v.clone())).collect::<Map<_, _>>().into()
                };
                let values = left.values.iter().zip(&right.values).map(join).collect();
                made(json!({"allOf": [left.schema, right.schema]}), values)
            }),
            // Variants that a constant tells apart.
            1 => (properties(), properties(), any::<bool>()).prop_map(|(left, right, one)| {
                let branch = |mut all: Vec<(&'static str, Made, bool)>, kind: &'static str| {
                    all.retain(|(name, _, _)| *name != "kind");
                    all.push(("kind", made(json!({"type": "string", "enum": [kind]}), vec![json!(kind)]), true));
                    object(&all, None)
                };
                let (left, right) = (branch(left, "left"), branch(right, "right"));
                let key = if one { "oneOf" } else { "anyOf" };
                made(json!({key: [left.schema, right.schema]}), [left.values, right.values].concat())
            }),
            1 => inner.prop_map(|part| {
                let mut values = part.values;
                values.push(Value::Null);
                made(json!({"nullable": true, "allOf": [part.schema]}), values)
            }),
        ]
    })
}

/// What a report with every rule turned on says about the bodies, those about what was never seen aside.
fn said(schema: &Value, bodies: &[Value], status: u16) -> Vec<String> {
    let spec = json!({"openapi": "3.0.3", "paths": {"/x": {"get": {"operationId": "x", "responses": {
        "2XX": {"description": "ok", "content": {"application/json": {"schema": schema}}}}}}}});
    let spec = Spec::from_text(spec.to_string(), "api.json").unwrap();
    let line = |body: &Value| {
        json!({"request": {"method": "GET", "url": "https://h/x"}, "response": {"status": status,
            "headers": {"Content-Type": "Application/JSON; charset=UTF-8"}, "body_text": body.to_string()}})
        .to_string()
    };
    let text = bodies.iter().map(line).collect::<Vec<_>>().join("\n");
    let mut reader = Reader::from_stream(Box::new(Cursor::new(text)), "-").unwrap();
    let (mut checker, mut summary, mut levels) = (Checker::new(&spec), Summary::new(1), Levels::default());
    while let Some(entry) = reader.next_entry() {
        let Entry::Exchange(exchange) = entry else { panic!("unread") };
        summary.begin(0, exchange.locator);
        let operation = checker.check(&exchange, &mut |observation| summary.observe(observation));
        summary.end(operation.unwrap(), exchange.response.status);
    }
    summary.learn(checker.learned());
    for rule in rules::all() {
        levels.set(rule.code, Level::Error).unwrap();
    }
    let sources =
        Sources { spec: &spec, ledger: None, levels: &levels, coverage: Coverage::default(), presence: None };
    let report = Outcome::new(&summary, &[], sources);
    report.findings.iter().map(|f| format!("{} {} {}", f.rule.code, f.pointer, f.message)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn what_conforms_yields_nothing(made in any_schema()) {
        prop_assert_eq!(said(&made.schema, &made.values, 206), [""; 0], "{}", made.schema);
    }
}

#[test]
fn resources_that_look_like_envelopes_yield_nothing() {
    for (body, status) in [
        (json!({"id": 7, "status_code": 502, "url": "https://hook.example", "message": "x"}), 200),
        (json!({"statusCode": 200, "message": "ok"}), 200),
        (json!({"status": 404, "name": "a progress, not a status"}), 200),
        (json!({"payment_id": "p", "status": "failed", "message": "declined"}), 200),
        (json!({"success": false, "data": {"checked": 3}, "message": "two of three"}), 200),
        (json!({"errors": [], "data": [1]}), 200),
        (json!({"errors": [{"message": "partly"}], "data": {"a": 1}}), 200),
        (json!({"items": [1, 2, 3], "total": 3, "limit": 20, "page": 0, "pages": 1}), 200),
        (json!({"items": [1, 2], "total": 2, "limit": 2, "page": 2, "totalPages": 7}), 200),
        (json!({"items": [1, 2, 3], "limit": 0, "total": 3, "page": 1}), 200),
        (json!({"items": [], "total": 0, "per_page": 20, "page": 1, "total_pages": 1}), 200),
        (json!({"items": [1], "other": [1, 2, 3], "limit": 2, "total": 9, "page": 1}), 200),
        (json!({"total": 3, "pages": 800, "title": "a book"}), 200),
        (json!({"limit": 1, "used": [1, 2, 3]}), 200),
        (json!({"exp_year": 27, "start_year": 99, "n": {"exp_year": "28"}}), 200),
        (
            json!({"note": "1234567890123456 and 4000000000000000001", "ids": [9_007_199_254_740_993_u64]}),
            200,
        ),
        (json!({"responses": [{"statusCode": 404, "message": "x"}]}), 207),
    ] {
        assert_eq!(said(&json!({}), std::slice::from_ref(&body), status), [""; 0], "{body}");
    }
}

#[test]
fn identifiers_that_pass_the_check_by_chance_yield_nothing() {
    // Sixteen digits with the prefix of a scheme: every tenth passes.
    let bodies: Vec<Value> =
        (0..200_u64).map(|at| json!({"reference": format!("ref_45{:014}", at * 7_919)})).collect();
    assert_eq!(
        said(&json!({"type": "object", "properties": {"reference": {"type": "string"}}}), &bodies, 200),
        [""; 0]
    );
}
