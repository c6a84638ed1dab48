//! The same as `oracle` for `OpenAPI` 3.1, where schemas are those of JSON Schema 2020-12.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use contract_core::spec::Spec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::oracle::{NAMES, body, judged, scalar, with};

/// Codes of what the checker says about a body.
fn observed(schema: &Value, body: &Value) -> Vec<&'static str> {
    let spec = json!({"openapi": "3.1.0", "paths": {"/x": {"get": {"responses": {
        "2XX": {"description": "ok", "content": {"application/json": {"schema": schema}}}}}}}});
    let spec = Spec::from_text(spec.to_string(), "api.json").unwrap();
    assert_eq!(spec.cautions, [], "{schema}");
    judged(&spec, body).into_iter().map(|(code, _)| code).collect()
}

const TYPES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];

/// What every dialect has, and null as a type.
fn leaf() -> impl Strategy<Value = Value> {
    let option = |strategy: BoxedStrategy<Value>| prop::option::weighted(0.3, strategy);
    let small = || prop_oneof![(0_u64..4).prop_map(Value::from), Just(json!(1.5))].boxed();
    prop_oneof![
        Just(json!({})),
        Just(json!(true)),
        Just(json!(false)),
        scalar().prop_map(|value| json!({"const": value})),
        (scalar(), prop::collection::vec(scalar(), 1..4))
            .prop_map(|(only, all)| json!({"const": only, "enum": all})),
        prop::collection::btree_set(prop::sample::select(&TYPES[..]), 1..4)
            .prop_map(|types| json!({"type": types})),
        (option(small()), option(small()), option(small()), option(small())).prop_map(
            |(min, max, above, below)| {
                with(
                    json!({"type": ["number", "null"]}),
                    vec![
                        ("minimum", min),
                        ("maximum", max),
                        ("exclusiveMinimum", above),
                        ("exclusiveMaximum", below),
                    ],
                )
            }
        ),
        prop::sample::select(vec!["^a", "b$", "\\d"])
            .prop_map(|pattern| json!({"type": "string", "pattern": pattern})),
    ]
}

pub(crate) fn schema() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(4, 32, 4, |inner| {
        let some = || prop::collection::vec(inner.clone(), 1..4);
        let named = || {
            let name = prop::sample::select(&NAMES[..]).prop_map(str::to_owned);
            prop::collection::btree_map(name, inner.clone(), 0..3)
        };
        let maybe = || prop::option::weighted(0.4, inner.clone());
        let count = || prop::option::weighted(0.4, (0_u64..3).prop_map(Value::from));
        let required = prop::collection::vec(prop::sample::select(&NAMES[..]), 0..2);
        let pattern = prop::sample::select(vec!["^a", "[bc]", "d$"]).prop_map(str::to_owned);
        let object = (named(), maybe(), prop::collection::btree_map(pattern, inner.clone(), 0..2), maybe(), maybe())
            .prop_map(|(properties, additional, patterns, names, unevaluated)| {
                with(
                    json!({"properties": properties, "patternProperties": patterns}),
                    vec![
                        ("additionalProperties", additional),
                        ("propertyNames", names),
                        ("unevaluatedProperties", unevaluated),
                    ],
                )
            });
        let array = (some(), maybe(), maybe(), count(), count(), maybe()).prop_map(
            |(prefix, items, contains, min, max, unevaluated)| {
                with(
                    json!({"prefixItems": prefix}),
                    vec![
                        ("items", items),
                        ("contains", contains),
                        ("minContains", min),
                        ("maxContains", max),
                        ("unevaluatedItems", unevaluated),
                    ],
                )
            },
        );
        let condition = (inner.clone(), maybe(), maybe(), maybe()).prop_map(|(test, then, other, rest)| {
            let parts = vec![("then", then), ("else", other), ("unevaluatedProperties", rest)];
            with(json!({"if": test}), parts)
        });
        let dependent = (named(), required, prop::sample::select(&NAMES[..])).prop_map(|(schemas, mut required, name)| {
            required.dedup();
            json!({"dependentSchemas": schemas, "dependentRequired": {name: required}, "unevaluatedProperties": false})
        });
        let wrapped = (prop::sample::select(vec!["allOf", "anyOf", "oneOf"]), some(), maybe(), maybe()).prop_map(
            |(keyword, parts, members, items)| {
                with(
                    json!({keyword: parts}),
                    vec![("unevaluatedProperties", members), ("unevaluatedItems", items)],
                )
            },
        );
        prop_oneof![
            3 => object,
            2 => array,
            2 => condition,
            1 => dependent,
            3 => wrapped,
            1 => inner.clone().prop_map(|part| json!({"not": part})),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn agrees_with_jsonschema(schema in schema(), body in body()) {
        let judge = jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap();
        let is_valid = judge.is_valid(&body);
        let found = observed(&schema, &body);
        // What nothing declares is a matter of its own.
        let is_broken = found.iter().any(|code| *code != "C104");
        prop_assert!(if is_valid { !is_broken } else { !found.is_empty() }, "{} {} {:?}", schema, body, found);
        let reversed = observed(&json!({"not": schema}), &body);
        prop_assert_eq!(reversed.is_empty(), !is_valid, "not {} {}", schema, body);
    }
}
