//! Cassettes: what is said about those that cannot be read, and what hostile ones do.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use contract_core::exchange::{Reader, TrafficFormat};
use serde_json::json;
use strum::VariantArray as _;

use crate::entries::{in_full, input, lines, over};
use crate::judged::findings_in;

/// What the reader of a file says, one line an entry.
fn told_of(name: &str, bytes: impl AsRef<[u8]>) -> Vec<String> {
    told(name, bytes, None, None)
}

fn told(
    name: &str,
    bytes: impl AsRef<[u8]>,
    format: Option<TrafficFormat>,
    most: Option<usize>,
) -> Vec<String> {
    let reader = over(bytes, &input(name, format));
    lines(most.into_iter().fold(reader, Reader::with_max_bytes), in_full)
}

const ONE: &str = "- request: {method: get, uri: /a, body: {string: ''}, headers: {A: [b]}}
  response: {status: {code: 200}, headers: {}, body: {string: x}}
";

#[test]
fn an_interaction_that_cannot_be_read_is_told_by_number_and_line() {
    let bad =
        "- request: {uri: /b}\n- request: {method: get, uri: /c}\n  response: {status: {code: seven}}\n- 7\n";
    assert_eq!(
        told_of("a.yml", format!("http_interactions:\n{ONE}{bad}{ONE}recorded_with: VCR\n")),
        [
            "0 GET /a 200 x",
            "1 line 4: `request.method` is missing or not a string",
            "2 line 5: `response.status` is not an HTTP status",
            "3 line 7: `request` is missing or not a map",
            "4 GET /a 200 x"
        ]
    );
    let json = r#"{"http_interactions": [
  {"request": {"method": "get"}},
  {"request": {"method": "get", "uri": "/a"}, "response": 7}
]}"#;
    assert_eq!(
        told_of("a.json", json),
        ["0 line 2: `request.uri` is missing or not a string", "1 line 3: `response` is not a map"]
    );
}

#[test]
fn documents_are_read_one_by_one_and_lines_counted_through_all() {
    let stream = format!(
        "---\nhttp_interactions:\n{ONE}--- # next\ninteractions:\n{ONE}---\ninteractions: [}}\n---\n\n# nothing\n---\ninteractions:\n- 1\n"
    );
    let told = told_of("a.yml", &stream);
    assert_eq!(told[..2], ["0 GET /a 200 x", "1 GET /a 200 x"]);
    assert!(told[2].starts_with("2 not YAML at line 10"), "{told:?}");
    assert!(told[3].starts_with("3 this is not a cassette"), "{told:?}");
    assert_eq!(told[4..], ["4 line 16: `request` is missing or not a map"]);
    // One that is too large leaves the others.
    let large = format!(
        "---\nhttp_interactions:\n{ONE}---\n{}\n---\nhttp_interactions:\n{ONE}",
        "# long\n".repeat(900_000) + "a: b"
    );
    let told = self::told("a.yml", large, None, Some(1 << 20));
    assert_eq!(told.len(), 3);
    assert!(told[1].contains("larger than 1 MiB") && told[1].contains("split"), "{told:?}");
    assert_eq!(told[2], "2 GET /a 200 x");
}

#[test]
fn a_file_that_is_no_cassette_is_said_to_be_none() {
    for (text, said) in [
        ("", "the file is empty"),
        ("\n \n", "the file is empty"),
        ("openapi: 3.0.3\ninfo: {}\n", "its content is of no format that is known"),
        ("just a text", "its content is of no format that is known"),
        ("interactions: 7\n", "this is not a cassette: it has no list `http_interactions` or `interactions`"),
        ("http_interactions:\n  a: b\n", "this is not a cassette"),
        ("http_interactions:\n- request: {method: get", "not YAML at line"),
        (
            "http_interactions:\n- request: {method: a, method: b}\n",
            "not YAML at line 2: duplicate mapping key",
        ),
        ("http_interactions:\n- request: *nothing\n", "not YAML at line 2"),
    ] {
        let told = told_of("a.yaml", text);
        assert!(told.len() == 1 && told[0].contains(said), "{text}: {told:?}");
    }
    assert_eq!(told_of("a.yaml", "http_interactions: []\n"), [""; 0]);
    assert!(told_of("a.yml", b"interactions:\n- a: \xff\xfe\n")[0].contains("not UTF-8 at line 2"));
    assert!(told_of("a.json", r#"{"http_interactions": [{"request": {"#)[0].contains("cut off"));
}

#[test]
fn aliases_and_nesting_are_bounded() {
    let mut bomb = "a0: &a0 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'\n".to_owned();
    for level in 1..12 {
        let below = format!("*a{}, ", level - 1).repeat(10);
        bomb.extend(["a", &level.to_string(), ": &a", &level.to_string(), " [", &below, "]\n"]);
    }
    let told = told_of("a.yml", format!("http_interactions:\n{ONE}{bomb}"));
    assert!(told.len() == 1 && told[0].contains("not YAML at line"), "{told:?}");
    let deep = format!("http_interactions:\n- request: {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    assert!(told_of("a.yml", deep)[0].contains("not YAML at line 2"));
    let deep = format!(
        r#"{{"http_interactions": [{{"request": {}{}}}]}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(told_of("a.json", deep)[0].contains("not JSON"));
    // Many interactions share one large body.
    let shared = format!(
        "interactions:\n- &one\n  request: {{method: GET, uri: /a}}\n  response: {{status: 200, body: {}}}\n{}",
        "x".repeat(1 << 16),
        "- *one\n".repeat(200)
    );
    let told = self::told("a.yml", &shared, None, Some(1 << 18));
    assert!(told.last().unwrap().contains("aliases and variables expanded"), "{:?}", told.last());
    assert!(told.len() < 20);
}

#[test]
fn values_of_any_type_at_any_place_are_read_or_told() {
    let whole: serde_json::Value = serde_json::from_str(
        r#"{"http_interactions":[{"request":{"method":"get","uri":"/a","body":{"string":"","base64_string":"eA=="},"headers":{"A":["b"]}},
        "response":{"status":{"code":200},"headers":{"C":["d"]},"body":{"string":"x"}},"recorded_at":"x"}],"recorded_with":"VCR"}"#,
    )
    .unwrap();
    let mut pointers = Vec::new();
    places(&whole, String::new(), &mut pointers);
    let values =
        ["null", "true", "1e9999", "\"\\u0000\"", "\"\"", "[]", "[[[]]]", "{}", "{\"a\":[null]}", "\"=\""];
    for pointer in pointers {
        for value in values {
            let mut changed = whole.clone();
            *changed.pointer_mut(&pointer).unwrap() = serde_json::Value::String("REPLACED".to_owned());
            let text = changed.to_string().replace("\"REPLACED\"", value);
            for name in ["a.json", "a.yml"] {
                let told = told(name, &text, Some(TrafficFormat::Vcr), None);
                assert!(told.len() <= 1, "{pointer} {value}: {told:?}");
            }
        }
    }
}

fn places(value: &serde_json::Value, pointer: String, to: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(members) => {
            members.iter().for_each(|(name, value)| places(value, format!("{pointer}/{name}"), to));
        }
        serde_json::Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| places(value, format!("{pointer}/{at}"), to));
        }
        _ => {}
    }
    to.push(pointer);
}

#[test]
fn a_truncated_cassette_never_passes_as_a_shorter_one() {
    let whole = format!("http_interactions:\n{}recorded_with: VCR 6\n", ONE.repeat(3));
    for end in 0..whole.len() {
        let told = told_of("a.yml", &whole[..end]);
        assert!(end == 0 || told.len() <= 3, "{end}: {told:?}");
    }
    let json = r#"{"http_interactions":[{"request":{"method":"get","uri":"/a"},"response":{"status":200,"body":"x"}}],"recorded_with":"VCR"}"#;
    for end in 24..json.len() {
        let told = told_of("a.json", &json[..end]);
        assert!(told.len() == 1 && told[0].contains("not JSON"), "{end}: {told:?}");
    }
}

#[test]
fn bodies_of_every_kind() {
    let body = |body: &str, headers: &str| {
        let text = format!(
            "interactions:\n- request: {{method: GET, uri: 'https://a.example/b'}}\n  response:\n    status: {{code: 200}}\n    headers: {headers}\n    body: {body}\nversion: 1\n"
        );
        let told = told_of("a.yml", text);
        told[0].strip_prefix("0 GET https://a.example/b 200 ").map_or(told[0].clone(), ToOwned::to_owned)
    };
    assert_eq!(body("null", "{}"), "-");
    assert_eq!(body("null", "{A: b}"), "-");
    assert_eq!(body("{string: null}", "{A: b}"), "-");
    assert_eq!(body("''", "{Content-Length: ['7']}"), "untold");
    assert_eq!(body("'null'", "{}"), "null");
    assert_eq!(body("{string: 007}", "{}"), "007");
    assert_eq!(body("{string: no}", "{}"), "no");
    assert_eq!(body("{string: 1.10}", "{}"), "1.10");
    assert_eq!(body("{string: 1234e567}", "{}"), "1234e567");
    assert_eq!(body("{string: <API_KEY>}", "{}"), "?");
    assert_eq!(body("{string: key <API_KEY>}", "{}"), "key API_KEY");
    assert_eq!(body("{base64_string: 'AP8='}", "{}"), "2 bytes");
    assert_eq!(body("{string: !!binary AP8=}", "{}"), "2 bytes");
    assert_eq!(body("{base64_string: '???'}", "{}"), "0 the body is not base64");
    assert_eq!(body("{string: !binary AP8=}", "{Content-Encoding: br}"), "?");
    assert_eq!(body("[1]", "{}"), "0 line 2: `body` is neither a string nor bytes");
    // gzip of `{"a":1}`, as a program wrote it byte by byte, and damaged.
    let gzip = r#""\x1F\x8B\b\0\0\0\0\0\0\x03\xABVJT\xB22\xAC\x05\0\xC6\xDE%\xA3\a\0\0\0""#;
    let misread = body(&format!("{{string: {gzip}}}"), "{Content-Encoding: gzip}");
    assert!(misread == "{\"a\":1}" || misread == "?", "{misread}");
    assert_eq!(body(r#"{string: "\x1F\x8B\b\0"}"#, "{Content-Encoding: gzip}"), "?");
}

#[test]
fn every_format_reads_the_bytes_of_every_other_without_a_panic() {
    for format in TrafficFormat::VARIANTS {
        for text in ["", "{", "[", "---", "- ", "a: b", "[{}]", "{\"log\":{}}", ONE, "null", "\u{0}"] {
            told("a", text, Some(*format), None);
        }
    }
}

#[test]
fn the_query_of_a_collection_is_what_its_fields_say_where_the_url_has_none() {
    let url = r#"{"raw": "{{host}}/a", "query": [{"key": "at", "value": "03:04+01:00"}, {"key": "a b", "value": "1&2%20#"}, {"key": "x", "value": "{{x}}"}, {"key": "off", "value": "1", "disabled": true}]}"#;
    let collection = format!(
        r#"{{"info": {{}}, "variable": [{{"key": "x", "value": "7"}}], "item": [{{"response": [{{"code": 204, "originalRequest": {{"method": "GET", "url": {url}}}}}]}}]}}"#
    );
    assert_eq!(told_of("a.json", collection), ["0 GET /a?at=03:04%2B01:00&a%20b=1%262%20%23&x=7 204 -"]);
}

#[test]
fn placeholders_in_place_of_secrets_are_not_judged() {
    let spec = json!({"openapi": "3.0.3", "info": {"title": "Boats", "version": "1"}, "paths": {"/boats/{id}": {"get": {"operationId": "getBoat",
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}}, {"name": "page", "in": "query", "schema": {"type": "integer"}}],
        "responses": {"200": {"description": "a boat", "content": {"application/json": {"schema": {"type": "object",
            "properties": {"id": {"type": "integer"}, "url": {"type": "string", "format": "uri"}}}}}}}}}}});
    let found = |url: &str, body: &str| {
        let interaction = json!({"request": {"method": "get", "uri": url}, "response": {"status": {"code": 200},
            "headers": {"Content-Type": ["application/json"]}, "body": {"string": body}}});
        let cassette = json!({"http_interactions": [interaction]}).to_string();
        let lines = findings_in(&spec, over(cassette, &input("a.json", None)));
        lines.iter().map(|line| line.split(' ').nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    let whole = r#"{"id": 7, "url": "https://h/boats/<BOAT_ID>"}"#;
    assert_eq!(found("https://h/boats/<BOAT_ID>?page=<PAGE>", whole), [""; 0]);
    assert_eq!(found("https://h/boats/12<BOAT_ID>3", whole), [""; 0]);
    assert_eq!(found("https://h/boats/%3CBOAT_ID%3E", whole), ["C202"]);
    assert_eq!(found("https://h/boats/seven", whole), ["C202"]);
    assert_eq!(found("https://h/boats/7", r#"{"url": "no <b>URL</b>"}"#), ["C112"]);
    assert_eq!(found("https://h/boats/7", r#"{"id": <BOAT_ID>}"#), ["C124"]);
}
