//! `readOnly` and `writeOnly`: what only one of requests and responses has, wherever in a schema it is written.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use serde_json::{Value, json};

use crate::judged::findings;

fn components() -> Value {
    json!({
        "Base": {"type": "object", "properties": {"id": {"type": "integer", "readOnly": true}, "name": {"type": "string"}, "pin": {"type": "string", "writeOnly": true}}},
        "Deeper": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "properties": {"note": {"type": "string"}}}]},
        "Needs": {"type": "object", "required": ["id", "name", "pin"]},
        "GivenId": {"type": "integer", "readOnly": true},
        "Left": {"type": "object", "required": ["kind", "id"], "properties": {"kind": {"type": "string", "enum": ["left"]}}},
        "Right": {"type": "object", "required": ["kind", "id"], "properties": {"kind": {"type": "string", "enum": ["right"]}, "id": {"type": "integer"}}}
    })
}

/// What is found where a body of this schema is sent, and one is answered.
fn found(schema: &Value, sent: &Value, answered: &Value) -> Vec<String> {
    let content = json!({"application/json": {"schema": schema}});
    let spec = json!({"openapi": "3.0.3", "components": {"schemas": components()}, "paths": {"/boats": {"post": {
        "operationId": "addBoat", "requestBody": {"content": content}, "responses": {"200": {"description": "d", "content": content}}}}}});
    findings(
        &spec,
        &[json!({
        "request": {"method": "POST", "url": "https://h/boats", "headers": {"Content-Type": "application/json"}, "body": sent},
        "response": {"status": 200, "headers": {"Content-Type": "application/json"}, "body": answered}})],
    )
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

#[test]
fn a_name_that_another_part_requires_is_left_out() {
    let (sent, answered) = (json!({"name": "n", "pin": "p"}), json!({"name": "n", "id": 1}));
    let needs = json!({"required": ["id", "name", "pin"]});
    for schema in [
        json!({"allOf": [reference("Base"), needs]}),
        json!({"allOf": [needs, reference("Base")]}),
        json!({"allOf": [reference("Deeper"), reference("Needs")]}),
        json!({"allOf": [reference("Deeper")], "required": ["id", "name", "pin"]}),
        json!({"allOf": [{"allOf": [needs]}, {"allOf": [reference("Deeper")]}]}),
        json!({"type": "object", "properties": components()["Base"]["properties"], "allOf": [reference("Needs")]}),
        json!({"oneOf": [{"allOf": [reference("Base"), needs]}, {"type": "string"}]}),
        json!({"anyOf": [reference("Base")], "required": ["id", "name", "pin"]}),
        json!({"type": "object", "required": ["id", "name"], "properties": {
            "id": {"allOf": [reference("GivenId")]}, "name": {"type": "string"}, "pin": {"type": "string", "writeOnly": true}}}),
        json!({"type": "object", "required": ["id"], "properties": {
            "id": {"oneOf": [reference("GivenId")]}, "name": {"type": "string"}, "pin": {"allOf": [{"type": "string"}, {"writeOnly": true}]}}}),
    ] {
        assert_eq!(found(&schema, &sent, &answered), [""; 0], "{schema}");
    }
    let schema = json!({"allOf": [reference("Deeper"), reference("Needs")]});
    assert_eq!(
        found(&schema, &json!({"pin": "p"}), &json!({"id": 1})),
        [
            "error C103 /name: the required property `name` is missing",
            "error C204 /name: the required property `name` was not sent",
        ]
    );
    assert_eq!(
        found(&schema, &json!({"name": "n"}), &json!({"name": "n"})),
        [
            "error C103 /id: the required property `id` is missing",
            "error C204 /pin: the required property `pin` was not sent",
        ]
    );
}

#[test]
fn a_branch_is_chosen_without_what_is_left_out() {
    let schema = json!({"allOf": [reference("Base"), {"oneOf": [reference("Left"), reference("Right")]}]});
    assert_eq!(
        found(&schema, &json!({"kind": "left", "pin": "p"}), &json!({"kind": "left", "id": 1})),
        [""; 0]
    );
    let item = json!({"type": "object", "properties": {"boats": {"type": "array", "items": schema}}});
    assert_eq!(
        found(&item, &json!({"boats": [{"kind": "left"}]}), &json!({"boats": [{"kind": "left", "id": 1}]})),
        [""; 0]
    );
    // What the value around it leaves out says nothing of a value inside.
    let nested = json!({"type": "object", "properties": {"id": {"type": "integer", "readOnly": true}, "inner": {
        "oneOf": [{"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}, {"type": "string"}]}}});
    assert_eq!(
        found(&nested, &json!({"inner": {}}), &json!({"id": 1})),
        ["error C204 /inner/id: the required property `id` was not sent"]
    );
}

#[test]
fn what_goes_the_wrong_way_is_told() {
    let both = json!({"id": 1, "name": "n", "pin": "p"});
    let expected = [
        "warning C104 /pin: `pin` was received; the spec declares it `writeOnly`",
        "warning C205 /id: `id` was sent; the spec declares it `readOnly`",
    ];
    for schema in [
        reference("Base"),
        reference("Deeper"),
        json!({"allOf": [reference("Base"), reference("Needs")]}),
        json!({"oneOf": [reference("Base"), {"type": "string"}]}),
        json!({"type": "object", "properties": {"name": {"type": "string"}, "id": reference("GivenId"), "pin": {"allOf": [{"type": "string", "writeOnly": true}]}}}),
    ] {
        assert_eq!(found(&schema, &both, &both), expected, "{schema}");
    }
    let list =
        json!({"type": "object", "properties": {"list": {"type": "array", "items": reference("Base")}}});
    assert_eq!(
        found(&list, &json!({"list": [both]}), &json!({"list": [{"name": "n", "id": 2}]})),
        ["warning C205 /list/*/id: `id` was sent; the spec declares it `readOnly`"]
    );
    assert_eq!(
        found(&reference("Base"), &json!({"id": "x"}), &json!({"pin": 5})),
        [
            "error C106 /pin: /pin is a number; the spec has a string",
            "error C204 /id: /id is a string; the spec has an integer, in the body of the request",
            "warning C104 /pin: `pin` was received; the spec declares it `writeOnly`",
            "warning C205 /id: `id` was sent; the spec declares it `readOnly`",
        ]
    );
}
