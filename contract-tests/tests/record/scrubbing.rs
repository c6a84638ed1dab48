//! Which values stay, and what becomes of the others.

use std::fs;

use contract_core::exchange::{Entry, Reader, inputs};
use contract_core::spec::Spec;
use contract_core::verdict::Checker;
use contract_record::ImportOptions;
use serde_json::Value;

use crate::world::{World, answer, exchange};

#[test]
fn public_values_stay() {
    let body = r#"{"status":"ACTIVE","balance":12.50,"is_active":true}"#;
    let text = World::new().recorded(body);
    assert!(
        text.contains("\"status\": \"ACTIVE\",\n      \"balance\": 12.50,\n      \"is_active\": true"),
        "{text}"
    );
    assert_eq!(World::new().scrubbed(r#"{"balance":"9.75"}"#)["balance"], "9.75");
    assert_ne!(World::new().scrubbed(r#"{"balance":"Amina's"}"#)["balance"], "Amina's");
}

#[test]
fn values_of_every_other_kind_go() {
    let world = World::new();
    let real: Value = serde_json::from_str(
        r#"{"id":"91b3c6d6-111b-44da-9f81-16f019bebe8c","name":"Amina Tchoupo","email":"amina@mail.cm","kind":"LEGAL",
        "is_rich":true,"month":9,"year":2028,"masked":"424242******4242","created_at":"2025-10-22T16:02:54.000Z",
        "note":"she called twice","extra":{"mcc":"5999","9134567":1,"list":[true,null,1.5]}}"#,
    )
    .unwrap();
    let body = world.scrubbed(&real.to_string());
    for name in ["id", "name", "email", "masked", "created_at", "note"] {
        assert_ne!(body[name], real[name], "{name}");
    }
    assert!(body["is_rich"].is_boolean());
    assert!((1..=12).contains(&body["month"].as_i64().unwrap()));
    assert!((2000..=2099).contains(&body["year"].as_i64().unwrap()));
    assert!(["NATURAL", "LEGAL"].contains(&body["kind"].as_str().unwrap()));
    assert!(body["email"].as_str().unwrap().ends_with("@example.com"));
    assert_eq!(body["masked"].as_str().unwrap()[6..12], *"******");
    assert!(body["extra"]["list"][0].is_boolean());
    assert!(body["extra"]["list"][1].is_null() && body["extra"]["list"][2].is_f64());
    assert!(body["extra"]["mcc"].is_string() && body["extra"].get("9134567").is_none());
}

#[test]
fn what_is_not_declared_or_not_marked_is_secret() {
    let world = World::new();
    let body =
        world.scrubbed(r#"{"nickname":"Mina","rating":"best","status":"a person's name","count":417}"#);
    assert_ne!(body["nickname"], "Mina");
    assert_ne!(body["rating"], "best");
    assert_ne!(body["status"], "a person's name");
    assert_ne!(body["count"], 417);
    assert_eq!(world.scrubbed(r#"{"status":"BRAND_NEW","rating":4.5}"#)["status"], "BRAND_NEW");
}

#[test]
fn links_hold_between_path_and_body() {
    let world = World::new();
    let id = "91b3c6d6-111b-44da-9f81-16f019bebe8c";
    let text = world.recorded(&format!("{{\"id\":\"{id}\",\"raw\":{{\"token\":\"{id}\"}}}}"));
    let recording: Value = serde_json::from_str(&text).unwrap();
    let url = recording["request"]["url"].as_str().unwrap();
    let body = &recording["response"]["body"];
    assert_eq!(url, format!("/people/{}", body["id"].as_str().unwrap()));
    assert_eq!(body["id"], body["raw"]["token"]);
    assert!(!text.contains(id));
}

#[test]
fn known_texts_keep_their_form() {
    let world = World::new();
    let body = "{\"message\":\"Insufficient balance. Required: $100021, Available: $1,234.50\"}";
    let imported = world.import(&[answer(404, body)], &ImportOptions::default());
    let text = fs::read_to_string(&imported.written[0].path).unwrap();
    assert!(text.contains("\"Insufficient balance. Required: $"), "{text}");
    assert!(!text.contains("100021") && !text.contains("1,234"));
}

#[test]
fn urls_lose_their_host_and_keep_public_parameters() {
    let world = World::new();
    let url = "https://api.example.com/v1/people/91b3c6d6-111b-44da-9f81-16f019bebe8c?sync=true&mail=a%40b.cm&odd%20name=x1";
    let imported = world.import(&[exchange(url, 200, "{}")], &ImportOptions::default());
    let recording: Value =
        serde_json::from_str(&fs::read_to_string(&imported.written[0].path).unwrap()).unwrap();
    let url = recording["request"]["url"].as_str().unwrap();
    assert!(
        url.starts_with("/people/") && url.contains("?sync=true&mail=") && url.contains("%40example.com"),
        "{url}"
    );
    assert!(!url.contains("odd") && !url.contains("=x1"));
}

#[test]
fn headers_are_dropped_or_faked() {
    let world = World::new();
    let line = exchange("/people/91b3c6d6-111b-44da-9f81-16f019bebe8c", 200, "{}").replace(
        "\"headers\":{}",
        "\"headers\":{\"Cookie\":\"session=1\",\"X-Trace\":\"trace-77123\",\"Content-Type\":\"text/plain; charset=UTF-8; boundary=secret\"}",
    );
    let imported = world.import(&[line], &ImportOptions::default());
    let recording: Value =
        serde_json::from_str(&fs::read_to_string(&imported.written[0].path).unwrap()).unwrap();
    let headers = recording["request"]["headers"].as_object().unwrap();
    assert_eq!(headers.keys().collect::<Vec<_>>(), ["content-type", "x-trace"]);
    assert_eq!(headers["content-type"], "text/plain; charset=utf-8");
    assert_ne!(headers["x-trace"], "trace-77123");
}

#[test]
fn bodies_that_are_not_json_are_scrubbed_as_text() {
    let world = World::new();
    let cut_off =
        answer(200, "0").replace("\"body\":0", r#""body_text":"{\"name\":\"Amina Tchoupo\",\"a\":""#);
    let twice = answer(200, r#"{"name":"Amina","name":"Bruno"}"#);
    let imported = world.import(&[cut_off, twice], &ImportOptions::default());
    let texts: Vec<String> = imported.written.iter().map(|r| fs::read_to_string(&r.path).unwrap()).collect();
    for text in &texts {
        let recording: Value = serde_json::from_str(text).unwrap();
        assert!(recording["response"]["body_text"].is_string(), "{text}");
        assert!(!text.contains("Amina") && !text.contains("Bruno"));
    }
    assert!(texts[1].contains(r#""body_text": "{\"name\":\""#), "{}", texts[1]);
}

#[test]
fn keys_of_any_characters_are_marked_as_invented() {
    let world = World::new();
    for key in
        ["Clé1-Übergabe-99314756-straße", "ключ-от-счёта-000417", "a1b2c3.d4e5f6.g7h8i9", "0123456789012345"]
    {
        let body = format!("{{\"client_key\":\"{key}\",\"client_secret\":\"{key}\"}}");
        let imported = world
            .import(&[answer(200, &body)], &ImportOptions { keep_all: true, ..ImportOptions::default() });
        assert_eq!(imported.refused, [], "{key}");
        let text = fs::read_to_string(&imported.written[0].path).unwrap();
        assert!(!text.contains(key), "{text}");
    }
}

#[test]
fn names_in_maps_are_values() {
    let world = World::new();
    let body = r#"{"Amina":{"Bruno":1},"raw":{"Amina":{"status":"x","Bruno":[{"Tchoupo":2}]}}}"#;
    let scrubbed = world.scrubbed(body);
    // An undeclared name is drift, and says what the server sends.
    assert!(scrubbed.get("Amina").is_some(), "{scrubbed}");
    // A map takes any name, so none of them is drift; those of the spec are no secret.
    let map = scrubbed["raw"].to_string();
    assert!(map.contains("\"status\""), "{map}");
    assert!(!map.contains("Amina") && !map.contains("Bruno") && !map.contains("Tchoupo"), "{map}");
}

#[test]
fn a_name_that_is_a_marked_value_goes() {
    let world = World::new();
    for name in ["amina", "Ada", "Li", "accountHolder"] {
        let [before, behind] = [
            format!(r#"{{"name":"{name}","{name}":{{"{name}":1}}}}"#),
            format!(r#"{{"{name}":1,"name":"{name}"}}"#),
        ]
        .map(|body| world.import(&[answer(200, &body)], &ImportOptions::default()));
        assert_eq!(before.refused, [], "{name}");
        let written = fs::read_to_string(&before.written[0].path).unwrap();
        assert!(!written.contains(&format!("\"{name}\"")) && written.contains("<key 1>"), "{written}");
        // Where it turned up too late, nothing is written.
        assert!(behind.written.is_empty(), "{name}");
        assert_eq!(behind.refused.iter().count(), 1, "{name}");
    }
    // Servers tell which property they mean in places that are not marked.
    let named = r#"{"accountHolder":1,"field":"accountHolder"}"#;
    assert!(world.scrubbed(named).get("accountHolder").is_some());
}

const FORMS: &str = "
openapi: 3.0.3
info: {title: Forms, version: '1'}
paths:
  /people:
    post:
      operationId: addPerson
      parameters:
        - {name: session, in: cookie, required: true, schema: {type: string, minLength: 8, x-sensitivity: secret}}
        - {name: lang, in: cookie, schema: {type: string, enum: [fr, en], x-sensitivity: public}}
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [status]
              properties:
                status: {type: string, x-extensible-enum: [ACTIVE, FROZEN], x-sensitivity: public}
                'full name': {type: string, x-sensitivity: personal}
                age: {type: integer, maximum: 150, x-sensitivity: personal}
                tags: {type: array, items: {type: string, enum: [a, b], x-sensitivity: public}}
                card: {type: object, properties: {pan: {type: string, x-sensitivity: pan}}}
      responses:
        '201': {description: Added.}
";

#[test]
fn forms_are_scrubbed_by_place() {
    let world = World { spec: Spec::from_text(FORMS.to_owned(), "forms.yaml").unwrap(), ..World::new() };
    let number = crate::command_line::number();
    let form = format!(
        "status=FROZEN&full+name=Amina+Tchoupo&age=37&tags=a&tags=b&card=%7B%22pan%22:%22{number}%22%7D&{number}=1&bare"
    );
    let line = serde_json::json!({
        "request": {"method": "POST", "url": "/people", "body_text": form, "headers": {
            "content-type": "application/x-www-form-urlencoded",
            "cookie": format!("tracker=Amina; session=s3cr3t-{number}; lang=fr")}},
        "response": {"status": 201, "headers": {}, "body": null}});
    let imported = world.import(&[line.to_string()], &ImportOptions::default());
    assert_eq!(imported.refused, []);
    let text = fs::read_to_string(&imported.written[0].path).unwrap();
    for real in ["Amina", "Tchoupo", "=37", "s3cr3t", &number, "tracker"] {
        assert!(!text.contains(real), "{text}");
    }
    let recording: Value = serde_json::from_str(&text).unwrap();
    let scrubbed = recording["request"]["body_text"].as_str().unwrap();
    assert!(scrubbed.starts_with("status=FROZEN&full%20name="), "{scrubbed}");
    assert!(
        scrubbed.contains("&tags=a&tags=b&card=%7B%22pan%22:%22") && !scrubbed.ends_with("&bare"),
        "{scrubbed}"
    );
    let cookies = recording["request"]["headers"]["cookie"].as_str().unwrap();
    assert!(cookies.starts_with("session=") && cookies.ends_with("; lang=fr"), "{cookies}");

    // `check` says the same of both, here that there is a field nobody declared.
    let judged = |line: &str| {
        let file = world.file("judged.ndjson", line);
        let mut reader = Reader::open(&inputs(&[file]).unwrap()[0]).unwrap();
        let Some(Entry::Exchange(exchange)) = reader.next_entry() else { panic!("unread") };
        let mut found = Vec::new();
        Checker::new(&world.spec).check(&exchange, &mut |it| found.push((it.rule.code, it.part)));
        found.sort();
        found.dedup();
        found
    };
    assert_eq!(judged(&line.to_string()), judged(&recording.to_string()));
}

#[test]
fn a_name_alone_is_a_value() {
    let world = World { spec: Spec::from_text(FORMS.to_owned(), "forms.yaml").unwrap(), ..World::new() };
    for (url, form) in [
        // The rest of a value with an ampersand in it.
        ("/people?Zorbinson&PIN-7788=", "status=ACTIVE&Quaxley77&hunterXY="),
        // What many clients call a form by default.
        ("/people?other=1", "{\\\"status\\\":\\\"Zo&QuaxleyHoldings&x\\\"}"),
        ("/people", "hunterXYq"),
        ("/people", "Wm9yYmluYQ=="),
    ] {
        let line = exchange(url, 201, "null").replace("GET", "POST").replacen(
            "\"headers\":{}",
            &format!("\"headers\":{{\"content-type\":\"application/x-www-form-urlencoded\"}},\"body_text\":\"{form}\""),
            1,
        );
        let imported = world.import(&[line], &ImportOptions { keep_all: true, ..ImportOptions::default() });
        assert_eq!(imported.refused, [], "{form}");
        let text = fs::read_to_string(&imported.written[0].path).unwrap();
        for told in ["Zorbin", "7788", "Quaxley", "hunter", "Wm9yYm"] {
            assert!(!text.contains(told), "{text}");
        }
    }
}

#[test]
fn media_types_are_names_that_anybody_knows() {
    let world = World::new();
    for (real, recorded) in [
        ("Application/JSON; charset=\\\"UTF-8\\\"; x=Amina", "application/json; charset=utf-8"),
        ("application/vnd.amina+json; charset=amina", "application/x-invented+json"),
        ("amina/tchoupo", "x-invented/x-invented"),
        ("text/amina", "text/x-invented"),
        ("", "x-invented/x-invented"),
        ("multipart/form-data; boundary=amina", "multipart/form-data"),
    ] {
        let body = "--amina\\r\\nContent-Disposition: form-data; name=\\\"a\\\"\\r\\n\\r\\n1\\r\\n--amina--";
        let line = answer(404, "null")
            .replace("application/json", real)
            .replace("\"body\":null", &format!("\"body_text\":\"{body}\""));
        let imported = world.import(&[line], &ImportOptions { keep_all: true, ..ImportOptions::default() });
        assert_eq!(imported.refused, [], "{real}");
        let text = fs::read_to_string(&imported.written[0].path).unwrap();
        assert!(
            text.contains(&format!("\"content-type\": \"{recorded}\""))
                && !text.to_ascii_lowercase().contains("amina"),
            "{text}"
        );
    }
}

#[test]
fn security_codes_and_keys_by_what_is_around_them() {
    let world = World::new();
    let (code, key) = (817, ["LocalOnlyKey", "Sanaga0001"].concat());
    for body in [
        format!(r#"{{"raw":[{{"name":"cvv","value":"{code}"}},{{"key":"client_key","value":"{key}"}}]}}"#),
        format!(r#"{{"cvv":{{"S":"{code}"}},"client_secret":{{"stringValue":"{key}"}}}}"#),
        format!(
            r#"{{"extra":{{"cvv":["{code}"],"client_key":["{key}"],"code":{{"value":{code},"name":"cvc"}}}}}}"#
        ),
    ] {
        let text = world.recorded(&body);
        // An invented id may hold the three digits; a value of the body may not be them.
        let recorded: Value = serde_json::from_str(&text).unwrap();
        let values = scalars(&recorded["response"]["body"]);
        assert!(!values.is_empty() && !values.contains(&code.to_string()) && !text.contains(&key), "{text}");
    }
}

/// The strings and numbers in a value.
fn scalars(value: &Value) -> Vec<String> {
    match value {
        Value::Object(members) => members.values().flat_map(scalars).collect(),
        Value::Array(items) => items.iter().flat_map(scalars).collect(),
        Value::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}

/// Digits as bytes, and what only has signs: as much of a value as letters are.
#[test]
fn control_characters_and_signs_that_spell_are_replaced() {
    let digits = [4_u8, 5, 3, 9, 5, 7, 8, 7, 6, 3, 6, 2, 1, 4, 8, 2];
    let bytes = |base: u32| digits.map(|digit| char::from_u32(base + u32::from(digit)).unwrap());
    let unpacked: String = bytes(0).iter().collect();
    let high: String = bytes(0x90).iter().collect();
    let spaced: String = bytes(0x2000).iter().collect();
    let packed: String = digits.chunks(2).map(|pair| char::from(pair[0] << 4 | pair[1])).collect();
    let mixed = format!("card {unpacked} of Amina");
    let dots = digits.map(|digit| ".".repeat(usize::from(digit))).join(":");
    let morse = ["....-", ".....", "...--", "----.", ".....", "--..."].join(" ");
    let real = [unpacked, high, spaced, packed, mixed, dots, morse];
    for place in ["name", "nickname", "note", "status", "email"] {
        for value in &real {
            let body = serde_json::json!({ place: value, "balance": 1 });
            let scrubbed = World::new().scrubbed(&body.to_string());
            let invented = scrubbed[place].as_str().unwrap();
            let same =
                invented.chars().zip(value.chars()).filter(|(new, old)| new == old && !" :.-".contains(*new));
            assert!(
                invented != value && same.count() * 4 < value.chars().count() * 3,
                "{place}: {value:?} {invented:?}"
            );
        }
    }
    let code: String = ['\u{8}', '\u{1}', '\u{7}'].iter().collect();
    let body = serde_json::json!({ "extra": { "cvv": code } });
    assert_eq!(World::new().scrubbed(&body.to_string())["extra"]["cvv"], "000");
    for kept in ["**** **** ****", "--------", "a\nb"] {
        let body = serde_json::json!({ "note": kept });
        let scrubbed = World::new().scrubbed(&body.to_string());
        let shape = |text: &str| text.replace(char::is_alphanumeric, "x");
        assert_eq!(shape(scrubbed["note"].as_str().unwrap()), shape(kept));
    }
}

/// Names that were kept before their value came, wherever names are: the gate leaves the exchange out.
#[test]
fn a_name_that_turns_out_to_be_a_value_is_not_written() {
    let world = World::new();
    let later = answer(200, r#"{"id":"91b3c6d6-111b-44da-9f81-16f019bebe8c","name":"Amara Okafor"}"#);
    for url in ["?okafor=1", "?zzname[okafor]=1", "?Okafor=%20"] {
        let first =
            exchange(&format!("/people/91b3c6d6-111b-44da-9f81-16f019bebe8c{url}"), 200, r#"{"id":"x"}"#);
        let options = ImportOptions { keep_all: true, ..ImportOptions::default() };
        let imported = world.import(&[first, later.clone()], &options);
        let texts: String =
            imported.written.iter().map(|written| fs::read_to_string(&written.path).unwrap()).collect();
        assert!(!texts.to_lowercase().contains("okafor"), "{url}: {texts}");
    }
}
