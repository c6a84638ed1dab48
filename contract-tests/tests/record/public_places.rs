//! What a public place keeps, and what is said of the rest.

use std::fs;

use card_data::check_digit;
use contract_core::spec::Spec;
use contract_record::ImportOptions;
use serde_json::{Value, json};

use crate::judged_alike::compare;
use crate::world::World;

const SPEC: &str = "
openapi: 3.0.3
info: {title: Public places, version: '1'}
paths:
  /things:
    get:
      operationId: listThings
      parameters:
        - {name: limit, in: query, schema: {type: integer, x-sensitivity: public}}
        - {name: brand, in: query, schema: {type: string, enum: [VISA], x-sensitivity: public}}
      responses:
        '200':
          description: Things.
          headers:
            X-Count: {schema: {type: integer, x-sensitivity: public}}
            X-Kind: {schema: {type: string, enum: [GOOD, BAD], x-sensitivity: public}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Things'}}}
components:
  schemas:
    Things:
      type: object
      properties:
        brand: {type: string, x-extensible-enum: [VISA, MASTERCARD], x-sensitivity: public}
        kind: {type: string, enum: [GOOD, BAD], x-sensitivity: public}
        step: {type: integer, enum: [1, 2, 3], x-sensitivity: public}
        reply: {type: string, x-extensible-enum: ['00', '05'], x-sensitivity: public}
        a: {type: number, x-sensitivity: public}
        b: {type: number, x-sensitivity: public}
        count: {type: integer, minimum: 0, maximum: 1000, x-sensitivity: public}
        amount: {type: string, pattern: '^[0-9.]+$', x-sensitivity: public}
        at: {type: string, format: date-time, x-sensitivity: public}
        day: {type: string, format: date, x-sensitivity: public}
        text: {type: string, x-sensitivity: public}
        statusCode: {type: integer, x-sensitivity: public}
        message: {type: string, x-sensitivity: personal}
        list: {type: array, items: {type: number, x-sensitivity: public}}
        rows: {type: array, items: {$ref: '#/components/schemas/Things'}}
";

fn world() -> World {
    World { spec: Spec::from_text(SPEC.to_owned(), "public.yaml").unwrap(), ..World::new() }
}

/// An invented number that passes every test of a card number.
fn number() -> String {
    let digits = [4, 5, 3, 9, 5, 7, 8, 7, 6, 3, 6, 2, 1, 4, 8];
    digits.iter().chain([&check_digit(&digits)]).map(|digit| char::from(b'0' + digit)).collect()
}

fn line(url: &str, headers: &Value, body: &Value, recorded_at: &str) -> String {
    json!({"request": {"method": "GET", "url": url, "headers": {}},
        "response": {"status": 200, "headers": headers, "body": body}, "recorded_at": recorded_at})
    .to_string()
}

/// The recording of a response with this body, as text of JSON.
fn recorded(body: &str) -> String {
    let line =
        line("/things", &json!({"content-type": "application/json"}), &json!("BODY"), "2026-01-02T03:04:05Z")
            .replace("\"BODY\"", &body.replace('\n', " "));
    let world = world();
    let imported = world.import(&[line], &ImportOptions::default());
    assert_eq!(imported.refused, [], "{body}");
    fs::read_to_string(&imported.written[0].path).unwrap()
}

/// The digits of a text, one after the other.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A number is no secret to whoever reads the recording from front to back, whatever is between its digits.
#[test]
fn no_card_number_is_left_in_any_form() {
    let number = number();
    let (a, b) = number.split_at(8);
    let spread = |separator: &str| number.chars().map(String::from).collect::<Vec<_>>().join(separator);
    let fours: Vec<&str> = (0..4).map(|at| &number[at * 4..at * 4 + 4]).collect();
    let bodies = [
        format!("{{\"a\":{number}.5}}"),
        format!("{{\"a\":0.{number}}}"),
        format!("{{\"a\":{number}e-3}}"),
        format!("{{\"a\":{}.{}e15}}", &number[..1], &number[1..]),
        format!("{{\"a\":{number}000}}"),
        format!("{{\"a\":{number}1227}}"),
        format!("{{\"a\":1227{number}}}"),
        format!("{{\"a\":{a},\"b\":{b}}}"),
        format!("{{\"a\":{b},\"b\":1,\"rows\":[{{\"a\":{a}}},{{\"a\":{b}}}]}}"),
        format!("{{\"a\":0.{a},\"b\":{b}.0}}"),
        format!("{{\"a\":{a}00,\"b\":{b}}}"),
        format!("{{\"a\":{a},\"b\":{b}1227}}"),
        format!("{{\"list\":[{}]}}", spread(",")),
        format!("{{\"list\":[{}]}}", fours.join(",")),
        format!(
            "{{\"rows\":[{}]}}",
            fours.iter().map(|four| format!("{{\"a\":{four},\"b\":77}}")).collect::<Vec<_>>().join(",")
        ),
        format!("{{\"a\":{a},\"message\":\"Amina 7\",\"b\":{b}}}"),
        format!("{{\"amount\":\"{number}.50\"}}"),
        format!("{{\"amount\":\"{a}.{b}\"}}"),
        format!("{{\"amount\":\"{a}\",\"a\":{b}}}"),
        format!("{{\"at\":\"2026-01-02T03:04:05.{number}Z\"}}"),
        format!("{{\"at\":\"{}-{}-{}T63:62:14.82Z\"}}", &number[..4], &number[4..6], &number[6..8]),
        format!("{{\"day\":\"{}-{}-{}\"}}", &number[..4], &number[4..6], &number[6..]),
        format!("{{\"text\":\"{number} 12/27\"}}"),
        format!("{{\"text\":\"{}\"}}", spread(" ")),
        format!("{{\"text\":\"https://a.test/{a}/{b}\"}}"),
        format!("{{\"text\":\"{}\"}}", spread(" and ")),
        format!("{{\"brand\":\"{a}\",\"kind\":\"{b}\"}}"),
        format!("{{\"brand\":\"V{a}\",\"kind\":\"K{b}\"}}"),
        format!(
            "{{\"reply\":\"{}\",\"rows\":[{{\"reply\":\"{}\"}},{{\"reply\":\"{}\"}},{{\"reply\":\"{}\"}}]}}",
            fours[0], fours[1], fours[2], fours[3]
        ),
        format!("{{\"statusCode\":{a},\"count\":{b}}}"),
        format!("{{\"step\":{a},\"count\":{b}}}"),
        format!("{{\"a\":-{a},\"b\":-{b}}}"),
        format!("{{\"a\":{a},\"at\":\"2026-01-02T03:04:05.{b}Z\"}}"),
        format!(
            "{{\"text\":\"{}\"}}",
            number.chars().map(|c| char::from_u32(0x660 + u32::from(c) - 48).unwrap()).collect::<String>()
        ),
        format!(
            "{{\"text\":\"{}\"}}",
            number.chars().map(|c| char::from(b'a' + c as u8 - b'0')).collect::<String>().to_uppercase()
                + " 1"
        ),
    ];
    for body in bodies {
        let text = recorded(&body);
        assert!(!digits(&text).contains(&number), "{body}: {text}");
        for whole in [&number, &spread(" "), &fours.join(" ")] {
            assert!(!text.contains(whole.as_str()), "{body}: {text}");
        }
        let recording: Value = serde_json::from_str(&text).unwrap();
        for name in ["a", "b", "reply"] {
            let rows = recording["response"]["body"]["rows"].as_array().into_iter().flatten();
            let column: String = rows.map(|row| digits(&row[name].to_string())).collect();
            assert!(!column.contains(&number), "{body}: {text}");
        }
    }
}

#[test]
fn what_the_recording_says_of_itself_is_a_date_and_a_status() {
    let number = number();
    for recorded_at in [
        format!("{}-{}-{}T63:62:14.82Z", &number[..4], &number[4..6], &number[6..8]),
        number.clone(),
        format!("2026-01-02T03:04:05.{number}Z"),
    ] {
        let world = world();
        let line = line("/things", &json!({}), &json!({"count": 1}), &recorded_at);
        let imported = world.import(&[line], &ImportOptions::default());
        let text = fs::read_to_string(&imported.written[0].path).unwrap();
        assert!(!digits(&text).contains(&number[..8]), "{text}");
        assert_eq!(text.contains("recorded_at"), recorded_at.starts_with("2026"), "{text}");
    }
}

#[test]
fn headers_and_parameters_are_places_too() {
    let number = number();
    let (a, b) = number.split_at(8);
    let world = world();
    for (url, headers) in [
        (format!("/things?limit={number}"), json!({})),
        (format!("/things?limit={a}&brand={b}"), json!({})),
        (format!("/things?limit={a}"), json!({"x-count": b})),
        (format!("/things?limit=0.{number}"), json!({"x-count": format!("{number}.00"), "x-kind": number})),
        ("/things?brand=visa".to_owned(), json!({"x-count": [a, b], "x-kind": "good"})),
    ] {
        let line = line(&url, &headers, &json!({"count": 1}), "2026-01-02");
        let imported = world.import(&[line], &ImportOptions { keep_all: true, ..ImportOptions::default() });
        assert_eq!(imported.refused, [], "{url}");
        let text = fs::read_to_string(&imported.written[0].path).unwrap();
        assert!(!digits(&text).contains(&number), "{text}");
        assert!(
            !url.contains("visa") || text.contains("visa") && text.contains("\"x-kind\": \"good\""),
            "{text}"
        );
    }
}

#[test]
fn what_fits_is_kept_and_listed() {
    let body = r#"{"brand":"visa","kind":"NEW_KIND","step":7,"reply":"51","a":12.50,"count":7,"amount":"9.75",
        "at":"2026-01-02T03:04:05.678901Z","day":"2026-01-02","text":"word","statusCode":404,"message":"Amina",
        "list":[1,2],"rows":[{"brand":"VISA","a":1},{"brand":"it is Amina","a":2}]}"#;
    let recording: Value = serde_json::from_str(&recorded(body)).unwrap();
    let (real, kept): (Value, &Value) = (serde_json::from_str(body).unwrap(), &recording["response"]["body"]);
    for name in
        ["brand", "kind", "step", "reply", "a", "count", "amount", "day", "text", "statusCode", "list"]
    {
        assert_eq!(kept[name], real[name], "{name}");
    }
    assert_eq!(kept["at"], "2026-01-02T03:04:05.678000Z");
    let listed: Vec<&str> = recording["kept"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    for place in ["brand", "list/*", "rows/0/brand", "rows/*/a", "statusCode"] {
        assert!(listed.contains(&format!("/response/body/{place}").as_str()), "{place}: {listed:?}");
    }
    for place in ["message", "rows/1/brand", "rows/*/brand"] {
        assert!(!listed.contains(&format!("/response/body/{place}").as_str()), "{place}: {listed:?}");
    }
}

#[test]
fn what_is_replaced_is_told() {
    let world = world();
    let body = json!({"brand": "not a word", "count": 5_000_000_000_000_i64, "message": "Amina", "a": 1});
    let imported =
        world.import(&[line("/things", &json!({}), &body, "2026-01-02")], &ImportOptions::default());
    let told: Vec<&str> = imported.withheld.iter().map(|(_, place)| place.as_str()).collect();
    assert_eq!(told, ["response/brand", "response/count"]);
}

/// The values of an enumeration, and others that it might have.
#[test]
fn findings_are_those_of_the_traffic() {
    let brands =
        ["VISA", "visa", "Visa", "NEW", "Amina Tchoupo", "amina.tchoupo", "45395787", "", "\u{e9}t\u{e9}"];
    let lines: Vec<String> = brands
        .iter()
        .flat_map(|brand| {
            [
                json!({"brand": brand, "kind": brand, "reply": brand, "statusCode": 200, "message": "x"}),
                json!({"rows": [{"brand": brand}, {"brand": "VISA"}, {"kind": "other"}], "amount": brand}),
                json!({"at": brand, "day": brand, "text": brand, "status_code": 404, "message": "x"}),
                json!({"success": false, "message": brand, "statusCode": 500}),
                json!({"step": 4539_5787_i64, "count": 12_345, "a": "text", "success": true, "error": "x"}),
                json!({"limit": 2, "total": 1, "list": [1, 2], "rows": []}),
                json!({"meta": {"page": 6, "limit": 5, "total": 13, "totalPages": 8}, "list": [1]}),
                json!({"step": 4.5e10, "count": -1.5, "status": "failed", "errors": ["x"]}),
            ]
        })
        .map(|body| {
            line("/things?brand=maestro&limit=1.5", &json!({"X-Kind": "UGLY", "x-count": "x"}), &body, "")
        })
        .collect();
    let world = world();
    let traffic = world.file("traffic.ndjson", &lines.join("\n"));
    assert_eq!(compare(&world.spec, &traffic, &world.store), lines.len());
}
