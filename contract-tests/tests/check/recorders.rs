//! The habits of recorders: whatever a browser, a proxy or a script makes of an exchange, none is lost, none is misjudged,
//! and what it did not keep is unknown, not empty.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::io::{Cursor, Write as _};

use assert_cmd::Command;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use contract_core::exchange::{Entry, Reader};
use contract_core::spec::Spec;
use contract_core::verdict::Checker;
use serde_json::{Value, json};

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
fn a_body_that_the_recorder_did_not_keep_is_unknown() {
    let mime = "application/json";
    for kept in [
        json!({"size": 60_000, "mimeType": mime}),
        json!({"size": 60_000, "mimeType": mime, "comment": "Response bodies are not included."}),
        json!({"size": 60_000, "mimeType": mime, "text": ""}),
        json!({"size": 60_000, "mimeType": mime, "encoding": "base64"}),
        json!({"size": 60_000, "mimeType": mime, "encoding": "base64", "text": ""}),
        json!({"size": 60_000, "mimeType": mime, "text": null}),
        json!({"size": 60_000, "mimeType": mime, "_file": "9f86d08.json"}),
        json!({"size": -1, "mimeType": mime}),
        json!({"size": -1, "mimeType": mime, "text": ""}),
        json!({"size": -1, "mimeType": mime, "encoding": "base64"}),
        json!({"size": -1, "mimeType": ""}),
        json!({"size": null, "mimeType": mime}),
        json!({"mimeType": mime}),
        json!({"mimeType": mime, "encoding": "base64"}),
        json!({}),
        Value::Null,
    ] {
        assert_eq!(found(&content(&kept)), ["C124"], "{kept}");
    }
    let mut without = content(&json!({}));
    without["response"].as_object_mut().unwrap().remove("content");
    assert_eq!(found(&without), ["C124"]);
    without["response"].as_object_mut().unwrap().remove("headers");
    assert_eq!(found(&without), ["C124"]);
}

#[test]
fn lengths_that_disagree_say_nothing() {
    let length = |length: &str| json!([{"name": "Content-Length", "value": length}, {"name": "Content-Type", "value": "application/json"}]);
    let sized = |headers: Value, body_size: i64, size: i64| {
        answer(&json!({"headers": headers, "bodySize": body_size, "content": {"size": size, "mimeType": ""}}))
    };
    assert_eq!(found(&sized(length("99"), -1, 0)), ["C124"]);
    assert_eq!(found(&sized(json!([]), 99, 0)), ["C124"]);
    assert_eq!(found(&sized(json!([]), 0, -1)), ["C124"]);
    // These agree, or one of them knows.
    assert_eq!(found(&sized(length("0"), -1, -1)), ["C116"]);
    assert_eq!(found(&sized(length("0"), 0, 0)), ["C116"]);
    assert_eq!(found(&sized(json!([]), -1, 0)), ["C116"]);
    // A request that was broken off.
    let broken =
        json!({"_error": "net::ERR_ABORTED", "content": {"size": 0, "mimeType": "application/json"}});
    assert_eq!(found(&answer(&broken)), ["C124"]);
    // A text that is there counts, whatever is said of its length.
    for (body_size, size) in [(0, 0), (-1, -1), (3, 900), (900, 3)] {
        let kept = json!({"headers": length("7"), "bodySize": body_size, "content": {"size": size, "mimeType": "", "text": "{\"depth\":1}"}});
        assert_eq!(found(&answer(&kept)), NONE, "{size}");
    }
}

#[test]
fn a_body_that_the_recorder_cut_is_not_one_that_the_server_cut() {
    let cut =
        |size: i64| content(&json!({"size": size, "mimeType": "application/json", "text": "{\"depth\":"}));
    assert_eq!(found(&cut(5_000_000)), ["C124"]);
    assert_eq!(found(&cut(9)), ["C115"]);
    assert_eq!(found(&cut(-1)), ["C115"]);
    let wrong = content(&json!({"size": 5_000_000, "mimeType": "application/json", "text": "{\"depth\"="}));
    assert_eq!(found(&wrong), ["C115"]);
    let encoded = STANDARD.encode("{\"depth\":");
    let coded = content(
        &json!({"size": 5_000_000, "mimeType": "application/json", "text": encoded, "encoding": "base64"}),
    );
    assert_eq!(found(&coded), ["C124"]);
}

#[test]
fn nothing_is_unknown_where_no_body_can_be() {
    let url = "https://harbour.example/v2/tides";
    let cached = json!({"size": 11, "mimeType": "application/json", "text": "{\"depth\":1}"});
    for content in [
        cached,
        json!({"size": 11, "mimeType": "application/json"}),
        json!({"size": -1}),
        json!({"size": 0}),
        Value::Null,
    ] {
        let length = json!([{"name": "content-length", "value": "11"}]);
        let not_modified = json!({"status": 304, "bodySize": 0, "headers": length, "content": content});
        assert_eq!(found(&answer(&not_modified)), NONE, "{content}");
        let head = json!({"headers": length, "content": content});
        assert_eq!(found(&exchange("HEAD", url, &json!({}), &head)), NONE, "{content}");
    }
    for status in [201, 204, 302] {
        for content in [
            json!({"size": -1, "mimeType": ""}),
            json!({}),
            Value::Null,
            json!({"size": 0, "mimeType": "text/html"}),
        ] {
            let length = json!([{"name": "content-length", "value": "154"}]);
            let entry = answer(&json!({"status": status, "headers": length, "content": content}));
            assert_eq!(found(&entry), NONE, "{status} {content}");
        }
        // One that is there is still one.
        let entry = answer(
            &json!({"status": status, "content": {"size": 2, "mimeType": "application/json", "text": "{}"}}),
        );
        assert_eq!(found(&entry), ["C117"], "{status}");
    }
}

#[test]
fn lines_that_keep_the_status_only_say_nothing_of_a_body() {
    let line = |response: &Value| {
        json!({"request": {"method": "GET", "url": "/v2/tides"}, "response": response}).to_string()
    };
    let json_type = json!({"content-type": "application/json"});
    assert_eq!(found_in(&line(&json!({"status": 200}))), ["C124"]);
    assert_eq!(found_in(&line(&json!({"status": 304}))), NONE);
    assert_eq!(found_in(&line(&json!({"status": 304, "body": {"depth": 1}}))), NONE);
    assert_eq!(found_in(&line(&json!({"status": 204, "body": {"depth": 1}}))), ["C117"]);
    assert_eq!(found_in(&line(&json!({"status": 201}))), NONE);
    assert_eq!(found_in(&line(&json!({"status": 200, "headers": json_type, "body": null}))), ["C116"]);
    assert_eq!(
        found_in(&line(&json!({"status": 200, "headers": {"content-length": "20"}, "body": null}))),
        ["C124"]
    );
    assert_eq!(
        found_in(&line(&json!({"status": 200, "headers": {"content-length": 0}, "body": null}))),
        ["C116"]
    );
}

#[test]
fn base64_is_read_as_recorders_write_it() {
    let text = "{\"depth\":\"~~?>>?\"}";
    let lines: String = STANDARD
        .encode(text)
        .as_bytes()
        .chunks(8)
        .flat_map(|line| [str::from_utf8(line).unwrap(), "\r\n"])
        .collect();
    let ways = [
        STANDARD.encode(text),
        STANDARD_NO_PAD.encode(text),
        URL_SAFE_NO_PAD.encode(text),
        lines.clone(),
        lines.replace("\r\n", "\n  "),
        format!(" {}\n", STANDARD.encode(text)),
        format!("data:application/json;base64,{}", STANDARD.encode(text)),
        STANDARD.encode(format!("\u{feff}{text}")),
        // None at all.
        text.to_owned(),
        format!("\u{feff}{text}"),
    ];
    for way in ways {
        for encoding in ["base64", "BASE64"] {
            let received =
                json!({"size": 20, "mimeType": "application/json", "encoding": encoding, "text": way});
            assert_eq!(found(&content(&received)), ["C106 string"], "{way}");
            let sent =
                json!({"postData": {"mimeType": "application/json", "encoding": encoding, "text": way}});
            assert_eq!(found(&post(&sent)), ["C204 string"], "{way}");
        }
    }
    // Words of JSON are made of letters of base64.
    for (word, expected) in
        [("true", "C106 boolean"), ("null", "C123 null"), ("1234", "C106 number"), ("hello", "C115")]
    {
        let received = json!({"size": 4, "mimeType": "application/json", "encoding": "base64", "text": word});
        let found = found(&content(&received));
        assert_eq!(found, [expected], "{word}");
    }
    let form = json!({"postData": {"mimeType": "application/x-www-form-urlencoded", "_encoding": "base64", "text": STANDARD.encode("depth=7")}});
    assert_eq!(found(&post(&form)), NONE);
    let bytes = json!({"size": 4, "mimeType": "application/json", "encoding": "base64", "text": STANDARD.encode([0xff, 0xfe, 0x7b, 0])});
    assert_eq!(found(&content(&bytes)), ["C115"]);
}

#[test]
fn a_body_that_was_kept_compressed_is_read_or_not_recorded() {
    let text = "{\"depth\":\"deep\"}";
    let gzip = {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let zstd = zstd::encode_all(text.as_bytes(), 3).unwrap();
    let with = |bytes: &[u8]| json!({"size": 20, "mimeType": "application/json", "encoding": "base64", "text": STANDARD.encode(bytes)});
    for whole in [&gzip, &zstd] {
        assert_eq!(found(&content(&with(whole))), ["C106 string"]);
        assert_eq!(found(&post(&json!({"postData": with(whole)}))), ["C204 string"]);
        let damaged = whole.get(..whole.len() - 9).unwrap();
        assert_eq!(found(&content(&with(damaged))), ["C124"]);
    }
    for misread in ["\u{1f}\u{8b}\u{8}\u{0}", "\u{1f}\u{fffd}\u{8}\u{0}\u{fffd}"] {
        let received = json!({"size": 4, "mimeType": "application/json", "text": misread});
        assert_eq!(found(&content(&received)), ["C124"]);
    }
    // Brotli has no first bytes of its own, but the headers tell.
    let mut coded = content(&with(&[0x8b, 0x07, 0x80]));
    coded["response"]["headers"] = json!([{"name": "Content-Encoding", "value": "br"}]);
    assert_eq!(found(&coded), ["C124"]);
    coded["response"]["headers"] = json!([{"name": "Content-Encoding", "value": "identity"}]);
    assert_eq!(found(&coded), ["C115"]);
}

#[test]
fn a_byte_order_mark_before_json_is_passed() {
    for mark in ["\u{feff}", "\u{ef}\u{bb}\u{bf}"] {
        let text = format!("{mark}{{\"depth\":\"deep\"}}");
        let received = content(&json!({"size": 20, "mimeType": "application/json", "text": text}));
        assert_eq!(found(&received), ["C106 string"]);
        let sent = post(&json!({"postData": {"mimeType": "application/json", "text": text}}));
        assert_eq!(found(&sent), ["C204 string"]);
        let line = json!({"request": {"method": "GET", "url": "/v2/tides"},
            "response": {"status": 200, "headers": {"content-type": "application/json"}, "body_text": text}});
        assert_eq!(found_in(&line.to_string()), ["C106 string"]);
        // Lines that were put together from files with marks.
        assert_eq!(found_in(&format!("\u{feff}{line}\n\u{feff}{line}\n")), ["C106 string", "C106 string"]);
    }
    let only = content(&json!({"size": 3, "mimeType": "application/json", "text": "\u{feff}"}));
    assert_ne!(found(&only), NONE);
}

#[test]
fn a_body_written_into_the_text_of_the_recorder_is_read() {
    let received = content(&json!({"size": 20, "mimeType": "application/json", "text": {"depth": "deep"}}));
    assert_eq!(found(&received), ["C106 string"]);
    let sent = post(&json!({"postData": {"mimeType": "application/json", "text": {"depth": "deep"}}}));
    assert_eq!(found(&sent), ["C204 string"]);
}

#[test]
fn a_request_whose_body_was_not_kept_is_not_one_without_a_body() {
    for sent in [
        json!({"bodySize": 20}),
        json!({"headers": [{"name": "Content-Length", "value": "20"}, {"name": "content-type", "value": "application/json"}]}),
        json!({"postData": {"mimeType": "application/json"}}),
        json!({"bodySize": 20, "postData": {"mimeType": "application/json", "text": ""}}),
        json!({"bodySize": 20, "postData": {"mimeType": "application/x-www-form-urlencoded", "params": []}}),
        json!({"postData": {"mimeType": "application/x-www-form-urlencoded", "params": [{"name": "depth", "fileName": "a.txt"}]}}),
    ] {
        assert_eq!(found(&post(&sent)), ["C124"], "{sent}");
    }
    for sent in [
        json!({}),
        json!({"bodySize": 0}),
        json!({"bodySize": 0, "postData": {"mimeType": "application/json"}}),
        json!({"postData": {"mimeType": "", "text": ""}}),
        json!({"headers": [{"name": "Content-Length", "value": "0"}]}),
    ] {
        assert_eq!(found(&post(&sent)), ["C206"], "{sent}");
    }
    for sent in [
        json!({"headers": []}),
        json!({"headers": [{"name": "Transfer-Encoding", "value": "chunked"}]}),
        json!({"postData": {}}),
    ] {
        assert_eq!(found(&post(&sent)), NONE, "{sent}");
    }
    // Nor does a type that is empty stand for one.
    let untyped = json!({"postData": {"mimeType": "", "text": "{\"depth\":1}"}});
    assert_eq!(found(&post(&untyped)), NONE);
}

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

/// The exit code of `check`, and whether it found the wrong type.
fn checked(name: &str, text: &[u8]) -> (i32, bool) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("api.yaml"), SPEC).unwrap();
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    command.current_dir(folder.path()).args(["check", "--spec", "api.yaml", "--format", "concise", name]);
    if name == "-" {
        command.write_stdin(text);
    } else {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let output = command.output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap().contains("C106"))
}

#[test]
fn an_archive_is_known_by_what_it_holds() {
    let entry = content(&json!({"size": 20, "mimeType": "application/json", "text": "{\"depth\":\"deep\"}"}));
    let archive: Value = serde_json::from_str(&har(&[entry])).unwrap();
    let blanks = serde_json::to_string_pretty(&archive).unwrap();
    let tabs =
        blanks.lines().flat_map(|line| ["\t\t", line.trim_start_matches(' '), "\r\n"]).collect::<String>();
    let late = format!(
        "{{\"comment\": \"a \\\"log\\\"\", \"$schema\": {{\"log\": [1]}},\n\"log\": {}}}",
        archive["log"]
    );
    let texts = [
        archive.to_string(),
        blanks.clone(),
        tabs,
        late.clone(),
        late.replace('\n', ""),
        format!("\u{feff}{blanks}"),
        format!("\n\t {archive}\n\n"),
    ];
    for text in texts {
        for name in ["-", "seen.json", "seen.JSON", "seen.har"] {
            assert_eq!(checked(name, text.as_bytes()), (1, true), "{name}: {text}");
        }
    }
    // As the shells of Windows write what they redirect.
    let wide: Vec<u8> = format!("\u{feff}{blanks}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for name in ["-", "seen.json", "seen.har"] {
        assert_eq!(checked(name, &wide), (1, true), "{name}");
    }
}

#[test]
fn what_is_passed_over_is_counted_and_told() {
    let whole = content(&json!({"size": 11, "mimeType": "application/json", "text": "{\"depth\":1}"}));
    let style = exchange("GET", "data:text/css,a", &json!({}), &json!({}));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("api.yaml"), SPEC).unwrap();
    std::fs::write(folder.path().join("seen.har"), har(&[style.clone(), whole, style])).unwrap();
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    let output = command
        .current_dir(folder.path())
        .args(["check", "--spec", "api.yaml", "--format", "json", "seen.har"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["summary"]["exchanges"], &report["summary"]["unread"]), (&json!(3), &json!(0)));
    let told = report["findings"].as_array().unwrap().iter().find(|found| found["rule"] == "C145").unwrap();
    assert_eq!((&told["severity"], &told["count"]), (&json!("note"), &json!(2)));
}
