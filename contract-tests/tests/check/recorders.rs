//! The habits of recorders: whatever a browser, a proxy or a script makes of an exchange, none is lost, none is misjudged,
//! and what it did not keep is unknown, not empty.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::io::Cursor;

use contract_core::exchange::{Entry, Reader};
use contract_core::spec::Spec;
use contract_core::verdict::Checker;
use serde_json::{Value, json};

mod archives;
mod bodies;

const SPEC: &str = r"openapi: 3.0.3
info: {title: Harbour, version: '1'}
servers: [{url: 'https://harbour.example/v2'}]
paths:
  /tides:
    get:
      operationId: getTide
      parameters:
        - {name: X-Zone, in: header, schema: {type: string, enum: [north, south]}}
        - {name: X-Buoys, in: header, schema: {type: array, items: {type: integer}, maxItems: 3}}
        - {name: X-Area, in: header, schema: {type: object, properties: {w: {type: integer}, h: {type: integer}}, required: [w, h]}}
        - {name: at, in: query, schema: {type: integer}}
      responses:
        '200':
          description: a tide
          headers:
            X-Phase: {schema: {type: string, enum: [ebb, flood]}}
            X-Hours: {schema: {type: array, items: {type: integer}}}
            X-Count: {schema: {type: integer}}
          content: {application/json: {schema: {type: object, required: [depth], properties: {depth: {type: integer}}}}}
        '201': {description: nothing}
        '204': {description: nothing}
        '302': {description: elsewhere}
        '304': {description: as before, content: {application/json: {schema: {type: object}}}}
    head:
      operationId: headTide
      responses:
        '200': {description: a tide, content: {application/json: {schema: {type: object}}}}
    post:
      operationId: postTide
      requestBody:
        required: true
        content:
          application/json: {schema: {type: object, required: [depth], properties: {depth: {type: integer}}}}
          application/x-www-form-urlencoded: {schema: {type: object, required: [depth], properties: {depth: {type: integer}}}}
      responses:
        '201': {description: nothing}
  /moorings:
    get:
      operationId: listMoorings
      parameters:
        - {name: crew, in: cookie, required: true, schema: {type: integer}}
        - {name: boat, in: cookie, schema: {type: string, enum: [sloop, ketch]}}
      responses:
        '200':
          description: moorings
          headers:
            Set-Cookie: {required: true, schema: {type: string, pattern: '^crew='}}
  /{anything}:
    get:
      operationId: getAnything
      responses:
        '200': {description: anything, content: {application/json: {schema: {type: object}}}}
";

/// What is found in traffic, `CODE found` each, and why entries could not be read.
fn found_in(traffic: &str) -> Vec<String> {
    let spec = Spec::from_text(SPEC.into(), "api.yaml").unwrap();
    let mut reader = Reader::from_stream(Box::new(Cursor::new(traffic.to_owned())), "-").unwrap();
    let mut checker = Checker::new(&spec);
    let mut found = Vec::new();
    while let Some(entry) = reader.next_entry() {
        match entry {
            Entry::Unread(unread) => found.push(unread.reason),
            Entry::Unanswered => found.push("unanswered".to_owned()),
            Entry::Exchange(exchange) => {
                checker.check(&exchange, &mut |seen| {
                    found.push(
                        format!("{} {}", seen.rule.code, seen.found.unwrap_or_default()).trim().to_owned(),
                    );
                });
            }
        }
    }
    found.sort();
    found
}

fn har(entries: &[Value]) -> String {
    json!({"log": {"version": "1.2", "creator": {"name": "t", "version": "1"}, "entries": entries}})
        .to_string()
}

/// An answer to `GET /v2/tides`, and what is special about it.
fn answer(response: &Value) -> Value {
    exchange("GET", "https://harbour.example/v2/tides", &json!({}), response)
}

/// A request `POST /v2/tides`, and what is special about it.
fn post(request: &Value) -> Value {
    exchange("POST", "https://harbour.example/v2/tides", request, &json!({"status": 201}))
}

fn exchange(method: &str, url: &str, request: &Value, response: &Value) -> Value {
    let mut entry = json!({"startedDateTime": "2026-05-06T07:08:09Z", "time": 1,
        "request": {"method": method, "url": url, "headers": [{"name": "accept", "value": "*/*"}], "queryString": [], "cookies": [], "bodySize": -1},
        "response": {"status": 200, "headers": [{"name": "Server", "value": "x"}], "cookies": [], "bodySize": -1,
            "content": {"size": 0, "mimeType": "x-unknown"}},
        "cache": {}, "timings": {"send": 0, "wait": 1, "receive": 0}});
    for (side, special) in [("request", request), ("response", response)] {
        let members = special.as_object().unwrap().iter().map(|(name, value)| (name.clone(), value.clone()));
        entry[side].as_object_mut().unwrap().extend(members);
    }
    entry
}

/// An answer with this content.
fn content(content: &Value) -> Value {
    answer(&json!({"content": content}))
}

fn found(entry: &Value) -> Vec<String> {
    found_in(&har(std::slice::from_ref(entry)))
}

const NONE: [&str; 0] = [];

#[test]
fn a_request_without_an_answer_is_a_note_however_it_is_written() {
    let entry = |response: Option<Value>| {
        let mut entry = answer(&json!({}));
        match response {
            Some(response) => entry["response"] = response,
            None => drop(entry.as_object_mut().unwrap().remove("response")),
        }
        entry
    };
    let statuses = [json!(0), json!(-1), json!(-999), json!("0"), json!(""), Value::Null];
    let responses =
        statuses.map(|status| Some(json!({"status": status, "headers": [], "content": {"size": 0}})));
    for response in responses.into_iter().chain([Some(json!({})), Some(Value::Null), None]) {
        let whole = answer(
            &json!({"content": {"size": 11, "mimeType": "application/json", "text": "{\"depth\":1}"}}),
        );
        assert_eq!(found_in(&har(&[entry(response.clone()), whole])), ["C142"], "{response:?}");
        if response.as_ref().is_none_or(|response| response.is_null() || response.get("status").is_some()) {
            let line = entry(response.clone()).to_string();
            assert_eq!(found_in(&line), ["C142"], "{response:?}");
        }
    }
    // What is no status is not taken for none.
    for status in [json!(99), json!(1000), json!("teapot"), json!([200]), json!(200.5)] {
        let found = found(&answer(&json!({"status": status})));
        assert_eq!(found, ["`response.status` is not an HTTP status"], "{status}");
    }
    let text = json!({"status": "200", "content": {"size": 11, "mimeType": "application/json", "text": "{\"depth\":1}"}});
    assert_eq!(found(&answer(&text)), NONE);
    assert_eq!(found(&entry(Some(json!(7)))), ["`response` is not an object"]);
}

#[test]
fn what_is_no_request_to_an_api_is_passed_over_with_a_note() {
    let get = |url: &str| {
        exchange(
            "GET",
            url,
            &json!({}),
            &json!({"content": {"size": 2, "mimeType": "text/css", "text": "{}"}}),
        )
    };
    for (url, name) in [
        ("data:text/css;charset=utf-8,body%7b%7d", "data"),
        ("DATA:,x", "DATA"),
        ("blob:https://harbour.example/6a1e", "blob"),
        ("blob:null/6a1e", "blob"),
        ("chrome-extension://aapbdbdomjkkjkaonfhkkikfgjllcleb/tides", "chrome-extension"),
        ("moz-extension://6a1e/tides", "moz-extension"),
        ("safari-web-extension://6a1e/tides", "safari-web-extension"),
        ("file:///v2/tides", "file"),
        ("about:blank", "about"),
        ("javascript:void(0)", "javascript"),
        ("capacitor://localhost/v2/tides", "capacitor"),
        ("ftp://harbour.example/v2/tides", "ftp"),
    ] {
        assert_eq!(found(&get(url)), [format!("C145 {name}")], "{url}");
    }
    let sent = |method: &str, url: &str, headers: Value, status: i64| {
        exchange(method, url, &json!({"headers": headers}), &json!({"status": status}))
    };
    let elsewhere = "https://harbour.example/v2/a/socket";
    let asked = json!([{"name": "Access-Control-Request-Method", "value": "GET"}]);
    let key = json!([{"name": "Sec-WebSocket-Key", "value": "x"}]);
    assert_eq!(found(&sent("OPTIONS", "https://harbour.example/v2/tides", asked, 204)), ["C145 preflight"]);
    assert_eq!(found(&sent("CONNECT", "harbour.example:443", json!([]), 200)), ["C145 tunnel"]);
    assert_eq!(found(&sent("GET", "wss://harbour.example/v2/a/socket", json!([]), 101)), ["C145 web-socket"]);
    assert_eq!(found(&sent("GET", elsewhere, key, 101)), ["C145 web-socket"]);
    for method in [json!(""), Value::Null] {
        let mut entry = sent("", "ws://harbour.example/v2/a/socket", json!([]), 0);
        entry["request"]["method"] = method;
        assert_eq!(found(&entry), ["C145 no-method"]);
    }
    for url in [json!(""), Value::Null] {
        let mut entry = sent("GET", "", json!([]), 200);
        entry["request"]["url"] = url;
        assert_eq!(found(&entry), ["C145 no-url"]);
        entry["request"].as_object_mut().unwrap().remove("url");
        assert_eq!(found(&entry), ["C145 no-url"]);
    }
    // A host with a port is no scheme, and neither is a path with a colon.
    let whole = json!({"content": {"size": 11, "mimeType": "application/json", "text": "{\"depth\":1}"}});
    for url in [
        "localhost:8080/v2/tides",
        "data:8080/v2/tides",
        "HTTPS://harbour.example/v2/tides",
        "//harbour.example/v2/tides",
        "{{base}}/v2/tides",
        "/v2/tides?from=https://x",
    ] {
        let found = found(&exchange("GET", url, &json!({}), &whole));
        assert!(!found.iter().any(|found| found.starts_with("C145")), "{url}: {found:?}");
    }
}

#[test]
fn half_a_character_in_the_text_of_the_recorder_loses_nothing() {
    let entry = content(&json!({"size": 20, "mimeType": "application/json", "text": "%TEXT%"})).to_string();
    for half in [r"\ud83d", r"\udc00", r"\ud83d\ud83d\ude00", r"\ude00\ud83d", r"\ud83dx\u00e9", r"\uD83D\n"]
    {
        let text = har(&[]).replace(
            "[]",
            &format!("[{}]", entry.replace("%TEXT%", &format!(r#"{{\"depth\":\"{half}\"}}"#))),
        );
        let found = found_in(&text);
        // A line break in a body is a fault of the body.
        let expected = if half.ends_with('n') { "C115" } else { "C106 string" };
        assert_eq!(found, [expected], "{half}");
    }
    let header = answer(
        &json!({"headers": [{"name": "x-y", "value": "%TEXT%"}], "content": {"size": 11, "mimeType": "application/json", "text": "{\"depth\":1}"}}),
    );
    let text = har(&[header]).replace("%TEXT%", r"\ud83d");
    assert_eq!(found_in(&text), NONE);
    let line = r#"{"request":{"method":"GET","url":"/v2/tides"},"response":{"status":200,"body":{"depth":"\ud83d"}}}"#;
    assert_eq!(found_in(line), ["C106 string"]);
    // In a body that is a text of its own, no client can read it.
    let inner =
        content(&json!({"size": 20, "mimeType": "application/json", "text": r#"{"depth":"\ud83d"}"#}));
    assert_eq!(found(&inner), ["C115"]);
}

#[test]
fn cookies_are_those_of_the_header_or_those_of_the_list() {
    let url = "https://harbour.example/v2/moorings";
    let set = json!({"headers": [{"name": "Set-Cookie", "value": "crew=7"}]});
    let asked = |request: &Value| found(&exchange("GET", url, request, &set));
    let listed = json!([{"name": "crew", "value": "7", "httpOnly": true}, {"name": "boat", "value": "raft"}]);
    let accept = json!({"name": "accept", "value": "*/*"});
    let crew = json!({"name": "cookie", "value": "crew=7"});
    let boat = json!({"name": "Cookie", "value": "boat=sloop; x=y"});
    assert_eq!(asked(&json!({"headers": [accept], "cookies": listed})), ["C202 boat"]);
    assert_eq!(asked(&json!({"headers": [], "cookies": listed})), ["C202 boat"]);
    assert_eq!(asked(&json!({"headers": [crew], "cookies": []})), NONE);
    // HTTP/2 sends them in pieces.
    assert_eq!(asked(&json!({"headers": [boat, crew], "cookies": []})), NONE);
    assert_eq!(asked(&json!({"headers": [crew], "cookies": listed})), NONE);
    assert_eq!(asked(&json!({"headers": [accept], "cookies": []})), ["C201 crew"]);
    assert_eq!(asked(&json!({"headers": [], "cookies": []})), NONE);

    let crew = json!({"headers": [crew]});
    let answered = |response: &Value| found(&exchange("GET", url, &crew, response));
    let server = json!({"name": "server", "value": "x"});
    assert_eq!(answered(&json!({"headers": [server], "cookies": [{"name": "crew", "value": "7"}]})), NONE);
    assert_eq!(answered(&json!({"headers": [server], "cookies": []})), ["C125 Set-Cookie"]);
    let line = |value: &str| json!({"name": "set-cookie", "value": value});
    // Each line sets a cookie of its own.
    assert_eq!(answered(&json!({"headers": [line("lang=en"), line("crew=7")]})), NONE);
    assert_eq!(answered(&json!({"headers": [line("lang=en\ncrew=7")]})), NONE);
    assert_eq!(answered(&json!({"headers": [line("lang=en"), line("a=b")]})), ["C126 Set-Cookie"]);
}

#[test]
fn each_line_of_a_header_is_checked() {
    let url = "https://harbour.example/v2/tides";
    let good = json!({"content": {"size": 11, "mimeType": "application/json", "text": "{\"depth\":1}"}});
    let lines = |name: &str, values: &[&str]| -> Value {
        values.iter().map(|value| json!({"name": name, "value": value})).collect()
    };
    for (name, values, expected) in [
        ("X-Zone", &["north", "south"][..], &NONE[..]),
        ("x-zone", &["north", "east"], &["C202 X-Zone"]),
        ("X-Zone", &["east", "north"], &["C202 X-Zone"]),
        ("X-Zone", &["north\neast"], &["C202 X-Zone"]),
        ("X-Zone", &[" north "], &NONE),
        ("X-Buoys", &["1, 2", "3"], &NONE),
        ("X-Buoys", &["1, 2", "x"], &["C202 X-Buoys"]),
        ("X-Buoys", &["1, 2", "3, 4"], &["C202 X-Buoys"]),
        ("X-Area", &["w,1", "h,2"], &NONE),
        ("X-Area", &["w,1", "h,x"], &["C202 X-Area"]),
    ] {
        let sent = exchange("GET", url, &json!({"headers": lines(name, values)}), &good);
        assert_eq!(found(&sent), expected, "{name} {values:?}");
    }
    for (name, values, expected) in [
        ("X-Phase", &["ebb", "flood"][..], &NONE[..]),
        ("X-Phase", &["ebb", "slack"], &["C126 X-Phase"]),
        ("X-Phase", &["ebb\nslack"], &["C126 X-Phase"]),
        ("X-Hours", &["1", "2, 3"], &NONE),
        ("X-Hours", &["1", "2, x"], &["C126 X-Hours"]),
        ("X-Count", &["1", "x"], &["C126 X-Count"]),
    ] {
        let mut response = good.clone();
        response["headers"] = lines(name, values);
        assert_eq!(found(&answer(&response)), expected, "{name} {values:?}");
        let line = json!({"request": {"method": "GET", "url": "/v2/tides"},
            "response": {"status": 200, "headers": {"content-type": "application/json", name: values}, "body": {"depth": 1}}});
        assert_eq!(found_in(&line.to_string()), expected, "{name} {values:?}");
    }
    // Scripts write numbers as they are.
    let mut response = good;
    response["headers"] = json!([{"name": "X-Count", "value": 7}]);
    assert_eq!(found(&answer(&response)), NONE);
    response["headers"] = json!({"X-Count": 7.5});
    assert_eq!(found(&answer(&response)), ["C126 X-Count"]);
}

#[test]
fn a_query_that_is_in_the_list_only_was_sent() {
    let good = json!({"content": {"size": 11, "mimeType": "application/json", "text": "{\"depth\":1}"}});
    let at = |url: &str, query: Value| found(&exchange("GET", url, &json!({"queryString": query}), &good));
    let url = "https://harbour.example/v2/tides";
    assert_eq!(at(url, json!([{"name": "at", "value": "noon & later"}])), ["C202 at"]);
    assert_eq!(at(url, json!([{"name": "at", "value": "7"}])), NONE);
    assert_eq!(at(&format!("{url}#top"), json!([{"name": "at", "value": "x"}])), ["C202 at"]);
    assert_eq!(at(&format!("{url}?at=7"), json!([{"name": "at", "value": "x"}])), NONE);
    assert_eq!(at(url, json!([{"name": "at", "value": 7}, {"name": "by", "value": ""}])), ["C203 by"]);
}
