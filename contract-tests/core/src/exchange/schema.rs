//! The form of a recording, for its JSON Schema. Recordings are read in place and never through these types.
#![allow(dead_code, reason = "the types are there for what can be derived from them")]

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, schema_for};

use super::{EvidenceKind, ValueOrigin};

/// One HTTP request and its response, in a file of its own or as a line of NDJSON.
#[derive(JsonSchema)]
struct Recording {
    request: Request,
    response: Response,
    /// The day it was recorded, such as `2026-11-20`.
    recorded_at: Option<String>,
    source: Option<Source>,
    /// Where the values are from. Left out: invented in a file of its own, else what the kind of evidence says.
    values: Option<ValueOrigin>,
}

/// What was asked.
#[derive(JsonSchema)]
struct Request {
    /// The method, such as `GET`.
    method: String,
    /// The URL, absolute or from the path on.
    url: String,
    headers: Option<Headers>,
    /// The body, where it is JSON; null where there is none.
    body: Option<serde_json::Value>,
    /// The body, where it is not JSON.
    body_text: Option<String>,
}

/// What was answered.
#[derive(JsonSchema)]
struct Response {
    #[schemars(range(min = 100, max = 999))]
    status: u16,
    headers: Option<Headers>,
    /// The body, where it is JSON; null where there is none.
    body: Option<serde_json::Value>,
    /// The body, where it is not JSON.
    body_text: Option<String>,
}

/// Headers by name, or a list of them.
#[derive(JsonSchema)]
#[serde(untagged)]
enum Headers {
    ByName(BTreeMap<String, HeaderValue>),
    Listed(Vec<Header>),
}

/// The value of a header, or all values of one that came more than once.
#[derive(JsonSchema)]
#[serde(untagged)]
enum HeaderValue {
    One(String),
    Many(Vec<String>),
}

/// One header.
#[derive(JsonSchema)]
struct Header {
    name: String,
    value: String,
}

/// What kind of evidence it is.
#[derive(JsonSchema)]
struct Source {
    kind: EvidenceKind,
    /// The day the evidence is of, such as `2025-10-08`.
    as_of: Option<String>,
    /// Where it is from, in words.
    from: Option<String>,
}

/// The JSON Schema of a recording.
#[must_use]
pub fn schema() -> Schema {
    schema_for!(Recording)
}
