//! A run over recordings finds what the run over the traffic finds, also for forms, headers, cookies and parameters, for
//! documents of OpenAPI 3.1, and whatever format the traffic is in.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use contract_core::spec::Spec;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Map, Value, json};

use crate::agreement::{NAMES, SENSITIVITIES, TEXTS, UNDECLARED, assert_agree, object, schema};
use crate::world::World;

const URL_ENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// An exchange, independent of any format.
struct Sample {
    url: String,
    sent_headers: Vec<(String, String)>,
    sent: String,
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

fn document(random: &mut StdRng, is_newer: bool) -> Value {
    let sensitivities = SENSITIVITIES.choose(random).unwrap();
    let mut properties = Map::new();
    for name in NAMES {
        properties.insert((*name).to_owned(), schema(random, sensitivities, 1));
    }
    properties.insert(
        "items".to_owned(),
        json!({"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}),
    );
    let thing =
        json!({"type": "object", "properties": properties, "required": [NAMES.choose(random).unwrap()]});
    let of = |kind: &str| json!({kind: {"schema": {"$ref": "#/components/schemas/Thing"}}});
    let mut parameters = vec![
        json!({"name": "id", "in": "path", "required": true, "schema": schema(random, sensitivities, 2)}),
    ];
    for (name, place) in [("kind", "query"), ("X-Kind", "header"), ("session", "cookie"), ("trace", "cookie")]
    {
        parameters.push(json!({"name": name, "in": place, "schema": schema(random, sensitivities, 2)}));
    }
    let headers: Map<String, Value> = ["X-Kind", "X-Total", "Location"]
        .map(|name| (name.to_owned(), json!({"schema": schema(random, sensitivities, 2)})))
        .into_iter()
        .collect();
    let mut paths = Map::new();
    for (path, kind) in
        [("/json/{id}", "application/json"), ("/form/{id}", URL_ENCODED), ("/parts/{id}", MULTIPART)]
    {
        paths.insert(path.to_owned(), json!({"post": {"operationId": path.split('/').nth(1), "parameters": parameters,
            "requestBody": {"content": of(kind)},
            "responses": {"200": {"description": "x", "headers": headers, "content": of("application/json")}}}}));
    }
    let mut document = json!({"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": paths,
        "components": {"schemas": {"Thing": thing}}});
    if is_newer {
        document["openapi"] = json!("3.1.0");
        modernize(&mut document, random);
    }
    document
}

/// What OpenAPI 3.1 writes differently: types of null, constants, and keywords that 3.0 does not have.
fn modernize(value: &mut Value, random: &mut StdRng) {
    match value {
        Value::Object(members) => {
            if members.remove("nullable") == Some(json!(true))
                && let Some(kind) = members.get("type").cloned().filter(Value::is_string)
            {
                members.insert("type".to_owned(), json!([kind, "null"]));
                if let Some(Value::Array(listed)) = members.get_mut("enum") {
                    listed.push(Value::Null);
                }
            }
            let is_text = members.get("type") == Some(&json!("string")) && members.len() <= 2;
            match random.random_range(0..12) {
                0 if is_text => drop(members.insert("const".to_owned(), json!("ACTIVE"))),
                1 if is_text => drop(members.insert("examples".to_owned(), json!(["Amina"]))),
                2 if members.contains_key("properties") => {
                    members.insert("patternProperties".to_owned(), json!({"^no": {"type": "integer"}}));
                }
                3 if members.contains_key("properties") => {
                    members.insert("propertyNames".to_owned(), json!({"maxLength": 8}));
                }
                4 if members.contains_key("properties") => {
                    members.insert("dependentRequired".to_owned(), json!({"amount": ["brand"]}));
                }
                _ => {}
            }
            members.values_mut().for_each(|member| modernize(member, random));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| modernize(item, random)),
        _ => {}
    }
}

/// The fields of a form: names, names in brackets and undeclared ones.
fn fields(random: &mut StdRng) -> Vec<(String, String)> {
    let one = |random: &mut StdRng| {
        let names = if random.random_bool(0.85) { NAMES } else { UNDECLARED };
        let name = (*names.choose(random).unwrap()).to_owned();
        let name = match random.random_range(0..8) {
            0 => format!("items[0][{name}]"),
            1 => format!("{name}[note]"),
            _ => name,
        };
        (name, (*TEXTS.choose(random).unwrap()).to_owned())
    };
    (0..random.random_range(1..6)).map(|_| one(random)).collect()
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(byte.into());
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

fn parts(fields: &[(String, String)]) -> String {
    let part = |(name, value): &(String, String)| {
        format!("--B0undary\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    fields.iter().map(part).collect::<String>() + "--B0undary--\r\n"
}

fn sample(random: &mut StdRng) -> Sample {
    let word =
        |random: &mut StdRng| *["ACTIVE", "active", "17", "2027", "it is", "51", "x"].choose(random).unwrap();
    let (path, media_type, sent) = match random.random_range(0..3) {
        0 => ("json", "application/json".to_owned(), object(random, 0).to_string()),
        1 => {
            let pair = |(name, value): &(String, String)| format!("{}={}", encoded(name), encoded(value));
            ("form", URL_ENCODED.to_owned(), fields(random).iter().map(pair).collect::<Vec<_>>().join("&"))
        }
        _ => ("parts", format!("{MULTIPART}; boundary=B0undary"), parts(&fields(random))),
    };
    let mut sent_headers = vec![("content-type".to_owned(), media_type)];
    if random.random_bool(0.5) {
        sent_headers.push(("X-Kind".to_owned(), word(random).to_owned()));
    }
    if random.random_bool(0.5) {
        sent_headers.push(("cookie".to_owned(), format!("session={}; trace={}", word(random), word(random))));
    }
    let mut headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    for name in ["x-kind", "x-total", "location"] {
        if random.random_bool(0.5) {
            headers.push((name.to_owned(), word(random).to_owned()));
        }
    }
    let query = ["", "?kind=ACTIVE", "?kind=visa&page=5", "?kind=&state=x"].choose(random).unwrap();
    Sample {
        url: format!("https://a.example/{path}/{}{query}", encoded(word(random))),
        sent_headers,
        sent,
        status: 200,
        headers,
        body: object(random, 0).to_string(),
    }
}

fn pairs(pairs: &[(String, String)]) -> Value {
    pairs.iter().map(|(name, value)| json!({"name": name, "value": value})).collect()
}

fn lists(pairs: &[(String, String)]) -> Value {
    pairs.iter().map(|(name, value)| (name.clone(), json!([value]))).collect::<Map<_, _>>().into()
}

fn lines(samples: &[Sample]) -> String {
    let line = |sample: &Sample| {
        json!({"request": {"method": "POST", "url": sample.url, "headers": pairs(&sample.sent_headers), "body_text": sample.sent},
            "response": {"status": sample.status, "headers": pairs(&sample.headers), "body_text": sample.body}})
        .to_string()
    };
    samples.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn har(samples: &[Sample]) -> String {
    let entry = |sample: &Sample| {
        json!({"request": {"method": "POST", "url": sample.url, "headers": pairs(&sample.sent_headers), "bodySize": sample.sent.len(),
                "postData": {"mimeType": sample.sent_headers[0].1, "text": sample.sent}},
            "response": {"status": sample.status, "headers": pairs(&sample.headers),
                "content": {"mimeType": "application/json", "text": sample.body, "size": sample.body.len()}}})
    };
    json!({"log": {"version": "1.2", "entries": samples.iter().map(entry).collect::<Value>()}}).to_string()
}

/// Without dates: digits of a date may be a card number with kept ones, which are withheld then.
fn cassette(samples: &[Sample]) -> String {
    let one = |sample: &Sample| {
        json!({"request": {"method": "post", "uri": sample.url, "headers": lists(&sample.sent_headers), "body": {"encoding": "UTF-8", "string": sample.sent}},
            "response": {"status": {"code": sample.status, "message": "x"}, "headers": lists(&sample.headers), "body": {"encoding": "UTF-8", "string": sample.body}}})
    };
    json!({"http_interactions": samples.iter().map(one).collect::<Value>(), "recorded_with": "VCR 6.1.0"})
        .to_string()
}

fn written(samples: &[Sample], world: &World) -> Vec<PathBuf> {
    let packed = world.folder.path().join("t.ndjson.gz");
    let mut gz =
        flate2::write::GzEncoder::new(std::fs::File::create(&packed).unwrap(), flate2::Compression::fast());
    gz.write_all(lines(samples).as_bytes()).unwrap();
    gz.finish().unwrap();
    vec![
        world.file("t.ndjson", &lines(samples)),
        packed,
        world.file("t.har", &har(samples)),
        world.file("cassette.json", &cassette(samples)),
    ]
}

#[test]
fn forms_headers_and_cookies_of_both_versions_in_several_formats() {
    for seed in 0..4 {
        let mut random = StdRng::seed_from_u64(400 + seed);
        let document = document(&mut random, seed % 2 == 1);
        let spec = Spec::from_text(document.to_string(), "spec.json").unwrap();
        let samples: Vec<Sample> = (0..16).map(|_| sample(&mut random)).collect();
        let world = World::new();
        for file in written(&samples, &world) {
            let store =
                contract_record::Store::new(world.folder.path().join(file.extension().unwrap()).join("r"));
            assert_agree(
                &spec,
                std::slice::from_ref(&file),
                &store,
                &format!("seed {seed}, {}: {document}", file.display()),
            );
        }
    }
}
