//! What the work costs without this crate: parsers, and the `jsonschema` crate on parsed bodies.
//!
//! The baselines are handed each line and each HAR entry ready cut, for nothing, and read no more of the envelope than
//! status and body; so what is said here of `check` is said to its disadvantage.

use std::borrow::Cow;

use jsonschema::Validator;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use sonic_rs::JsonValueTrait as _;

use crate::corpus::{Corpus, Form};

/// An exchange as the baselines read it: a line, whose body is JSON, or an entry, whose body is text.
#[derive(Deserialize)]
struct Line<B> {
    response: LineResponse<B>,
}

#[derive(Deserialize)]
struct LineResponse<B> {
    status: u16,
    body: B,
}

#[derive(Deserialize)]
struct HarEntry<'a> {
    #[serde(borrow)]
    response: HarResponse<'a>,
}

#[derive(Deserialize)]
struct HarResponse<'a> {
    status: u16,
    #[serde(borrow)]
    content: Content<'a>,
}

#[derive(Deserialize)]
struct Content<'a> {
    #[serde(borrow)]
    text: Cow<'a, str>,
}

/// Parses every exchange with `serde_json` and tells how many bodies `judge` accepts.
pub(crate) fn serde_json(corpus: &Corpus, form: Form, judge: impl Fn(&Value) -> bool) -> usize {
    let accepted = |entry: &[u8]| -> bool {
        match form {
            Form::Lines => serde_json::from_slice::<Line<Value>>(entry)
                .is_ok_and(|line| line.response.status == 200 && judge(&line.response.body)),
            Form::Har => serde_json::from_slice::<HarEntry<'_>>(entry).is_ok_and(|entry| {
                let body = serde_json::from_str(&entry.response.content.text);
                entry.response.status == 200 && body.is_ok_and(|body| judge(&body))
            }),
        }
    };
    texts(corpus).filter(|entry| accepted(entry)).count()
}

/// Parses every exchange with `sonic-rs` and tells how many it could parse.
pub(crate) fn sonic(corpus: &Corpus, form: Form) -> usize {
    let parsed = |entry: &[u8]| -> bool {
        match form {
            Form::Lines => sonic_rs::from_slice::<Line<sonic_rs::Value>>(entry)
                .is_ok_and(|line| line.response.status == 200 && line.response.body.is_object()),
            Form::Har => sonic_rs::from_slice::<HarEntry<'_>>(entry).is_ok_and(|entry| {
                let body = sonic_rs::from_str::<sonic_rs::Value>(&entry.response.content.text);
                entry.response.status == 200 && body.is_ok_and(|body| body.is_object())
            }),
        }
    };
    texts(corpus).filter(|entry| parsed(entry)).count()
}

fn texts(corpus: &Corpus) -> impl Iterator<Item = &[u8]> {
    corpus.entries.iter().filter_map(|range| corpus.bytes.get(range.clone()))
}

/// The schema of the response's body, said as JSON Schema, formats on.
pub(crate) fn validator(spec: &str) -> Result<Validator, String> {
    let document: Value = serde_saphyr::from_str(spec).map_err(|error| error.to_string())?;
    let schemas = document.pointer("/components/schemas").cloned().unwrap_or_default();
    let schema = json!({"$ref": "#/$defs/TransactionPage", "$defs": as_json_schema(&schemas)});
    jsonschema::options().should_validate_formats(true).build(&schema).map_err(|error| error.to_string())
}

fn as_json_schema(schema: &Value) -> Value {
    match schema {
        Value::Array(items) => items.iter().map(as_json_schema).collect(),
        Value::Object(members) => {
            let mut out: Map<String, Value> =
                members.iter().map(|(key, value)| (key.clone(), as_json_schema(value))).collect();
            if out.remove("nullable") == Some(json!(true)) {
                let kind = out.remove("type").unwrap_or_default();
                out.insert("type".into(), json!([kind, "null"]));
            }
            Value::Object(out)
        }
        Value::String(text) => json!(text.replace("#/components/schemas/", "#/$defs/")),
        other => other.clone(),
    }
}
