//! Bodies that a short way could judge otherwise than the walk: traps of parsers and validators, and card data.

use serde_json::json;

use crate::lane::{compare, document};

/// Texts that parsers and validators judge differently, each with whether it is accepted in the short way.
fn traps() -> Vec<(String, bool)> {
    let nested = |depth: usize| format!("{{\"free\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    let time = |text: &str| format!("{{\"time\":\"{text}\"}}");
    let plain = [
        (r#"{"id":1,"time":"2026-01-02T03:04:05Z"}"#, true),
        (r#"{"id":1,"id":1}"#, false),
        (r#"{"id":1,"\u0069d":1}"#, false),
        (r#"{"free":{"a":1,"a":2}}"#, false),
        (r#"{"free":[{"a":1,"\u0061":2}]}"#, false),
        (r#"{"map":{"a":"x","a":"x"}}"#, false),
        (r#"{"\u0069d":1}"#, true),
        (r#"{"id":1.0}"#, true),
        (r#"{"id":1e2}"#, true),
        (r#"{"id":-0}"#, true),
        (r#"{"id":1.5}"#, false),
        (r#"{"id":18446744073709551615}"#, true),
        (r#"{"id":18446744073709551616}"#, true),
        (r#"{"id":123456789012345678901234567890}"#, true),
        (r#"{"id":9007199254740993.0}"#, true),
        (r#"{"small":9007199254740993}"#, false),
        (r#"{"small":9007199254740992.0}"#, true),
        (r#"{"small":9007199254740992.5}"#, false),
        (r#"{"above":0}"#, false),
        (r#"{"above":0.0}"#, false),
        (r#"{"above":0.1}"#, true),
        (r#"{"above":-0.1}"#, false),
        (r#"{"id":1e400}"#, true),
        (r#"{"free":1e400}"#, true),
        (r#"{"id":1e-400}"#, false),
        (r#"{"id":01}"#, false),
        (r#"{"id":1.}"#, false),
        (r#"{"id":NaN}"#, false),
        (r#"{"short":"\ud800"}"#, false),
        (r#"{"free":"\ud800"}"#, false),
        (r#"{"free":{"\ud800":1}}"#, false),
        (r#"{"short":"\ud83d\ude00"}"#, true),
        (r#"{"short":"\u0000"}"#, true),
        (r#"{"short":"\/"}"#, true),
        (r#"{"short":"\x"}"#, false),
        (r#"{"kind":"\u0041"}"#, true),
        (r#"{"kind":"a"}"#, false),
        ("{\"short\":\"\u{1}\"}", false),
        ("{\"short\":\"\u{7f}\"}", true),
        ("{\"short\":\"😀😀\"}", true),
        ("{\"short\":\"😀😀😀\"}", false),
        ("{\"short\":\"e\u{301}\u{301}\"}", false),
        (r#"{"short":"\u0065\u0301"}"#, true),
        (r#"{"id":1,}"#, false),
        (r#"{"id":1} x"#, false),
        (r#"{"id":1}{"id":1}"#, false),
        ("\u{feff}{\"id\":1}", false),
        (" \t\r\n{ \"id\" :\n1 } ", true),
        ("{\"id\":\u{c}1}", false),
        (r#"{"id":null}"#, false),
        (r#"{"maybe":null}"#, true),
        (r#"{"maybe":nulll}"#, false),
        (r#"{"maybe":truex}"#, false),
        (r#"{"uuid":"3C90C3CC-0D44-4B50-8888-8DD25736052A"}"#, true),
        (r#"{"uuid":"3c90c3cc0d444b5088888dd25736052a"}"#, false),
        (r#"{"uuid":"{3c90c3cc-0d44-4b50-8888-8dd25736052a}"}"#, false),
        (r#"{"uuid":"urn:uuid:3c90c3cc-0d44-4b50-8888-8dd25736052a"}"#, false),
        (r#"{"uuid":"3c90c3cc-0d44-4b50-8888-8dd25736052\u0061"}"#, true),
        (r#"{"year":2026}"#, true),
        (r#"{"other":1}"#, false),
        (r#"{"sized":{}}"#, false),
        (r#"{"sized":{"a":1}}"#, true),
        (r#"{"sized":{"a":1,"b":1,"c":1}}"#, false),
        (r#"{"second":"x"}"#, false),
        (r#"{"marked":"x"}"#, false),
        (r#"{"told":"a"}"#, true),
        (r#"{"told":"b"}"#, false),
        (r#"{"told":"c"}"#, false),
    ];
    let times = [
        ("2026-01-02t03:04:05z", true),
        ("2026-01-02 03:04:05Z", false),
        ("2026-01-02T03:04:05", false),
        ("2026-01-02T23:59:60Z", true),
        ("2026-01-02T12:00:60Z", false),
        ("2026-01-02T24:00:00Z", false),
        ("2023-02-29T00:00:00Z", false),
        ("2026-01-02T03:04:05+0000", false),
        ("2026-01-02T03:04:05-23:59", true),
        ("2026-01-02T03:04:05+24:00", false),
    ];
    let depths = [(100, true), (126, true), (127, true), (130, false), (100_001, false)];
    let plain = plain.into_iter().map(|(text, accepted)| (text.to_owned(), accepted));
    let times = times.into_iter().map(|(text, accepted)| (time(text), accepted));
    plain.chain(times).chain(depths.into_iter().map(|(depth, accepted)| (nested(depth), accepted))).collect()
}

#[test]
fn traps_have_the_same_result_in_both_ways() {
    let schema = json!({"type": "object", "properties": {
        "id": {"type": "integer"}, "small": {"type": "number", "maximum": 9_007_199_254_740_992_i64},
        "above": {"type": "number", "minimum": 0, "exclusiveMinimum": true},
        "short": {"type": "string", "maxLength": 2}, "kind": {"type": "string", "enum": ["A"]}, "free": {},
        "map": {"type": "object", "additionalProperties": {"type": "string"}}, "maybe": {"type": "string", "nullable": true},
        "time": {"type": "string", "format": "date-time"}, "uuid": {"type": "string", "format": "uuid"},
        "sized": {"type": "object", "properties": {"a": {}, "b": {}, "c": {}}, "minProperties": 1, "maxProperties": 2},
        "second": {"type": "string", "x-alias-of": "short"}, "marked": {"type": "string", "x-correction": "K-001"},
        "told": {"type": "string", "x-extensible-enum": ["a", "b"], "x-correction": {"b": "K-002"}},
        "year": {}}});
    let (spec, mut wrong) = (document("3.0.3", &schema, &json!({})), Vec::new());
    for (text, is_accepted) in traps() {
        // A request and a response each.
        let accepted = compare(&spec, &[text.clone(), text.clone()]);
        if accepted != if is_accepted { 4 } else { 0 } {
            wrong.push(format!("{accepted} {}", text.chars().take(80).collect::<String>()));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// The digits of a test number, with its check digit.
fn card_number() -> String {
    let start = "400000000000123";
    let digits: Vec<u8> = start.bytes().map(|byte| byte - b'0').collect();
    format!("{start}{}", card_data::check_digit(&digits))
}

#[test]
fn card_data_is_found_wherever_the_short_way_goes() {
    let schema = json!({"type": "object", "properties": {"note": {"type": "string"}, "cardNumber": {"type": "number"},
        "free": {}, "list": {"type": "array", "items": {"type": "string"}}},
        "additionalProperties": {"type": "string"}});
    let spec = document("3.0.3", &schema, &json!({}));
    let number = card_number();
    for place in [
        "\"note\":\"#\"",
        "\"cardNumber\":#",
        "\"free\":{\"card\":#}",
        "\"free\":\"#\"",
        "\"list\":[\"#\"]",
        "\"x\":\"#\"",
    ] {
        let body = format!("{{{}}}", place.replace('#', &number));
        assert_eq!(compare(&spec, &[body.clone(), body]), 0, "{place}");
        let harmless = format!("{{{}}}", place.replace('#', "12"));
        assert_eq!(compare(&spec, &[harmless.clone(), harmless]), 4, "{place}");
    }
}
