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
    // The other way round, if it is clear which one is meant.
    let vendor = json!({"text/csv": {}, "application/hal+json": with("title")});
    assert_eq!(
        codes(&vendor, "application/json; charset=utf-8", &json!({"title": 1})),
        ["error C106 /title", "error C204 /title", "warning C102 /", "warning C207 /"]
    );
    let several = json!({"application/vnd.a+json": with("title"), "application/vnd.b+json": with("title")});
    assert_eq!(codes(&several, "application/json", &json!({"title": 1})), ["error C102 /", "error C207 /"]);
    assert_eq!(codes(&vendor, "application/vnd.a+json", &json!({})), ["error C102 /", "error C207 /"]);
    assert_eq!(codes(&vendor, "text/json", &json!({})), ["error C102 /", "error C207 /"]);
    assert_eq!(codes(&json, "text/x+json", &json!({"title": "x"})), ["error C102 /", "error C207 /"]);
}

/// What is found where `media_type` is declared with `schema`, and this text comes as one.
fn found_in_text(media_type: &str, schema: &Value, text: &str) -> Vec<String> {
    let content = json!({media_type: {"schema": schema}});
    let spec = json!({"openapi": "3.0.3", "paths": {"/notes": {"post": {"operationId": "addNote",
        "requestBody": {"content": content},
        "responses": {"200": {"description": "d", "content": content}}}}}});
    let headers = json!({"Content-Type": media_type.replace('*', "x")});
    findings(
        &spec,
        &[json!({
        "request": {"method": "POST", "url": "https://h/notes", "headers": headers, "body_text": text},
        "response": {"status": 200, "headers": headers, "body_text": text}})],
    )
}

#[test]
fn a_body_that_no_schema_is_applied_to_is_told() {
    let note = json!({"type": "object", "properties": {"title": {"type": "string"}}});
    let told = |media_type: &str| {
        [
            format!(
                "note C147 /: the body of the request was not checked: no schema is applied to {media_type}"
            ),
            format!("note C147 /: the body was not checked: no schema is applied to {media_type}"),
        ]
    };
    for media_type in
        ["application/xml", "text/csv", "application/x-ndjson", "multipart/mixed", "text/*", "*/*"]
    {
        // Of `x/x` nobody knows what it is.
        let sent = if media_type == "*/*" { "<value>".to_owned() } else { media_type.replace('*', "x") };
        assert_eq!(found_in_text(media_type, &note, "<note/>"), told(&sent), "{media_type}");
    }
    for schema in [
        json!({"type": "integer"}),
        json!({"type": "string", "enum": ["a"]}),
        json!({"type": "string", "x-extensible-enum": ["a"]}),
        json!({"type": "string", "pattern": "a"}),
        json!({"type": "string", "maxLength": 1}),
        json!({"type": "string", "format": "uuid"}),
        json!({"allOf": [{"type": "string"}, {"minLength": 1}]}),
        json!({"oneOf": [{"type": "string"}, {"type": "integer"}]}),
        json!({"not": {"enum": ["a"]}}),
        json!({"type": "array", "items": {}}),
        json!({"required": ["title"]}),
        json!({"additionalProperties": {"type": "string"}}),
    ] {
        assert_eq!(found_in_text("text/plain", &schema, "a"), told("text/plain"), "{schema}");
    }
}

#[test]
fn any_text_is_right_where_the_spec_says_no_more() {
    for schema in [
        json!({}),
        json!({"type": "string"}),
        json!({"type": "string", "format": "binary"}),
        json!({"type": "string", "format": "byte", "nullable": true, "description": "d", "example": "x"}),
        json!({"allOf": [{"type": "string"}, {"title": "t"}]}),
    ] {
        for media_type in ["text/html", "application/octet-stream", "image/*", "*/*"] {
            assert_eq!(found_in_text(media_type, &schema, "<p>"), [""; 0], "{media_type} {schema}");
        }
    }
}

#[test]
fn a_body_that_http_allows_none_for_is_checked_if_it_is_declared_and_there() {
    let answered = |content: &Value, body: &Value| {
        let spec = json!({"openapi": "3.0.3", "paths": {"/notes": {"get": {"operationId": "notes",
            "responses": {"204": {"description": "d", "content": content}}}}}});
        let mut response = json!({"status": 204, "headers": {"Content-Type": "application/json"}});
        if !body.is_null() {
            response["body"] = body.clone();
        }
        findings(
            &spec,
            &[json!({"request": {"method": "GET", "url": "https://h/notes"}, "response": response})],
        )
    };
    let content = json!({"application/json": with("title")});
    assert_eq!(answered(&content, &Value::Null), [""; 0]);
    assert_eq!(answered(&content, &json!({"title": "x"})), [""; 0]);
    assert_eq!(
        answered(&content, &json!({})),
        ["error C103 /title: the required property `title` is missing"]
    );
    assert_eq!(
        answered(&json!({}), &json!({"title": "x"})),
        ["error C117 /: there is a body, but the spec declares none"]
    );
}
