//! An unlisted value of an open enum is a warning wherever it stands.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use serde_json::json;

use crate::judged::findings;

#[test]
fn an_unlisted_value_of_an_open_enum_is_a_warning_wherever_it_stands() {
    let kind = json!({"type": "string", "x-extensible-enum": ["a", "b"], "x-sensitivity": "public"});
    let body = json!({"application/json": {"schema": {"type": "object", "properties": {"kind": kind,
        "map": {"type": "object", "additionalProperties": kind},
        "union": {"oneOf": [kind, {"type": "number"}]}, "part": {"allOf": [kind]}}}}});
    let parameter =
        |place: &str| json!({"name": "kind", "in": place, "required": place == "path", "schema": kind});
    let list = json!({"name": "kinds", "in": "query", "schema": {"type": "array", "items": kind}});
    let document = json!({"openapi": "3.0.3", "paths": {"/boats/{kind}": {"post": {"operationId": "boat",
        "parameters": [parameter("path"), parameter("query"), parameter("header"), parameter("cookie"), list],
        "requestBody": {"content": body},
        "responses": {"200": {"description": "d", "content": body, "headers": {"X-Kind": {"schema": kind}}}}}}}});
    let sent = json!({"kind": "c", "map": {"x": "d"}, "union": "e", "part": "f"});
    let exchange = json!({
        "request": {"method": "POST", "url": "https://h/boats/g?kind=h&kinds=a&kinds=i",
            "headers": {"content-type": "application/json", "kind": "j", "cookie": "kind=k"}, "body": sent},
        "response": {"status": 200, "headers": {"content-type": "application/json", "X-Kind": "l"}, "body": sent}});
    let found = findings(&document, &[exchange]);
    assert_eq!(found.len(), 14, "{found:#?}");
    assert!(found.iter().all(|finding| finding.starts_with("warning ")), "{found:#?}");
}

#[test]
fn a_closed_enum_is_an_error_wherever_it_stands() {
    let kind = json!({"type": "string", "enum": ["a", "b"]});
    let document = json!({"openapi": "3.0.3", "paths": {"/boats": {"get": {"operationId": "boats",
        "parameters": [{"name": "kind", "in": "query", "schema": kind}],
        "responses": {"200": {"description": "d", "headers": {"X-Kind": {"schema": kind}}}}}}}});
    let exchange = json!({"request": {"method": "GET", "url": "https://h/boats?kind=c"},
        "response": {"status": 200, "headers": {"X-Kind": "c"}}});
    let found = findings(&document, &[exchange]);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found.iter().all(|finding| finding.starts_with("error ")), "{found:#?}");
}
