//! The structure of a recording, for its JSON Schema. Recordings are not parsed through these types.
#![allow(dead_code, reason = "the types exist for their derived schema")]

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, schema_for};

use super::{EvidenceKind, ValueOrigin};

/// An HTTP request and its response, in its own file or as a line of NDJSON.
#[derive(JsonSchema)]
struct Recording {
    request: Request,
    response: Response,
    /// The date of the recording, such as `2026-11-20`.
    recorded_at: Option<String>,
    source: Option<Source>,
    /// The origin of the values. Default: `invented` in a file of its own, otherwise derived from the kind of
    /// evidence.
    values: Option<ValueOrigin>,
    /// JSON pointers to the values that were not invented, such as `/response/body/data/*/status`, with `*` for every
    /// index, and `name#2` for a name that an object has again. Everything else is invented. Without the list, the values at places that the document marks `public` count
    /// as observed, except texts that it does not list.
    kept: Option<Vec<String>>,
}

/// The request.
#[derive(JsonSchema)]
struct Request {
    /// The method, such as `GET`.
    method: String,
    /// The URL, absolute or starting with the path.
    url: String,
    headers: Option<Headers>,
    /// The body if it is JSON; null if there is none.
    body: Option<serde_json::Value>,
    /// The body if it is not JSON.
    body_text: Option<String>,
}

/// The response.
#[derive(JsonSchema)]
struct Response {
    #[schemars(range(min = 100, max = 999))]
    status: u16,
    headers: Option<Headers>,
    /// The body if it is JSON; null if there is none.
    body: Option<serde_json::Value>,
    /// The body if it is not JSON.
    body_text: Option<String>,
}

/// Headers by name, or as a list.
#[derive(JsonSchema)]
#[serde(untagged)]
enum Headers {
    ByName(BTreeMap<String, HeaderValue>),
    Listed(Vec<Header>),
}

/// The value of a header, or all values of a repeated header.
#[derive(JsonSchema)]
#[serde(untagged)]
enum HeaderValue {
    One(String),
    Many(Vec<String>),
}

/// A header.
#[derive(JsonSchema)]
struct Header {
    name: String,
    value: String,
}

/// The evidence.
#[derive(JsonSchema)]
struct Source {
    kind: EvidenceKind,
    /// The date of the evidence, such as `2025-10-08`.
    as_of: Option<String>,
    /// A description of its origin.
    from: Option<String>,
}

/// The JSON Schema of a recording.
#[must_use]
pub fn schema() -> Schema {
    schema_for!(Recording)
}
