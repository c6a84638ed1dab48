//! The same as `unchecked` for what is outside of schemas: parameters, bodies, responses, headers, paths and operations.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use contract_core::spec::Spec;
use serde_json::{Value, json};

use crate::judged::{code_pointer_found, observe};
use crate::unchecked::exchanged;

/// A document with these entries of `paths`, and components that are broken.
fn ship(paths: &str) -> Spec {
    let text = format!(
        "openapi: 3.0.3
paths:
{paths}
components:
  parameters: {{Deck: {{in: query, schema: {{type: string}}}}, Keel: [], Oar: {{$ref: '#/components/parameters/Oar'}}}}
  responses: {{Log: {{description: x, content: [a]}}, Map: 7}}
  requestBodies: {{Load: {{required: 'yes', content: {{}}}}}}
  headers: {{Wind: {{required: 1, schema: {{type: string}}}}}}
"
    );
    Spec::from_text(text, "api.yaml").unwrap()
}

/// An operation with these members, whose answer is an object.
fn sail(members: &str) -> Spec {
    ship(&format!(
        "  /sail:
    post:
      operationId: sail
      {members}
      responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{type: object, properties: {{knots: {{type: integer}}}}}}}}}}}}}}"
    ))
}

/// An operation with these responses.
fn answering(responses: &str) -> Spec {
    ship(&format!("  /sail:\n    post:\n      {responses}"))
}

fn cautions(spec: &Spec) -> Vec<String> {
    spec.cautions.iter().map(ToString::to_string).collect()
}

#[test]
fn a_broken_parameter_makes_only_itself_unusable() {
    for (parameter, place, told, found) in [
        ("{$ref: '#/components/parameters/Nobody'}", "api.yaml:6:", "leads nowhere", "C146  parameter"),
        ("{$ref: '#/components/parameters/Oar'}", "api.yaml:9:", "leads back to itself", "C146  parameter"),
        ("{$ref: '#/components/parameters/Keel'}", "api.yaml:9:", "has to be a map", "C146  parameter"),
        ("{$ref: '#/components/parameters/Deck'}", "api.yaml:9:", "has no `name`", "C146  parameter"),
        ("{$ref: 'https://sea.example/p.yaml#/Deck'}", "api.yaml:6:", "outside", "C146  parameter"),
        ("{in: query, schema: {type: string}}", "api.yaml:6:", "has no `name`", "C146  parameter"),
        ("7", "api.yaml:6:", "has to be a map", "C146  parameter"),
        ("null", "api.yaml:6:", "has no `name`", "C146  parameter"),
        ("{name: deck, schema: {type: string}}", "api.yaml:6:", "where it is", "C146 /deck parameter"),
        (
            "{name: deck, in: body, schema: {type: string}}",
            "api.yaml:6:",
            "where it is",
            "C146 /deck parameter",
        ),
        ("{name: deck, in: [query]}", "api.yaml:6:", "has to be a string", "C146 /deck parameter"),
        (
            "{name: deck, in: query}",
            "api.yaml:6:",
            "neither `schema` nor `content`",
            "C146 /deck declaration",
        ),
        ("{name: deck, in: query, content: {}}", "api.yaml:6:", "neither", "C146 /deck declaration"),
        (
            "{name: deck, in: query, content: {application/json: 7}}",
            "api.yaml:6:",
            "a map",
            "C146 /deck declaration",
        ),
        (
            "{name: deck, in: query, style: wild, schema: {type: string}}",
            "api.yaml:6:",
            "style: wild",
            "C146 /deck declaration",
        ),
        (
            "{name: deck, in: query, style: 1, schema: {type: string}}",
            "api.yaml:6:",
            "a string",
            "C146 /deck declaration",
        ),
        (
            "{name: deck, in: query, explode: 'no', schema: {type: string}}",
            "api.yaml:6:",
            "true or false",
            "C146 /deck declaration",
        ),
        (
            "{name: deck, in: query, required: 'no', schema: {type: string}}",
            "api.yaml:6:",
            "true or false",
            "C146 /deck declaration",
        ),
        ("{name: deck, in: query, schema: 7}", "api.yaml:6:", "has to be a map", "C146 /deck schema"),
    ] {
        let spec =
            sail(&format!("parameters: [{parameter}, {{name: crew, in: query, schema: {{type: integer}}}}]"));
        let told_here = cautions(&spec);
        assert!(
            told_here.iter().any(|caution| caution.starts_with(place) && caution.contains(told)),
            "{parameter}: {told_here:?}"
        );
        let mut seen = exchanged(&spec, "/sail?deck=main&crew=x", &Value::Null, &json!({"knots": "x"}));
        seen.sort();
        assert_eq!(seen, ["C106 /knots string", found, "C202 /crew crew"], "{parameter}");
    }
}

#[test]
fn a_parameter_that_cannot_be_read_is_told_only_where_it_is_sent() {
    let spec = sail(
        "parameters: [{name: deck, in: query, required: 'no'}, {name: x, in: header, style: deepObject, schema: {}}]",
    );
    assert_eq!(exchanged(&spec, "/sail", &Value::Null, &json!({})), Vec::<String>::new());
    assert_eq!(cautions(&spec).len(), 2);
}

#[test]
fn other_undeclared_parameters_are_found_beside_a_lost_one_with_a_name() {
    let spec = sail("parameters: [{name: deck, in: body}]");
    let found = exchanged(&spec, "/sail?deck=1&port=2", &Value::Null, &json!({}));
    assert_eq!(found, ["C146 /deck parameter", "C203 /port port"]);
}

#[test]
fn a_broken_list_of_parameters_or_body_is_told() {
    for (members, found) in [
        (
            "parameters: {deck: {in: query}}\n      requestBody: {content: {application/json: {}}}",
            "C146  parameter",
        ),
        ("requestBody: {$ref: '#/components/requestBodies/Nobody'}", "C146  reference"),
        ("requestBody: {$ref: '#/components/requestBodies/Load'}", "C146  declaration"),
        ("requestBody: 7", "C146  declaration"),
        ("requestBody: null", "C146  declaration"),
        ("requestBody: {content: [a]}", "C146  declaration"),
        ("requestBody: {content: {application/json: [a]}}", "C146  declaration"),
    ] {
        let spec = sail(members);
        assert!(!spec.cautions.is_empty(), "{members}");
        let seen = exchanged(&spec, "/sail", &json!({"deck": 1}), &json!({"knots": "x"}));
        assert_eq!(seen, [found, "C106 /knots string"], "{members}");
    }
}

#[test]
fn a_broken_response_is_told_where_it_is_answered() {
    let others = "'404': {description: none}";
    for (responses, told) in [
        (
            format!("responses: {{'200': {{$ref: '#/components/responses/Nobody'}}, {others}}}"),
            "leads nowhere",
        ),
        (
            format!("responses: {{'200': {{$ref: '#/components/responses/Map'}}, {others}}}"),
            "has to be a map",
        ),
        (
            format!("responses: {{'200': {{$ref: '#/components/responses/Log'}}, {others}}}"),
            "has to be a map",
        ),
        (format!("responses: {{'200': [], {others}}}"), "has to be a map"),
        (format!("responses: {{'200': {{description: x, headers: []}}, {others}}}"), "has to be a map"),
        (
            format!("responses: {{2XX: {{description: x}}, 2xx: {{description: y}}, {others}}}"),
            "second response",
        ),
        (format!("responses: {{20X: {{description: x}}, {others}}}"), "not a status"),
        (
            format!("responses: {{20x: {{description: x}}, 2XX: {{description: y}}, {others}}}"),
            "not a status",
        ),
        (format!("responses: {{ok: {{description: x}}, {others}}}"), "not a status"),
        (
            format!("responses: {{Default: {{description: x}}, default: {{description: x}}, {others}}}"),
            "not a status",
        ),
        ("responses: []".into(), "has to be a map"),
        ("responses: null".into(), "has to be a map"),
        ("operationId: sail".into(), "declares no `responses`"),
    ] {
        let spec = answering(&responses);
        let told_here = cautions(&spec);
        assert!(told_here.iter().any(|caution| caution.contains(told)), "{responses}: {told_here:?}");
        let found = exchanged(&spec, "/sail", &Value::Null, &json!({"knots": 1}));
        assert_eq!(found, ["C146  response"], "{responses}");
    }
}

#[test]
fn a_status_that_is_declared_is_checked_beside_odd_ones() {
    for odd in ["20X", "40X", "ok", "2000"] {
        let spec = answering(&format!(
            "responses: {{{odd}: {{description: x}}, '200': {{description: y, content: {{application/json: {{schema: {{type: array}}}}}}}}}}"
        ));
        assert_eq!(exchanged(&spec, "/sail", &Value::Null, &json!({})), ["C106  object"], "{odd}");
    }
    for odd in ["40X", "ok", "2000", "success", "'404 Not Found'"] {
        let spec =
            answering(&format!("responses: {{{odd}: {{description: x}}, default: {{description: y}}}}"));
        assert_eq!(cautions(&spec).len(), 1, "{odd}");
        assert_eq!(exchanged(&spec, "/sail", &Value::Null, &json!({})), ["C117"], "{odd}");
    }
    for odd in ["20X", "'200 OK'", "'200, 201'", "DEFAULT"] {
        let spec =
            answering(&format!("responses: {{{odd}: {{description: x}}, default: {{description: y}}}}"));
        assert_eq!(exchanged(&spec, "/sail", &Value::Null, &json!({})), ["C146  response"], "{odd}");
    }
}

#[test]
fn a_broken_header_or_media_type_is_told_with_its_place() {
    let answer = json!({"request": {"method": "POST", "url": "/sail", "headers": {}},
        "response": {"status": 200, "headers": {"content-type": "application/json", "wind": "n"}, "body": {}}});
    for (response, found) in [
        ("headers: {Wind: {$ref: '#/components/headers/Nobody'}}", "C146 /Wind reference"),
        ("headers: {Wind: {$ref: '#/components/headers/Wind'}}", "C146 /Wind declaration"),
        ("headers: {Wind: 7}", "C146 /Wind declaration"),
        ("headers: {Wind: {schema: 7}}", "C146 /Wind schema"),
    ] {
        let spec = answering(&format!(
            "responses: {{'200': {{description: x, {response}, content: {{application/json: {{}}}}}}}}"
        ));
        assert!(!spec.cautions.is_empty(), "{response}");
        assert_eq!(observe(&spec, &answer, code_pointer_found), [found], "{response}");
    }
    for media_type in ["7", "[a]", "{$ref: '#/nowhere'}"] {
        let spec = answering(&format!(
            "responses: {{'200': {{description: x, content: {{application/json: {media_type}}}}}}}"
        ));
        assert!(!spec.cautions.is_empty(), "{media_type}");
        assert_eq!(observe(&spec, &answer, code_pointer_found), ["C146  declaration"], "{media_type}");
    }
}

#[test]
fn a_broken_path_or_operation_is_told_where_it_is_asked_for() {
    let fine = "  /fine:\n    post: {responses: {'200': {description: x}}}\n";
    for (path, told) in [
        ("  /sail: {$ref: '#/components/nobody'}", "leads nowhere"),
        ("  /sail: {$ref: 'https://sea.example/paths.yaml'}", "outside"),
        ("  /sail: [post]", "has to be a map"),
        ("  /sail: {post: 7}", "has to be a map"),
        ("  /sail: {post: null}", "has to be a map"),
        ("  /sail: {post: {$ref: '#/paths/~1fine/get'}}", "leads nowhere"),
        ("  /sail: {post: {$ref: '#/openapi'}}", "an operation has to be a map"),
    ] {
        for paths in [path.to_owned(), format!("{fine}{path}")] {
            let spec = ship(&paths);
            assert!(cautions(&spec).iter().any(|caution| caution.contains(told)), "{path}");
            let found = exchanged(&spec, "/sail", &Value::Null, &json!({}));
            assert_eq!(found, ["C146  operation"], "{path}");
        }
    }
}

#[test]
fn oddities_that_leave_no_doubt_are_told_and_checked() {
    let answer = "responses: {'200': {description: x, content: {application/json: {schema: {type: array}}}}}";
    let wrong = ["C106  object"];
    for (paths, url, told) in [
        (format!("  sail: {{post: {{{answer}}}}}"), "/sail", "does not start with `/`"),
        (format!("  /sail: {{post: {{operationId: 7, {answer}}}}}"), "/sail", "has to be a string"),
        (format!("  /sail: {{servers: 7, post: {{{answer}}}}}"), "/sail", "has to be a list"),
        (
            format!("  /sail: {{servers: [{{description: x}}, {{url: /v1}}], post: {{{answer}}}}}"),
            "/v1/sail",
            "has no `url`",
        ),
        (
            format!(
                "  /row: {{post: {{operationId: go, {answer}}}}}\n  /sail: {{post: {{operationId: go, {answer}}}}}"
            ),
            "/sail",
            "api.yaml:4:11: a second operation has the operationId `go`; it is called `POST /sail`",
        ),
        (
            format!(
                "  /sail: {{post: {{parameters: [{{name: f, in: query, x-multi-segment: 7, schema: {{}}}}], {answer}}}}}"
            ),
            "/sail",
            "of others",
        ),
    ] {
        let spec = ship(&paths);
        assert!(cautions(&spec).iter().any(|caution| caution.contains(told)), "{:?}", cautions(&spec));
        assert_eq!(exchanged(&spec, url, &Value::Null, &json!({})), wrong, "{paths}");
        let ids: std::collections::HashSet<_> =
            spec.operations.iter().map(|operation| &operation.id).collect();
        assert_eq!(ids.len(), spec.operations.len());
    }
}

#[test]
fn a_broken_component_is_told_once() {
    let operation = "{parameters: [{$ref: '#/components/parameters/Deck'}], responses: {'200': {$ref: '#/components/responses/Map'}}}";
    let spec = ship(&format!("  /a: {{get: {operation}, put: {operation}}}\n  /b: {{get: {operation}}}"));
    assert_eq!(cautions(&spec).len(), 2, "{:?}", cautions(&spec));
}
