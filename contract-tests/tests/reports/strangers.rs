//! Summaries and earlier reports may be from anybody. Whatever stands in one of their fields, and whatever a field is called,
//! no report repeats it, unless a comparison of traffic would show it.

use std::collections::BTreeSet;
use std::fs;

use contract_core::harmless::is_harmful;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::example::{folder, formats};
use crate::program::run;

/// Texts that no report may show, each with the piece of it to look for.
fn hostile() -> Vec<(String, String)> {
    let digits = [4, 5, 3, 9, 5, 7, 8, 7, 6, 3, 6, 2, 1, 4, 8];
    let number: String =
        digits.iter().chain(&[card_data::check_digit(&digits)]).map(ToString::to_string).collect();
    let spaced = number.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
    let same = |text: &str| (text.to_owned(), text.to_owned());
    vec![
        same(&number),
        same(&spaced),
        same("amara.okafor"),
        same("cvv_739"),
        ("x\u{1b}[2J\n::error::owned\u{202e}".to_owned(), "\n::error".to_owned()),
    ]
}

const SPEC: &str = r"openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      operationId: getA
      parameters: [{name: size, in: query, schema: {type: integer, maximum: 5}}]
      responses:
        '200':
          description: x
          headers: {X-Total: {schema: {type: integer}}}
          content:
            application/json:
              schema:
                type: object
                required: [id, first_name]
                properties:
                  id: {type: integer}
                  first_name: {type: string, x-sensitivity: public}
                  state: {type: string, enum: [open, full], x-sensitivity: public}
                  items: {type: array, items: {type: object, properties: {id: {type: string, format: uuid}}}}
                  total: {type: integer, x-sensitivity: public}
    post:
      operationId: postA
      requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: {type: integer}}}}}}
      responses: {'200': {description: x}}
";

/// A run with findings of every kind that has texts.
fn made() -> TempDir {
    let get = |url: &str, headers: Value, body: Value| {
        json!({"request": {"method": "GET", "url": url, "headers": {"x": "y"}, "body": null},
            "response": {"status": 200, "headers": headers, "body": body}})
        .to_string()
    };
    let json = || json!({"content-type": "application/json", "x-total": "many"});
    let lines = [
        get("/a?size=9&far=1", json(), json!({"id": 1, "name": "x", "state": "sunk", "zzname": 2})),
        get("/a?size=x", json(), json!({"id": "1", "items": [{"id": "7"}, {"deck": 1}], "total": 1})),
        get("/a", json!({"content-type": "text/plain"}), json!({"firstName": "x", "id": null})),
        get("/harbour/list", json(), json!({})),
        json!({"request": {"method": "POST", "url": "/a", "headers": {"content-type": "multipart/form-data"}, "body_text": "x"},
            "response": {"status": 418, "headers": {}, "body": null}})
        .to_string(),
        "not json".to_owned(),
    ];
    folder(&[("spec.yaml", SPEC), ("t.ndjson", &lines.join("\n"))])
}

/// A place in a document: a value, or the name of a member.
struct Place {
    pointer: String,
    is_name: bool,
}

/// The places that are known already, and those to attack.
#[derive(Default)]
struct Places {
    known: BTreeSet<String>,
    all: Vec<Place>,
}

impl Places {
    /// Adds a place, once of the items of each list and of the members of each map.
    fn add(&mut self, pointer: &str, is_name: bool) {
        let is_free = |step: &str| step.starts_with(|c: char| c.is_ascii_digit());
        let steps: Vec<&str> =
            pointer.split('/').map(|step| if is_free(step) { "*" } else { step }).collect();
        if self.known.insert(format!("{} {is_name}", steps.join("/"))) {
            self.all.push(Place { pointer: pointer.to_owned(), is_name });
        }
    }

    /// Adds every value and every name of a member.
    fn collect(&mut self, value: &Value, pointer: &str) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    let below = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
                    self.add(&below, true);
                    self.collect(member, &below);
                }
            }
            Value::Array(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(at, item)| self.collect(item, &format!("{pointer}/{at}")));
            }
            Value::String(_) | Value::Number(_) => self.add(pointer, false),
            Value::Null | Value::Bool(_) => {}
        }
    }
}

/// The document with this text at a place.
fn with(document: &Value, Place { pointer, is_name }: &Place, text: &str) -> Value {
    let mut changed = document.clone();
    if *is_name {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let name = name.replace("~1", "/").replace("~0", "~");
        let members = changed.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        let member = members.remove(&name).unwrap();
        members.insert(text.to_owned(), member);
    } else {
        *changed.pointer_mut(pointer).unwrap() = json!(text);
    }
    changed
}

/// Puts the number or another text at each place of the document, in turn, and runs a command over it.
fn attack(document: &Value, file: &str, args: &[&str]) {
    let made = made();
    let mut places = Places::default();
    places.collect(document, "");
    let all = places.all;
    assert!(all.len() > 50, "{} places", all.len());
    let formats: Vec<&str> = formats().collect();
    let texts = hostile();
    for (number, place) in all.iter().enumerate() {
        let other = if number % 2 == 0 { 0 } else { 1 + number / 2 % (texts.len() - 1) };
        if let Some((text, piece)) = texts.get(other) {
            fs::write(made.path().join(file), with(document, place, text).to_string()).unwrap();
            let format = formats[(number + text.len()) % formats.len()];
            let said = run(made.path(), &[args, &["--spec", "spec.yaml", "-v", "--format", format]].concat());
            // Whoever names a file says what reports call it; only card data is withheld.
            let is_file = place.pointer.starts_with("/sources/") && text.contains("okafor");
            for shown in [&said.out, &said.stderr] {
                assert!(is_file || !shown.contains(piece), "{format}, {}, {text:?}: {shown}", place.pointer);
                let harmful = |c: char| c != '\n' && is_harmful(c) && c != '\u{200b}';
                assert!(!shown.contains(harmful), "{format}, {}, {text:?}", place.pointer);
            }
        }
    }
}

fn report(format: &str) -> Value {
    let made = made();
    let said = run(made.path(), &["check", "t.ndjson", "--spec", "spec.yaml", "--format", format]);
    serde_json::from_str(&said.out).unwrap()
}

#[test]
fn no_field_of_a_summary_is_repeated() {
    attack(&report("summary"), "s.json", &["merge", "s.json"]);
}

#[test]
fn no_field_of_an_earlier_report_is_repeated() {
    attack(&report("json"), "b.json", &["check", "t.ndjson", "--baseline", "b.json"]);
}
