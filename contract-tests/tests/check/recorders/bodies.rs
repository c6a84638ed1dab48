//! What recorders make of bodies: not kept, cut, encoded, compressed.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::{NONE, answer, content, exchange, found, found_in, post};

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
