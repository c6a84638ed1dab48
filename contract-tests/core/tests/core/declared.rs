//! Which properties of an object are declared.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use serde_json::{Value, json};

use crate::judged::findings;

/// What is found where this is answered.
fn found(schema: &Value, body: &Value) -> Vec<String> {
    let content = json!({"application/json": {"schema": schema}});
    let spec = json!({"openapi": "3.0.3", "paths": {"/boats": {"get": {
        "operationId": "listBoats", "responses": {"200": {"description": "d", "content": content}}}}}});
    let exchange = json!({"request": {"method": "GET", "url": "https://h/boats"},
        "response": {"status": 200, "headers": {"Content-Type": "application/json"}, "body": body}});
    findings(&spec, &[exchange])
}

#[test]
fn a_property_that_is_required_is_declared() {
    let boat =
        json!({"type": "object", "required": ["name", "flag"], "properties": {"name": {"type": "string"}}});
    let masted = json!({"allOf": [boat, {"required": ["mast"]}]});
    assert_eq!(found(&boat, &json!({"name": "x", "flag": 1})), [""; 0]);
    assert_eq!(found(&masted, &json!({"name": "x", "flag": {"of": 1}, "mast": [1]})), [""; 0]);
    assert_eq!(
        found(&boat, &json!({"name": "x", "flag": 1, "crew": 1})),
        ["error C104 /crew: `crew` was received; the spec does not declare it"]
    );
    assert_eq!(
        found(&boat, &json!({"name": "x"})),
        ["error C103 /flag: the required property `flag` is missing"]
    );
}

#[test]
fn a_property_that_is_required_and_forbidden_is_not() {
    let boat =
        json!({"type": "object", "required": ["flag"], "properties": {}, "additionalProperties": false});
    assert_eq!(
        found(&boat, &json!({"flag": 1})),
        ["error C104 /flag: `flag` was received; the spec does not declare it"]
    );
}
