//! Parameters and headers: unions, lists, nested objects, free-form objects, and values that are sent more than once.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use contract_core::spec::Spec;
use serde_json::{Value, json};

use crate::judged::findings;

fn document(path: &str, parameters: &Value, headers: &Value) -> Value {
    json!({"openapi": "3.0.3", "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "query", "name": "api_key"}}},
        "paths": {path: {"get": {"operationId": "list", "parameters": parameters,
            "responses": {"200": {"description": "d", "headers": headers}}}}}})
}

fn query(parameters: &Value, query: &str) -> Vec<String> {
    findings(
        &document("/boats", parameters, &json!({})),
        &[json!({
        "request": {"method": "GET", "url": format!("https://h/boats?{query}"), "headers": {}}, "response": {"status": 200}})],
    )
}

fn answered(header: &Value, value: &Value) -> Vec<String> {
    findings(
        &document("/boats", &json!([]), &json!({"X-Info": header})),
        &[json!({
        "request": {"method": "GET", "url": "https://h/boats"}, "response": {"status": 200, "headers": {"X-Info": value}}})],
    )
}

fn assert_each(parameters: &Value, good: &[&str], bad: &[&str]) {
    for text in good {
        assert_eq!(query(parameters, text), [""; 0], "{text}");
    }
    for text in bad {
        assert_ne!(query(parameters, text), [""; 0], "{text}");
    }
}

#[test]
fn unions_fit_either_way_they_are_sent() {
    let either = json!({"oneOf": [{"type": "integer", "maximum": 9}, {"type": "string", "minLength": 3}]});
    assert_each(
        &json!([
            {"name": "items", "in": "query", "schema": {"type": "array", "items": either}},
            {"name": "csv", "in": "query", "explode": false, "schema": {"type": "array", "items": either}},
            {"name": "code", "in": "query", "schema": {"type": "array", "items": {"anyOf": [{"type": "string", "pattern": "^[0-9]{4}$"}, {"type": "boolean"}]}}},
            {"name": "sort", "in": "query", "schema": {"oneOf": [{"type": "string", "enum": ["up", "down"]}, {"type": "array", "items": {"type": "string", "enum": ["name", "age"]}}]}},
            {"name": "ids", "in": "query", "explode": false, "schema": {"anyOf": [{"type": "integer"}, {"type": "array", "items": {"type": "integer"}}]}},
            {"name": "f", "in": "query", "style": "deepObject", "schema": {"type": "object", "properties": {"a": either, "b": {"type": "array", "items": either}}}}]),
        &[
            "items=5&items=500&items=abc",
            "csv=5,500,abc",
            "code=0123&code=true",
            "sort=up",
            "sort=name",
            "sort=name&sort=age",
            "ids=1",
            "ids=1,2",
            "f[a]=5&f[b][]=500&f[b][]=7",
            "f[a]=abc",
        ],
        &[
            "items=5&items=50",
            "csv=5,50",
            "code=0123&code=12",
            "sort=sideways",
            "sort=name&sort=up",
            "sort=name&sort=size",
            "ids=1,x",
            "f[a]=50",
            "f[b][]=5&f[b][]=50",
        ],
    );
}

#[test]
fn every_value_is_checked() {
    assert_each(
        &json!([
            {"name": "limit", "in": "query", "schema": {"type": "integer"}},
            {"name": "either", "in": "query", "schema": {"oneOf": [{"type": "integer"}, {"type": "boolean"}]}},
            {"name": "tag", "in": "query", "schema": {"type": "array", "items": {"type": "string", "maxLength": 1}}}]),
        &["limit=1&limit=2", "either=1&either=true", "tag=a&tag=b&tag=c"],
        &["limit=1&limit=many", "limit=many&limit=1", "either=1&either=x", "tag=a&tag=b&tag=cc"],
    );
}

#[test]
fn deep_objects_are_deep() {
    assert_each(
        &json!([{"name": "f", "in": "query", "required": true, "style": "deepObject", "explode": true, "schema": {"type": "object", "properties": {
            "range": {"type": "object", "required": ["gt"], "properties": {"gt": {"type": "integer"}, "lt": {"type": "integer"}}},
            "in": {"type": "array", "items": {"type": "integer"}},
            "rows": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer"}}}},
            "any": {"type": "object", "additionalProperties": {"type": "boolean"}}}}}]),
        &[
            "f[range][gt]=1",
            "f%5Brange%5D%5Bgt%5D=1&f[range][lt]=3",
            "f[in][]=1&f[in][]=2",
            "f[in][0]=1&f[in][10]=2&f[in][2]=3",
            "f[in]=1&f[in]=2",
            "f[in]=5",
            "f[rows][0][n]=1",
            "f[any][x]=true",
        ],
        &[
            "",
            "f[range][lt]=1",
            "f[range][gt]=x",
            "f[in][]=1&f[in][]=x",
            "f[in]=1&f[in]=x",
            "f[rows][0][n]=x",
            "f[any][x]=1",
            "f[range]=5",
            "f[nope]=1",
            "f[range][gt]=1&g[x]=1",
        ],
    );
}

#[test]
fn a_free_form_object_takes_what_no_other_parameter_has() {
    let named = |additional: Value| {
        json!([
        {"name": "limit", "in": "query", "schema": {"type": "integer"}},
        {"name": "page", "in": "query", "style": "deepObject", "schema": {"type": "object", "properties": {"size": {"type": "integer"}}}},
        {"name": "extra", "in": "query", "required": true, "schema": {"type": "object", "additionalProperties": additional}}])
    };
    assert_each(
        &named(json!({"type": "boolean"})),
        &["limit=5&x=true", "x=true&y=false&api_key=abc", "page[size]=1&x=true"],
        &["limit=5", "api_key=abc", "limit=5&x=1", "page[size]=1", "x=true&limit=many"],
    );
    assert_each(&named(json!(true)), &["anything=goes", "limit=5&x[y]=z"], &["limit=5", "limit=x&a=b"]);
    assert_eq!(
        query(&named(json!({"type": "boolean"})), "limit=5"),
        ["error C201 /extra: the required query parameter `extra` was not sent"]
    );
    let closed = json!([{"name": "extra", "in": "query", "schema": {"oneOf": [
        {"type": "object", "required": ["a"], "additionalProperties": false, "properties": {"a": {"type": "integer"}}},
        {"type": "object", "required": ["b"], "additionalProperties": false, "properties": {"b": {"type": "string"}}}]}}]);
    assert_each(&closed, &["a=1", "b=1"], &["a=x", "c=1"]);
}

#[test]
fn a_query_in_the_path_is_declared() {
    let document = document("/boats?kind=sail", &json!([]), &json!({}));
    let at = |url: &str| {
        findings(&document, &[json!({"request": {"method": "GET", "url": url}, "response": {"status": 200}})])
    };
    assert_eq!(at("https://h/boats?kind=sail"), [""; 0]);
    assert_eq!(
        at("https://h/boats?kind=sail&x=1"),
        ["warning C203 /x: the query parameter `x` was sent; the spec does not declare it"]
    );
    assert!(at("https://h/boats?kind=motor")[0].starts_with("error C120"));
}

#[test]
fn headers_are_objects_and_lists_and_json() {
    let object = json!({"type": "object", "required": ["R"], "properties": {"R": {"type": "integer"}, "G": {"type": "integer"}}});
    let exploded = json!({"explode": true, "schema": object});
    let flat = json!({"schema": object});
    let json = json!({"content": {"application/json": {"schema": object}}});
    let either = json!({"schema": {"type": "array", "items": {"oneOf": [{"type": "integer", "maximum": 9}, {"type": "string", "minLength": 3}]}}});
    for (header, good) in [
        (&exploded, json!("R=100,G=200")),
        (&exploded, json!("R=1, G=2")),
        (&exploded, json!(["R=1", "G=2"])),
        (&flat, json!("R,100,G,200")),
        (&json, json!("{\"R\": 1}")),
        (&either, json!("5, 500, abc")),
        (&either, json!(["5", "500"])),
    ] {
        assert_eq!(answered(header, &good), [""; 0], "{good}");
    }
    for (header, bad) in [
        (&exploded, json!("R=x,G=200")),
        (&exploded, json!("G=200")),
        (&flat, json!("R,x")),
        (&json, json!("{\"R\": \"x\"}")),
        (&json, json!("R=1")),
        (&either, json!("5, 50")),
        (&either, json!(["5", "50"])),
    ] {
        let said = answered(header, &bad);
        assert!(said.len() == 1 && said[0].contains(" C126 "), "{bad}: {said:?}");
    }
    let sent = |value: &str| {
        findings(
            &document(
                "/boats",
                &json!([{"name": "X-Info", "in": "header", "explode": true, "schema": object}]),
                &json!({}),
            ),
            &[
                json!({"request": {"method": "GET", "url": "/boats", "headers": {"X-Info": value}}, "response": {"status": 200}}),
            ],
        )
    };
    assert_eq!(sent("R=1,G=2"), [""; 0]);
    assert_eq!(sent("R=x").len(), 1);
}

#[test]
fn an_object_is_in_cookies_of_its_own() {
    let cookie = |explode: bool| {
        json!([{"name": "seat", "in": "cookie", "required": true, "explode": explode, "schema": {
            "type": "object", "properties": {"row": {"type": "integer"}, "side": {"type": "string"}}}}])
    };
    let sent = |explode: bool, cookies: &str| {
        findings(
            &document("/boats", &cookie(explode), &json!({})),
            &[
                json!({"request": {"method": "GET", "url": "/boats", "headers": {"Cookie": cookies}}, "response": {"status": 200}}),
            ],
        )
    };
    for (explode, cookies) in [(true, "row=1; side=a+b; other=x"), (false, "seat=row,1,side,x")] {
        assert_eq!(sent(explode, cookies), [""; 0], "{cookies}");
    }
    for (explode, cookies, code) in
        [(true, "row=x", "C202"), (true, "other=x", "C201"), (false, "seat=row,x", "C202")]
    {
        let said = sent(explode, cookies);
        assert!(said.len() == 1 && said[0].contains(code), "{cookies}: {said:?}");
    }
}

#[test]
fn a_segment_with_several_parameters_is_split_where_they_are_valid() {
    let of =
        |name: &str, schema: Value| json!({"name": name, "in": "path", "required": true, "schema": schema});
    let suffix = of("suffix", json!({"type": "string", "enum": [".json", ".xml"]}));
    let name = of("name", json!({"type": "string", "minLength": 1}));
    let format = of("format", json!({"type": "string", "enum": ["json", "tar.gz"]}));
    let number = of("number", json!({"type": "integer"}));
    let cases = [
        ("/boats/{name}{suffix}", [&name, &suffix], ["the%20boat.json", "a.json.xml"], ["boat.csv", "boat"]),
        ("/boats/{name}.{format}", [&name, &format], ["a.b.json", "boat.tar.gz"], ["boat.gz", "a.b.c"]),
        ("/boats/{name}-{number}", [&name, &number], ["sea-sick-7", "a-b-c-d-8"], ["sea-sick", "7-8-"]),
    ];
    for (path, parameters, good, bad) in cases {
        let document = document(path, &json!(parameters), &json!({}));
        let found = |value: &str| {
            let url = format!("https://h/boats/{value}");
            let exchange = json!({"request": {"method": "GET", "url": url}, "response": {"status": 200}});
            findings(&document, &[exchange])
        };
        for value in good {
            assert_eq!(found(value), [""; 0], "{value}");
        }
        for value in bad {
            assert_ne!(found(value), [""; 0], "{value}");
        }
    }
}

#[test]
fn a_segment_that_can_be_split_in_countless_ways_takes_no_time() {
    let parameters: Vec<String> = (0..40).map(|at| format!("{{p{at}}}x")).collect();
    let path = format!("/boats/{}y{{last}}", parameters.concat());
    let last = json!([{"name": "last", "in": "path", "required": true, "schema": {"type": "integer"}}]);
    let url = format!("https://h/boats/{}y{}", "x".repeat(40), "x".repeat(4000));
    let exchange = json!({"request": {"method": "GET", "url": url}, "response": {"status": 200}});
    assert_eq!(findings(&document(&path, &last, &json!({})), &[exchange]).len(), 1);
}

#[test]
fn a_parameter_that_the_path_does_not_have_is_told_and_asked_of_nobody() {
    let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}});
    let other = json!({"name": "boat_id", "in": "path", "required": true, "schema": {"type": "string"}});
    let document = document("/boats/{id}", &json!([id, other]), &json!({}));
    let spec = Spec::from_text(document.to_string(), "api.json").unwrap();
    let said: Vec<String> = spec.cautions.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("the path `/boats/{id}` has no `{boat_id}`"), "{said:?}");

    let get = |id: &str| json!({"request": {"method": "GET", "url": format!("https://h/boats/{id}"), "headers": {}}, "response": {"status": 200}});
    assert_eq!(findings(&document, &[get("7")]), [""; 0]);
    assert_ne!(findings(&document, &[get("x")]), [""; 0]);
}

#[test]
fn a_name_in_a_path_that_no_parameter_declares_is_told() {
    let said = |parameters: &Value| {
        let document = document("/boats/{id}.{ending}", parameters, &json!({}));
        let spec = Spec::from_text(document.to_string(), "api.json").unwrap();
        spec.cautions
            .iter()
            .map(ToString::to_string)
            .filter(|said| said.contains("no parameter declares"))
            .count()
    };
    let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}});
    let in_query = json!({"name": "ending", "in": "query", "schema": {"type": "string"}});
    assert_eq!(said(&json!([])), 2);
    assert_eq!(said(&json!([id, in_query])), 1);
    // Parameters that cannot be read are told as such; they may be those of the path.
    assert_eq!(said(&json!([id, {"$ref": "#/components/parameters/Nowhere"}])), 0);
    assert_eq!(said(&json!([{"name": "ending", "in": "nowhere"}])), 1);
}
