//! Bodies that are sequences of items (`itemSchema`): JSON lines, JSON text sequences and server-sent events. Each item is
//! checked by itself.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::checker::Checker;
use super::response::emit;
use super::walk::{Details, Scope, Sink, Walk};
use crate::exchange::{Body, Part};
use crate::json::Tape;
use crate::rules::{Expected, request, response};
use crate::spec::{Content, SchemaId, essence};

/// How the items of a body are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sequence {
    /// One JSON text a line.
    Lines,
    /// Each JSON text starts with a record separator (RFC 7464).
    Records,
    /// Server-sent events, each an object of its fields.
    Events,
}

impl Sequence {
    pub(super) fn of(media_type: &str) -> Option<Self> {
        let essence = essence(media_type);
        match essence.as_str() {
            "application/jsonl"
            | "application/x-jsonl"
            | "application/jsonlines"
            | "application/x-jsonlines"
            | "application/ndjson"
            | "application/x-ndjson" => Some(Self::Lines),
            "application/json-seq" => Some(Self::Records),
            "text/event-stream" => Some(Self::Events),
            other => other.ends_with("+json-seq").then_some(Self::Records),
        }
    }

    /// The JSON texts of the items.
    fn items(self, text: &str) -> Vec<Cow<'_, str>> {
        let written = |item: &&str| !item.trim().is_empty();
        match self {
            Self::Lines => text.lines().filter(written).map(Cow::from).collect(),
            Self::Records => text.split('\u{1e}').filter(written).map(Cow::from).collect(),
            Self::Events => events(text).into_iter().map(Cow::from).collect(),
        }
    }
}

/// The events of a stream as JSON texts, by the HTML standard: comments and other fields are passed over.
fn events(text: &str) -> Vec<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    text.split("\n\n").filter_map(event).collect()
}

fn event(block: &str) -> Option<String> {
    let mut fields = Map::new();
    for line in block.split('\n').filter(|line| !line.starts_with(':')) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match (name, fields.get_mut(name)) {
            ("data", Some(Value::String(lines))) => {
                lines.push('\n');
                lines.push_str(value);
            }
            ("data" | "event" | "id", _) => drop(fields.insert(name.to_owned(), value.into())),
            ("retry", _) => {
                let number: Option<u64> = value.parse().ok();
                fields.extend(number.map(|number| (name.to_owned(), number.into())));
            }
            _ => {}
        }
    }
    (!fields.is_empty()).then(|| Value::Object(fields).to_string())
}

impl Checker<'_> {
    /// Checks every item of a body.
    pub(super) fn sequence(
        &mut self,
        sequence: Sequence,
        items: SchemaId,
        (content, media_type): (&Content, &str),
        body: Body<'_>,
        scope: Scope<'_>,
        sink: &mut Sink<'_>,
    ) {
        let details = Details { site: Some(&content.site), ..Details::default() };
        let text = match body {
            Body::Absent | Body::Untold => return,
            Body::Unrecorded | Body::Partial(_) => {
                return emit(sink, scope, &response::UNRECORDED_BODY, "", details);
            }
            Body::Text(text) => Cow::from(text),
            Body::Json(node) => node.as_str().map_or_else(|| Cow::from(node.raw()), Cow::from),
            Body::Bytes(bytes) => String::from_utf8_lossy(bytes),
        };
        let mut tape = Tape::new();
        for item in sequence.items(&text) {
            match tape.parse(&item) {
                Ok(document) => {
                    Walk { spec: self.spec, scope, scratch: &mut self.scratch, sink: &mut |o| sink(o) }
                        .item(items, document.root());
                }
                Err(error) => report_invalid(&error.problem.to_string(), scope, details, sink),
            }
        }
        // What the sequence is as a whole is said by `schema`.
        if content.schema.is_some() {
            self.plain((content, media_type), body, scope, sink);
        }
    }
}

fn report_invalid(reason: &str, scope: Scope<'_>, details: Details<'_>, sink: &mut Sink<'_>) {
    let expected = &Expected::Json(reason.into());
    if scope.part == Part::RequestBody {
        let found = Some(response::INVALID_JSON.name);
        let details = Details { found, expected, ..details };
        return emit(sink, scope, &request::REQUEST_BODY_MISMATCH, "/*", details);
    }
    emit(sink, scope, &response::INVALID_JSON, "/*", Details { expected, ..details });
}
