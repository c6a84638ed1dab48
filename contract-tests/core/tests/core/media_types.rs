//! Media types: parameters that choose a schema, and types in JSON beside the declared one.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use serde_json::{Value, json};

use crate::judged::findings;

/// What is found where `content` is declared for bodies that are sent and answered, and this comes.
fn found(content: &Value, media_type: &str, body: &Value) -> Vec<String> {
    let spec = json!({"openapi": "3.0.3", "paths": {"/notes": {"post": {"operationId": "addNote",
        "requestBody": {"content": content},
        "responses": {"200": {"description": "d", "content": content}}}}}});
    let headers = json!({"Content-Type": media_type});
    findings(
        &spec,
        &[json!({
        "request": {"method": "POST", "url": "https://h/notes", "headers": headers, "body_text": body.to_string()},
        "response": {"status": 200, "headers": headers, "body_text": body.to_string()}})],
    )
}

fn codes(content: &Value, media_type: &str, body: &Value) -> Vec<String> {
    let mut codes: Vec<String> = found(content, media_type, body)
        .iter()
        .map(|line| line.split(':').next().unwrap().to_owned())
        .collect();
    codes.sort();
    codes
}

fn with(required: &str) -> Value {
    json!({"schema": {"type": "object", "required": [required], "properties": {required: {"type": "string"}}}})
}

#[test]
fn declared_parameters_choose_the_schema() {
    let content = json!({
        "application/vnd.notes+json; level=\"brief\"": with("title"),
        "application/vnd.notes+json; level=full": with("text"),
        "application/vnd.notes+json; level=full; v=2": with("html")});
    for (sent, name) in
        [("level=brief", "title"), ("LEVEL=full", "text"), ("v=2; level=full; charset=utf-8", "html")]
    {
        let sent = format!("application/vnd.notes+json; {sent}");
        assert_eq!(found(&content, &sent, &json!({name: "x"})), [""; 0], "{sent}");
        assert_eq!(codes(&content, &sent, &json!({name: 1})).len(), 2, "{sent}");
    }
    let declared = "application/vnd.notes+json; level=\"brief\" or application/vnd.notes+json; level=full or application/vnd.notes+json; level=full; v=2";
    assert_eq!(
        found(&content, "application/vnd.notes+json; level=other", &json!({})),
        [
            format!(
                "error C102 /: the response has the media type application/vnd.notes+json; level=other; the spec has {declared}"
            ),
            format!(
                "error C207 /: the body was sent as application/vnd.notes+json; level=other; the spec has {declared}"
            ),
        ]
    );
    assert_eq!(
        found(&content, "application/vnd.notes+json", &json!({"title": "x"})),
        [""; 0],
        "the first one"
    );
    let beside = json!({"application/json; level=full": with("text"), "application/json": with("title")});
    assert_eq!(found(&beside, "application/json", &json!({"title": "x"})), [""; 0]);
    assert_eq!(found(&beside, "application/json; level=brief", &json!({"title": "x"})), [""; 0]);
    assert_eq!(found(&beside, "application/json; level=full", &json!({"text": "x"})), [""; 0]);
}

#[test]
fn another_type_in_json_is_checked_and_told() {
    let json = json!({"application/json": with("title")});
    let said = found(&json, "application/vnd.notes.v2+json; charset=utf-8", &json!({"title": "x"}));
    assert_eq!(
        said,
        [
            "warning C102 /: the response has the media type application/vnd.notes.v2+json; the spec has application/json, by which the body is checked",
            "warning C207 /: the body was sent as application/vnd.notes.v2+json; the spec has application/json, by which the body is checked",
        ]
    );
    assert_eq!(
        codes(&json, "application/problem+json", &json!({"title": 1})),
        ["error C106 /title", "error C204 /title", "warning C102 /", "warning C207 /"]
    );
    for declared in ["application/*+json", "application/*", "*/*", "application/problem+json"] {
        assert_eq!(
            found(&json!({declared: with("title")}), "application/problem+json", &json!({"title": "x"})),
            [""; 0],
            "{declared}"
        );
    }
    let both = json!({"application/json": with("title"), "application/problem+json": with("detail")});
    assert_eq!(found(&both, "application/problem+json", &json!({"detail": "x"})), [""; 0]);
    assert_eq!(
        codes(&json!({"application/hal+json": with("title")}), "application/json", &json!({"title": "x"})),
        ["error C102 /", "error C207 /"]
    );
    assert_eq!(codes(&json, "text/x+json", &json!({"title": "x"})), ["error C102 /", "error C207 /"]);
}
