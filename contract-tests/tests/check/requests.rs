//! Requests against their operation: every style of parameter, undeclared ones, and bodies.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::io::Cursor;

use contract_core::exchange::{Entry, Reader};
use contract_core::findings::Summary;
use contract_core::judgement::{Coverage, Outcome, Sources};
use contract_core::rules::Levels;
use contract_core::spec::Spec;
use contract_core::verdict::Checker;
use serde_json::{Value, json};

const SPEC: &str = "openapi: 3.0.3
paths:
  /items/{ids}/{key}:
    post:
      operationId: postItems
      parameters:
        - {name: ids, in: path, required: true, schema: {type: array, items: {type: integer}}}
        - {name: key, in: path, required: true, schema: {type: object, properties: {x: {type: integer}, y: {type: integer}}}}
        - {name: tags, in: query, schema: {type: array, items: {type: string, enum: [a, b]}}}
        - {name: csv, in: query, explode: false, schema: {type: array, items: {type: integer}, maxItems: 3}}
        - {name: words, in: query, style: spaceDelimited, explode: false, schema: {type: array, items: {type: string, maxLength: 2}}}
        - {name: pipes, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {type: integer}}}
        - {name: filter, in: query, style: deepObject, explode: true, schema: {type: object, required: [from], properties: {from: {type: integer}, to: {type: integer}}}}
        - {name: page, in: query, schema: {type: object, properties: {limit: {type: integer, minimum: 1}, offset: {type: integer}}}}
        - {name: flat, in: query, explode: false, schema: {type: object, properties: {r: {type: integer}}}}
        - {name: flag, in: query, allowEmptyValue: true, schema: {type: boolean}}
        - {name: either, in: query, schema: {oneOf: [{type: integer, maximum: 9}, {type: string, minLength: 3}]}}
        - {name: body, in: query, content: {application/json: {schema: {type: object, required: [a]}}}}
        - {name: X-Trace, in: header, required: true, schema: {type: string, format: uuid}}
        - {name: sid, in: cookie, required: true, schema: {type: integer}}
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {type: object, required: [name], properties: {name: {type: string}, age: {type: integer}, tag: {type: array, items: {type: string}}, extra: {type: object}}}
          application/json:
            schema: {type: object, required: [name], properties: {name: {type: string}, age: {type: integer}}}
      responses: {'200': {description: ok}, 4XX: {description: refused}}
";

const TRACE: &str = "7f0c16d6-3f2b-4a39-9f0e-0123456789ab";

fn sent(query: &str, headers: &Value, status: u16, body: &Value) -> Vec<String> {
    at(&format!("/items/1,2/x,1,y,2?{query}"), headers, status, body)
}

/// `severity code pointer: message` of each finding.
fn at(url: &str, headers: &Value, status: u16, body: &Value) -> Vec<String> {
    of(SPEC, url, headers, status, body)
}

fn of(spec: &str, url: &str, headers: &Value, status: u16, body: &Value) -> Vec<String> {
    let spec = Spec::from_text(spec.into(), "api.yaml").unwrap();
    let exchange = json!({"request": {"method": "POST", "url": url, "headers": headers, "body": body}, "response": {"status": status}});
    let mut reader = Reader::from_stream(Box::new(Cursor::new(exchange.to_string())), "-").unwrap();
    let Some(Entry::Exchange(exchange)) = reader.next_entry() else { panic!("unread") };
    let (mut checker, mut summary, levels) = (Checker::new(&spec), Summary::new(1), Levels::default());
    summary.begin(0, exchange.locator);
    let operation = checker.check(&exchange, &mut |observation| summary.observe(observation));
    summary.end(operation.unwrap(), exchange.response.status);
    let sources =
        Sources { spec: &spec, ledger: None, levels: &levels, coverage: Coverage::default(), presence: None };
    let report = Outcome::new(&summary, &[], sources);
    let line = |f: &contract_core::judgement::Finding<'_>| {
        format!("{} {} {}: {}", f.level.word(), f.rule.code, f.pointer, f.message)
    };
    report.findings.iter().map(line).collect()
}

fn good_headers() -> Value {
    json!({"X-Trace": TRACE, "Cookie": "other=x; sid=7"})
}

fn query(text: &str) -> Vec<String> {
    sent(text, &good_headers(), 200, &Value::Null)
}

#[test]
fn every_style_is_read_as_it_is_meant() {
    for text in [
        "",
        "tags=a&tags=b",
        "tags=",
        "csv=1,2,3",
        "csv=1%2C2",
        "words=ab+cd%20ef",
        "pipes=1|2%7C3",
        "filter[from]=1&filter%5Bto%5D=2",
        "limit=5&offset=0",
        "flat=r,100",
        "flag",
        "flag=true",
        "either=5",
        "either=500",
        "body=%7B%22a%22%3A1%7D",
    ] {
        let said = query(text);
        if text == "csv=1%2C2" {
            // A comma that was encoded is part of an item.
            assert_eq!(
                said,
                [
                    "error C202 /csv: the query parameter `csv` is invalid: its value is a string; the spec has an integer"
                ]
            );
        } else {
            assert_eq!(said, [""; 0], "{text}");
        }
    }
}

#[test]
fn what_does_not_fit_is_said_in_words() {
    for (text, expected) in [
        (
            "tags=a,b",
            "C202 /tags: the query parameter `tags` is invalid: the items are joined by commas; each has to be sent as `tags=...` (style form, explode)",
        ),
        (
            "tags=c",
            "C202 /tags: the query parameter `tags` is invalid: its value is `<value>`; the spec has one of a, b",
        ),
        ("csv=1,2,3,4", "C202 /csv: the query parameter `csv` is invalid: its value violates `maxItems 3`"),
        (
            "words=abc",
            "C202 /words: the query parameter `words` is invalid: its value violates `maxLength 2`",
        ),
        (
            "pipes=1|x",
            "C202 /pipes: the query parameter `pipes` is invalid: its value is a string; the spec has an integer",
        ),
        (
            "filter[to]=2",
            "C202 /filter: the query parameter `filter` is invalid: the required property `from` is missing",
        ),
        (
            "filter[from]=1&filter[by]=2",
            "C202 /filter: the query parameter `filter` is invalid: `by` was received; the spec does not declare it",
        ),
        ("limit=0", "C202 /page: the query parameter `page` is invalid: its value violates `minimum 1`"),
        (
            "flat=r,x",
            "C202 /flat: the query parameter `flat` is invalid: its value is a string; the spec has an integer",
        ),
        (
            "flag=yes",
            "C202 /flag: the query parameter `flag` is invalid: its value is a string; the spec has a boolean",
        ),
        (
            "either=15",
            "C202 /either: the query parameter `either` is invalid: its value violates `maximum 9`",
        ),
        ("body=%7B", "C202 /body: the query parameter `body` is invalid: its value is not JSON"),
    ] {
        assert_eq!(query(text), [format!("error {expected}")], "{text}");
    }
    assert_eq!(
        query("nope=1"),
        ["warning C203 /nope: the query parameter `nope` was sent; the spec does not declare it"]
    );
    assert_eq!(
        at("/items/1,x/x,1", &good_headers(), 200, &Value::Null),
        [
            "error C202 /ids: the path parameter `ids` is invalid: its value is a string; the spec has an integer"
        ]
    );
}

#[test]
fn headers_and_cookies() {
    let missing = sent("", &json!({"Accept": "*/*"}), 200, &Value::Null);
    assert_eq!(
        missing,
        [
            "error C201 /X-Trace: the required header `X-Trace` was not sent",
            "error C201 /sid: the required cookie `sid` was not sent"
        ]
    );
    let wrong = sent("", &json!({"x-trace": "7", "cookie": "sid=x"}), 200, &Value::Null);
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert_eq!(sent("", &json!({}), 200, &Value::Null), [""; 0], "what was not recorded is not missing");
}

#[test]
fn a_refused_request_is_a_note() {
    let said = sent("limit=0&nope=1", &json!({"Accept": "*/*"}), 422, &json!({}));
    assert!(said.len() >= 4 && said.iter().all(|line| line.starts_with("note ")), "{said:?}");
}

#[test]
fn bodies_of_requests() {
    let expected = [
        "error C205 /nick: `nick` was sent; the spec does not declare it",
        "error C204 /age: /age is a string; the spec has an integer, in the body of the request",
        "error C204 /name: the required property `name` was not sent",
    ];
    let mut headers = good_headers();
    headers["content-type"] = json!("application/json");
    assert_eq!(sent("", &headers, 200, &json!({"age": "x", "nick": 1})), expected);
    headers["content-type"] = json!("application/x-www-form-urlencoded; charset=UTF-8");
    for good in ["name=A+B&age=7&tag=x&tag=y", "name=%C3%A9&extra=%7B%22a%22%3A1%7D", "name=x&extra[a]=1"] {
        assert_eq!(sent("", &headers, 200, &json!(good)), [""; 0], "{good}");
    }
    assert_eq!(sent("", &headers, 200, &json!("age=x&nick=1")), expected);
}

/// How many findings `check` has for a request of which `request` is recorded, where a body is required.
fn missing_bodies(request: &Value, envelope: fn(Value) -> Value) -> usize {
    const REQUIRED: &str = "openapi: 3.0.3
paths:
  /orders:
    post:
      requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
      responses: {'201': {description: made}}
";
    let spec = Spec::from_text(REQUIRED.into(), "api.yaml").unwrap();
    let mut request = request.clone();
    request["method"] = json!("POST");
    request["url"] = json!("https://shop.example/orders");
    let text = envelope(request).to_string();
    let mut reader = Reader::from_stream(Box::new(Cursor::new(text)), "-").unwrap();
    let Some(Entry::Exchange(exchange)) = reader.next_entry() else { panic!("unread") };
    let mut missing = 0;
    Checker::new(&spec).check(&exchange, &mut |observation| {
        missing += usize::from(observation.rule.code == "C206");
    });
    missing
}

#[test]
fn a_body_is_missing_only_where_the_recording_would_show_one() {
    let line = |request| json!({"request": request, "response": {"status": 201}});
    assert_eq!(missing_bodies(&json!({}), line), 0);
    assert_eq!(missing_bodies(&json!({"headers": {}}), line), 0);
    assert_eq!(missing_bodies(&json!({"body": null}), line), 1);
    assert_eq!(missing_bodies(&json!({"body_text": ""}), line), 1);
    assert_eq!(missing_bodies(&json!({"headers": {"accept": "*/*"}}), line), 1);

    let har = |request| {
        json!({"log": {"version": "1.2", "creator": {"name": "a", "version": "1"},
            "entries": [{"request": request, "response": {"status": 201, "content": {"size": 0}}}]}})
    };
    assert_eq!(missing_bodies(&json!({}), har), 0);
    assert_eq!(missing_bodies(&json!({"bodySize": 812}), har), 0);
    assert_eq!(missing_bodies(&json!({"bodySize": 0}), har), 1);
    assert_eq!(missing_bodies(&json!({"headers": [{"name": "accept", "value": "*/*"}]}), har), 1);
    assert_eq!(
        missing_bodies(
            &json!({"bodySize": 0, "postData": {"mimeType": "application/json", "text": ""}}),
            har
        ),
        1
    );
}

#[test]
fn matrix_parameters_are_read() {
    let spec = |schema: &str, explode: bool| {
        format!(
            "openapi: 3.0.3
paths:
  /items/{{p}}:
    post:
      operationId: postItems
      parameters:
        - {{name: p, in: path, required: true, style: matrix, explode: {explode}, schema: {schema}}}
      responses: {{'200': {{description: ok}}}}
"
        )
    };
    let list = "{type: array, items: {type: integer}, maxItems: 2}";
    let object = "{type: object, properties: {x: {type: integer}}}";
    for (schema, explode, path, findings) in [
        ("{type: integer}", false, ";p=5", 0),
        ("{type: integer}", false, ";p=five", 1),
        ("{type: string, minLength: 1}", false, ";p=five", 0),
        ("{type: string, minLength: 1}", false, ";p", 1),
        (list, false, ";p=1,2", 0),
        (list, false, ";p=1,x", 1),
        (list, true, ";p=1;p=2", 0),
        (list, true, ";p=1;p=2;p=3", 1),
        (object, false, ";p=x,1", 0),
        (object, false, ";p=x,one", 1),
        (object, true, ";x=1", 0),
        (object, true, ";x=one", 1),
    ] {
        let found = of(&spec(schema, explode), &format!("/items/{path}"), &json!({}), 200, &Value::Null);
        assert_eq!(found.len(), findings, "{schema} {path} {found:?}");
    }
}
