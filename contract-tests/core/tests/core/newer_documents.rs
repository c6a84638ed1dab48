//! What documents of OpenAPI 3.1 and 3.2 have beside schemas: webhooks, other methods, sequences, whole queries.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use contract_core::spec::Spec;
use serde_json::{Value, json};

use crate::judged::{code_pointer_found, observe_operation};

fn spec(text: &str) -> Spec {
    let spec = Spec::from_text(text.to_owned(), "api.yaml").unwrap();
    assert_eq!(spec.cautions, []);
    spec
}

/// The operation, and `code pointer found` of what is observed.
fn observed(spec: &Spec, exchange: &Value) -> (Option<String>, Vec<String>) {
    observe_operation(spec, exchange, code_pointer_found)
}

fn sent(url: &str, body: &Value) -> Value {
    json!({"request": {"method": "POST", "url": url, "headers": {"content-type": "application/json"}, "body": body},
        "response": {"status": 204}})
}

const WEBHOOKS: &str = "openapi: 3.1.0
info: {title: Boats, summary: of the harbour, version: '1'}
paths:
  /boats: {post: {operationId: addBoat, responses: {'204': {description: ok}}}}
webhooks:
  boatSold:
    post:
      operationId: sold
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Sold'}}}}
      responses: {'204': {description: ok}}
  boat-sunk: {$ref: '#/components/pathItems/Sunk'}
components:
  pathItems:
    Sunk:
      post:
        requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Sunk'}}}}
        responses: {'204': {description: ok}}
  schemas:
    Sold: {type: object, required: [type, price], properties: {type: {const: sold}, price: {type: number}, id: {type: string, readOnly: true}}}
    Sunk: {type: object, required: [type, depth], properties: {type: {const: sunk}, depth: {type: number}}}
";

#[test]
fn deliveries_of_webhooks_are_told_from_calls() {
    let spec = spec(WEBHOOKS);
    let delivered = |url: &str, body: Value| observed(&spec, &sent(url, &body));
    let (sold, sunk) = (Some("sold".to_owned()), Some("POST boat-sunk".to_owned()));
    let none = Vec::<String>::new();
    let url = "https://shop.example/hooks";
    assert_eq!(delivered(url, json!({"type": "sold", "price": 5, "id": "b1"})), (sold.clone(), none.clone()));
    assert_eq!(delivered(url, json!({"type": "sunk", "depth": 5})), (sunk.clone(), none));
    let wrong = vec!["C204 /price string".to_owned()];
    assert_eq!(
        delivered(url, json!({"type": "sold", "price": "5"})),
        (sold.clone(), wrong.clone()),
        "the closest one"
    );
    assert_eq!(delivered("/hooks/boatSold", json!({"type": "sold", "price": "5"})), (sold.clone(), wrong));
    let more = vec!["C205 /harbour harbour".to_owned()];
    assert_eq!(delivered(url, json!({"type": "sold", "price": 5, "harbour": 1})), (sold.clone(), more));
    let by_name = delivered("/hooks/boat-sunk/", json!({"what": 1}));
    assert_eq!(by_name.0, sunk);
    assert!(by_name.1.contains(&"C204 /type type".to_owned()), "{by_name:?}");
}

#[test]
fn other_requests_stay_undeclared() {
    let spec = spec(WEBHOOKS);
    let undeclared = |exchange: &Value| {
        let (operation, found) = observed(&spec, exchange);
        assert_eq!(operation, None, "{exchange}");
        assert!(found.iter().any(|code| code.starts_with("C120")), "{exchange}: {found:?}");
    };
    undeclared(&sent("/ports", &json!({"name": "Kiel", "berths": 3})));
    undeclared(&sent("/ports", &json!({})));
    undeclared(&sent("/ports", &json!([{"type": "sold", "price": 5}])));
    undeclared(&sent("/ports", &json!({"type": "sold", "a": 1, "b": 2, "c": 3})));
    undeclared(&sent("/boatSold/7", &Value::Null));
    let mut other_method = sent("/hooks", &json!({"type": "sold", "price": 5}));
    other_method["request"]["method"] = "PUT".into();
    undeclared(&other_method);
    assert_eq!(observed(&spec, &sent("/boats", &Value::Null)).0.unwrap(), "addBoat");
}

#[test]
fn a_document_may_have_nothing_but_webhooks() {
    let text = WEBHOOKS.replace(
        "paths:\n  /boats: {post: {operationId: addBoat, responses: {'204': {description: ok}}}}\n",
        "",
    );
    let (operation, found) = observed(&spec(&text), &sent("/in", &json!({"type": "sunk", "depth": 3})));
    assert_eq!((operation.unwrap().as_str(), found.len()), ("POST boat-sunk", 0));
}

const SEARCH: &str = "openapi: 3.2.0
$self: https://boats.example/openapi.yaml
info: {title: Boats, version: '1'}
tags: [{name: all}, {name: sail, parent: all, kind: nav, summary: Sails}]
paths:
  /boats:
    query:
      operationId: search
      tags: [sail]
      requestBody: {content: {application/json: {schema: {type: object, properties: {mast: {type: integer}}}}}}
      responses:
        '200': {description: ok, summary: Boats, content: {application/json: {$ref: '#/components/mediaTypes/Boats'}}}
    additionalOperations:
      COPY: {operationId: copy, responses: {'204': {description: ok}}}
    get:
      operationId: list
      parameters:
        - name: filter
          in: querystring
          content: {application/x-www-form-urlencoded: {schema: {type: object, required: [mast], properties: {mast: {type: integer}, name: {type: string}}}}}
        - {name: session, in: cookie, style: cookie, schema: {type: string, maxLength: 4}}
      responses: {'204': {description: ok}}
components:
  mediaTypes:
    Boats: {schema: {type: array, items: {$ref: 'https://boats.example/openapi.yaml#/components/schemas/Boat'}}}
  schemas:
    Boat: {type: object, properties: {name: {type: string}}}
";

#[test]
fn methods_beside_those_of_http_are_operations() {
    let spec = spec(SEARCH);
    let search = json!({"request": {"method": "QUERY", "url": "/boats", "headers": {"content-type": "application/json"}, "body": {"mast": "two"}},
        "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": [{"name": 1}]}});
    let expected = vec!["C204 /mast string".to_owned(), "C106 /*/name number".to_owned()];
    assert_eq!(observed(&spec, &search), (Some("search".into()), expected));
    let copy = json!({"request": {"method": "COPY", "url": "/boats"}, "response": {"status": 204}});
    assert_eq!(observed(&spec, &copy), (Some("copy".into()), Vec::new()));
}

#[test]
fn a_parameter_may_be_the_whole_query() {
    let spec = spec(SEARCH);
    let listed = |url: &str, cookie: &str| {
        let request = json!({"method": "GET", "url": url, "headers": {"cookie": cookie}});
        observed(&spec, &json!({"request": request, "response": {"status": 204}})).1
    };
    assert_eq!(listed("/boats?mast=2&name=Anna%20Maria", "session=ab"), Vec::<String>::new());
    assert_eq!(listed("/boats?mast=two", "session=ab"), ["C202 /filter filter"]);
    assert_eq!(listed("/boats?name=x", "session=ab"), ["C202 /filter filter"]);
    assert_eq!(listed("/boats", "session=abcde"), ["C202 /session session"]);
    let as_json = SEARCH.replace("application/x-www-form-urlencoded", "application/json");
    let spec = Spec::from_text(as_json, "api.yaml").unwrap();
    let exchange = |query: &str| json!({"request": {"method": "GET", "url": format!("/boats?{query}")}, "response": {"status": 204}});
    assert_eq!(observed(&spec, &exchange("%7B%22mast%22%3A2%7D")).1, Vec::<String>::new());
    assert_eq!(observed(&spec, &exchange("%7B%22mast%22%3A%22x%22%7D")).1, ["C202 /filter filter"]);
    let other = SEARCH.replace("application/x-www-form-urlencoded", "application/jsonpath");
    let spec = Spec::from_text(other, "api.yaml").unwrap();
    assert_eq!(observed(&spec, &exchange("mast=2")).1, ["C146 /filter declaration"]);
}

#[test]
fn each_item_of_a_sequence_is_checked() {
    let document = |media_type: &str| {
        let text = format!(
            "openapi: 3.2.0
paths:
  /log:
    get:
      operationId: log
      responses:
        '200':
          description: ok
          content:
            {media_type}:
              itemSchema: {{type: object, required: [data], properties: {{data: {{type: string, maxLength: 5}}, event: {{enum: [sold, sunk]}}, id: {{type: string}}, retry: {{type: integer}}}}}}\n"
        );
        spec(&text)
    };
    for (media_type, body, expected) in [
        ("application/jsonl", "{\"data\":\"a\"}\n{\"data\":\"b\"}\n", vec![]),
        ("application/x-ndjson", "{\"data\":\"a\"}\n\n{\"data\":1}\r\n", vec!["C106 /*/data number"]),
        ("application/jsonl", "{\"data\":\"a\"}\n{\"data\n", vec!["C115 /*"]),
        (
            "application/json-seq",
            "\u{1e}{\"data\":\"a\"}\n\u{1e}{\"x\":1}\n",
            vec!["C104 /*/x x", "C103 /*/data data"],
        ),
        ("application/geo+json-seq", "\u{1e}{\"data\":\"a\"}\n", vec![]),
        (
            "text/event-stream",
            ": hello\n\ndata: a\ndata: b\n\nevent: sold\nid: 7\nretry: 10\ndata:c\n\n",
            vec![],
        ),
        (
            "text/event-stream",
            "event: lost\r\ndata: x\r\n\r\nevent: sunk\r\n\r\n",
            vec!["C111 /*/event <value>", "C103 /*/data data"],
        ),
        ("text/event-stream", "data: much too long", vec!["C113 /*/data maxLength"]),
        ("text/event-stream", "", vec![]),
    ] {
        let exchange = json!({"request": {"method": "GET", "url": "/log"}, "response": {
            "status": 200, "headers": {"content-type": media_type}, "body_text": body}});
        assert_eq!(observed(&document(media_type), &exchange).1, expected, "{media_type} {body:?}");
    }
}
