//! Documents of OpenAPI 3.1 and 3.2: what their schemas say, and what objects declare.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use contract_core::spec::Spec;
use serde_json::{Value, json};

use crate::judged::{code_pointer_found, observe};

/// A document whose answer is the first of its components.
fn spec(version: &str, components: &Value) -> Spec {
    let first = components.as_object().unwrap().keys().next().unwrap();
    let spec = json!({"openapi": version, "components": {"schemas": components}, "paths": {"/boat": {"get": {"responses": {
        "200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{first}")}}}}}}}}});
    Spec::from_text(spec.to_string(), "api.json").unwrap()
}

/// `code pointer found` of what is observed for an answer.
fn answered(spec: &Spec, body: &Value) -> Vec<String> {
    let exchange = json!({"request": {"method": "GET", "url": "/boat"},
        "response": {"status": 200, "headers": {"content-type": "application/json"}, "body_text": body.to_string()}});
    observe(spec, &exchange, code_pointer_found)
}

/// What is observed for a schema of OpenAPI 3.1.
fn found(schema: &Value, body: &Value) -> Vec<String> {
    let spec = spec("3.1.0", &json!({"Boat": schema}));
    assert_eq!(spec.cautions, [], "{schema}");
    answered(&spec, body)
}

const NOTHING: [&str; 0] = [];

#[test]
fn findings_name_the_place_and_the_keyword() {
    for (schema, body, expected) in [
        (json!({"type": ["string", "null"]}), json!(1), "C106  number"),
        (json!({"type": ["string", "integer"]}), json!(null), "C123  null"),
        (json!({"type": ["string", "integer"]}), json!(1.5), "C106  number"),
        (json!({"type": "null"}), json!(1), "C106  number"),
        (json!({"const": "a"}), json!("b"), "C111  <value>"),
        (json!({"exclusiveMinimum": 3}), json!(3), "C113  minimum"),
        (json!({"minimum": 3, "exclusiveMinimum": 2}), json!(2.5), "C113  minimum"),
        (json!({"properties": {"a": false}}), json!({"a": 1}), "C121 /a false"),
        (json!({"prefixItems": [{"type": "integer"}], "items": false}), json!([1, 2]), "C121 /* false"),
        (json!({"prefixItems": [{"type": "integer"}]}), json!(["x"]), "C106 /* string"),
        (
            json!({"prefixItems": [true], "unevaluatedItems": false}),
            json!([1, 2]),
            "C121 /* unevaluatedItems",
        ),
        (json!({"contains": {"const": 1}}), json!([2]), "C113  contains"),
        (json!({"contains": {"const": 1}, "minContains": 2}), json!([1]), "C113  minContains"),
        (json!({"contains": {"const": 1}, "maxContains": 1}), json!([1, 1]), "C113  maxContains"),
        (json!({"propertyNames": {"maxLength": 2}}), json!({"abc": 1}), "C121 /abc propertyNames"),
        (json!({"patternProperties": {"^n_": {"type": "integer"}}}), json!({"n_a": "x"}), "C106 /* string"),
        (json!({"dependentRequired": {"a": ["b"]}}), json!({"a": 1}), "C103 /b b"),
        (json!({"if": {"required": ["a"]}, "then": {"required": ["b"]}}), json!({"a": 1}), "C103 /b b"),
        (json!({"if": {"required": ["a"]}, "else": {"required": ["b"]}}), json!({"c": 1}), "C103 /b b"),
        (json!({"dependentSchemas": {"a": {"required": ["b"]}}}), json!({"a": 1}), "C103 /b b"),
        (json!({"type": "object", "unevaluatedProperties": false}), json!({"a": 1}), "C104 /a a"),
        (json!({"unevaluatedProperties": {"type": "string"}}), json!({"a": 1}), "C106 /* number"),
        (
            json!({"$defs": {"n": {"type": "integer"}}, "$ref": "#/components/schemas/Boat/$defs/n", "maximum": 3}),
            json!(4),
            "C113  maximum",
        ),
        (
            json!({"type": "string", "format": "date", "contentMediaType": "text/plain"}),
            json!("x"),
            "C112  date",
        ),
    ] {
        assert_eq!(found(&schema, &body), [expected], "{schema}");
    }
}

#[test]
fn undeclared_properties_are_found_where_something_declares_others() {
    let by_condition = json!({"type": "object", "properties": {"kind": {"type": "string"}},
        "if": {"properties": {"kind": {"const": "sail"}, "tested": {"const": 1}}},
        "then": {"properties": {"masts": {"type": "integer"}}}, "else": {"properties": {"horses": {"type": "integer"}}}});
    for (schema, body, undeclared) in [
        (json!({"type": "object"}), json!({"a": 1}), None),
        (json!({"type": "object", "properties": {"a": true}}), json!({"a": 1, "b": 1}), Some("C104 /b b")),
        (
            json!({"properties": {"a": true}, "patternProperties": {"^x_": true}}),
            json!({"a": 1, "x_b": 1}),
            None,
        ),
        (
            json!({"properties": {"a": true}, "patternProperties": {"^x_": true}}),
            json!({"b": 1}),
            Some("C104 /b b"),
        ),
        (json!({"properties": {"a": true}, "unevaluatedProperties": true}), json!({"b": 1}), None),
        (json!({"properties": {"a": true}, "unevaluatedProperties": {}}), json!({"b": 1}), None),
        (
            json!({"properties": {"a": true}, "unevaluatedProperties": false}),
            json!({"b": 1}),
            Some("C104 /b b"),
        ),
        (
            json!({"allOf": [{"properties": {"a": true}}, {"unevaluatedProperties": false}]}),
            json!({"a": 1}),
            Some("C104 /a a"),
        ),
        (
            json!({"allOf": [{"properties": {"a": true}}], "unevaluatedProperties": false}),
            json!({"a": 1}),
            None,
        ),
        (
            json!({"dependentRequired": {"a": ["b"]}, "properties": {"a": true}}),
            json!({"a": 1, "b": 1}),
            None,
        ),
        (
            json!({"dependentSchemas": {"a": {"properties": {"b": true}}}, "properties": {"a": true}}),
            json!({"b": 1}),
            Some("C104 /b b"),
        ),
        (by_condition.clone(), json!({"kind": "sail", "tested": 1, "masts": 2}), None),
        (by_condition.clone(), json!({"kind": "sail", "horses": 2}), Some("C104 /horses horses")),
        (by_condition.clone(), json!({"kind": "motor", "tested": 5, "horses": 2}), None),
        (
            json!({"if": {"properties": {"a": {"const": 1}}}, "then": {"required": ["b"]}}),
            json!({"a": 1, "b": 2, "c": 3}),
            None,
        ),
    ] {
        assert_eq!(found(&schema, &body), Vec::from_iter(undeclared), "{schema} {body}");
    }
}

/// One mistake in a branch does not make everything that the branch declares undeclared.
#[test]
fn one_mistake_beside_unevaluated_properties_is_one_finding() {
    let boat = json!({"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}},
        "oneOf": [
            {"properties": {"kind": {"const": "sail"}, "masts": {"type": "integer"}}, "required": ["kind", "masts"]},
            {"properties": {"kind": {"const": "motor"}, "horses": {"type": "integer"}}, "required": ["kind", "horses"]}],
        "unevaluatedProperties": false});
    assert_eq!(found(&boat, &json!({"id": 1, "kind": "sail", "masts": 2})), NOTHING);
    assert_eq!(found(&boat, &json!({"id": 1, "kind": "sail", "masts": "two"})), ["C106 /masts string"]);
    assert_eq!(
        found(&boat, &json!({"id": 1, "kind": "sail", "masts": 2, "horses": 1})),
        ["C104 /horses horses"]
    );
}

#[test]
fn references_have_siblings_identifiers_and_anchors() {
    let components = json!({
        "Boat": {"type": "object", "properties": {
            "length": {"$ref": "#/components/schemas/Length", "maximum": 10, "description": "in metres"},
            "crew": {"$ref": "https://boats.example/crew"},
            "mate": {"$ref": "https://boats.example/crew#mate"},
            "port": {"$ref": "#port"}}},
        "Length": {"type": "number"},
        "Port": {"$anchor": "port", "type": "string"},
        "Crew": {"$id": "https://boats.example/crew", "type": "array", "items": {"$ref": "#/$defs/mate"},
            "$defs": {"mate": {"$anchor": "mate", "type": "string"}}}});
    let spec = spec("3.1.1", &components);
    assert_eq!(spec.cautions, []);
    let body = json!({"length": 12, "crew": [1], "mate": 2, "port": 3});
    let expected = ["C113 /length maximum", "C106 /crew/* number", "C106 /mate number", "C106 /port number"];
    assert_eq!(answered(&spec, &body), expected);
}

#[test]
fn dynamic_references_lead_to_the_outermost_anchor() {
    let list = json!({"$id": "https://boats.example/list", "type": "array", "items": {"$dynamicRef": "#item"},
        "$defs": {"any": {"$dynamicAnchor": "item"}}});
    let of_texts = json!({"$id": "https://boats.example/texts", "$ref": "list",
        "$defs": {"text": {"$dynamicAnchor": "item", "type": "string"}}});
    let of_any = spec("3.1.0", &json!({"List": list}));
    assert_eq!(answered(&of_any, &json!([1, "x"])), NOTHING);
    let both = json!({"Boat": {"properties": {"texts": {"$ref": "https://boats.example/texts"},
        "list": {"$ref": "https://boats.example/list"}}}, "List": list, "Texts": of_texts});
    let found = answered(&spec("3.1.0", &both), &json!({"texts": [1], "list": [1]}));
    assert_eq!(found, ["C106 /texts/* number"]);
}

#[test]
fn other_drafts_are_read_where_they_are_named() {
    let tuple = |schema: Value| json!({"Boat": schema});
    for (dialect, schema, body, expected) in [
        (
            "http://json-schema.org/draft-07/schema#",
            json!({"items": [{"type": "integer"}], "additionalItems": {"type": "string"}}),
            json!(["x", 1]),
            vec!["C106 /* string", "C106 /* number"],
        ),
        (
            "http://json-schema.org/draft-07/schema#",
            json!({"dependencies": {"a": ["b"], "c": {"required": ["d"]}}}),
            json!({"a": 1, "c": 1}),
            vec!["C103 /b b", "C103 /d d"],
        ),
        (
            "http://json-schema.org/draft-07/schema#",
            json!({"definitions": {"n": {"type": "integer"}}, "$ref": "#/components/schemas/Boat/definitions/n", "maximum": 3}),
            json!(4),
            vec![],
        ),
        (
            "https://json-schema.org/draft/2019-09/schema",
            json!({"items": [{"type": "integer"}], "unevaluatedItems": false}),
            json!([1, 2]),
            vec!["C121 /* unevaluatedItems"],
        ),
        (
            "https://json-schema.org/draft/2019-09/schema",
            json!({"type": "object", "properties": {"below": {"$recursiveRef": "#"}}, "$id": "https://boats.example/tree"}),
            json!({"below": {"below": 1}}),
            vec!["C106 /below/below number"],
        ),
    ] {
        let mut named = schema.clone();
        named["$schema"] = dialect.into();
        let of_schema = spec("3.1.0", &tuple(named));
        assert_eq!(of_schema.cautions, [], "{schema}");
        assert_eq!(answered(&of_schema, &body), expected, "{schema}");
        let spec = json!({"openapi": "3.1.0", "jsonSchemaDialect": dialect, "components": {"schemas": {"Boat": schema}},
            "paths": {"/boat": {"get": {"responses": {"200": {"description": "ok", "content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/Boat"}}}}}}}}});
        let of_document = Spec::from_text(spec.to_string(), "api.json").unwrap();
        assert_eq!(answered(&of_document, &body), expected, "{schema}");
    }
    let other =
        spec("3.1.0", &json!({"Boat": {"$schema": "https://boats.example/dialect", "type": "string"}}));
    assert_eq!(other.cautions.len(), 1, "{:?}", other.cautions);
    assert_eq!(answered(&other, &json!(1)), ["C106  number"]);
}

#[test]
fn keywords_of_the_other_dialect_are_told() {
    for (version, schema, name) in [
        ("3.1.0", json!({"type": "string", "nullable": true}), "nullable"),
        ("3.1.0", json!({"type": "array", "additionalItems": false}), "additionalItems"),
        ("3.1.0", json!({"type": "number", "minimum": 1, "exclusiveMinimum": true}), "exclusiveMinimum"),
        ("3.0.3", json!({"type": "array", "prefixItems": [{}]}), "prefixItems"),
        ("3.0.3", json!({"type": "string", "const": "a"}), "const"),
        ("3.0.3", json!({"type": "object", "unevaluatedProperties": false}), "unevaluatedProperties"),
    ] {
        let spec = spec(version, &json!({"Boat": schema}));
        let [caution] = spec.cautions.as_slice() else { panic!("{schema}: {:?}", spec.cautions) };
        assert!(caution.what.contains(&format!("`{name}`")), "{caution}");
    }
    let spec = spec("3.1.0", &json!({"Boat": {"type": "string", "nullable": true}}));
    assert_eq!(answered(&spec, &json!(null)), ["C123  null"]);
}

#[test]
fn a_part_that_cannot_be_decided_is_told() {
    for schema in [
        json!({"if": {"$ref": "#/nowhere"}, "then": {"required": ["a"]}}),
        json!({"contains": {"$ref": "#/nowhere"}}),
        json!({"propertyNames": {"pattern": "("}}),
        json!({"patternProperties": {"(": {"type": "string"}}}),
        json!({"dependentRequired": {"a": 1}}),
        json!({"prefixItems": {}}),
        json!({"minContains": "1", "contains": true}),
        json!({"$ref": "https://boats.example/never-fetched"}),
        json!({"$ref": "#no-anchor"}),
        json!({"$dynamicRef": "#no-anchor"}),
    ] {
        let spec = spec("3.1.0", &json!({"Boat": {"properties": {"x": schema}}}));
        assert_eq!(spec.cautions.len(), 1, "{schema} {:?}", spec.cautions);
        for body in [json!([1]), json!({"b": 1})] {
            let found = answered(&spec, &json!({"x": body}));
            assert!(found.iter().any(|code| code.starts_with("C146 /x")), "{schema}: {found:?}");
        }
    }
}

#[test]
fn deep_conditions_take_no_exponential_time() {
    let term = json!({"type": "object", "if": {"properties": {"left": {"$ref": "#/components/schemas/Term"}}},
        "then": {"properties": {"left": {"$ref": "#/components/schemas/Term"}}},
        "else": {"properties": {"left": {"$ref": "#/components/schemas/Term"}}}, "unevaluatedProperties": false});
    let deep = (0..80).fold(json!({}), |below, _| json!({"left": below}));
    assert_eq!(found_in("Term", &term, &deep), NOTHING);
    let wrong = (0..80).fold(json!(1), |below, _| json!({"left": below}));
    assert!(!found_in("Term", &term, &wrong).is_empty());
}

fn found_in(name: &str, schema: &Value, body: &Value) -> Vec<String> {
    answered(&spec("3.1.0", &json!({name: schema})), body)
}
