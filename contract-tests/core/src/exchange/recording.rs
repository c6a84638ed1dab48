//! A recording: one exchange alone in its file, `{"request": ..., "response": ...}`.

use std::io;

use strum::VariantArray;

use super::decoder::{Decoder, json};
use super::format::{Ending, Format, Frame, Frames, TrafficFormat};
use super::model::{Body, Evidence, EvidenceKind, Exchange, Headers, Locator, Request, Response};
use super::origin::ValueOrigin;
use super::sniff::{Extent, Match, Start};
use super::window::Window;
use crate::json::{Kind, Node};

pub(super) const FORMAT: Format = Format {
    endings: &[Ending::Shared("json")],
    recognizes,
    frames: || Box::new(Whole { is_read: false }),
    read,
};

/// An object laid out over several lines. One on a single line looks like NDJSON, but for the name of its file.
fn recognizes(start: &Start<'_>) -> Match {
    let is_named = start.name.allows(TrafficFormat::Recording);
    match (start.bytes.first(), start.extent) {
        (Some(b'{'), Extent::Lines) => Match::Yes,
        (Some(b'{'), Extent::OnlyLine) if is_named => Match::Yes,
        (Some(b'{'), Extent::Line) if is_named => Match::NotYet,
        (None, _) | (Some(b'{'), Extent::Unknown) => Match::NotYet,
        _ => Match::No,
    }
}

/// Recordings are scrubbed, unless one says otherwise.
fn read<'a>(file: &'a [u8], memory: &'a mut Decoder, locator: &'a Locator) -> Result<Exchange<'a>, String> {
    exchange(json(&mut memory.tape, file)?, |_| ValueOrigin::Invented, locator)
}

/// Hands out the stream as one entry.
struct Whole {
    is_read: bool,
}

impl Frames for Whole {
    fn next(&mut self, window: &mut Window, max_bytes: usize) -> io::Result<Frame> {
        if self.is_read {
            return Ok(Frame::End);
        }
        self.is_read = true;
        while window.view().len() <= max_bytes {
            if !window.more()? {
                return Ok(Frame::Entry(window.view().len()));
            }
        }
        Ok(Frame::too_large(max_bytes))
    }
}

/// The exchange in `root`, or why there is none. `origin` says where values are from if the exchange does not.
pub(super) fn exchange<'a>(
    root: Node<'a>,
    origin: fn(Option<EvidenceKind>) -> ValueOrigin,
    locator: &'a Locator,
) -> Result<Exchange<'a>, String> {
    if root.kind() != Kind::Object {
        return Err(format!(
            "expected an object with `request` and `response`, found {}",
            article(root.kind())
        ));
    }
    let request = object(root, "request")?;
    let response = object(root, "response")?;
    let request_headers = headers(request, "request")?;
    let response_headers = headers(response, "response")?;
    let evidence = evidence(root)?;
    let kind = evidence.map(|evidence| evidence.kind);
    Ok(Exchange {
        request: Request {
            method: text(request, "method").ok_or("`request.method` is missing or no string")?,
            url: text(request, "url").ok_or("`request.url` is missing or no string")?,
            headers: request_headers,
            body: request_body(request, request_headers)?,
            media_type: request_headers.get("content-type"),
        },
        response: Response {
            status: status(response)?,
            headers: response_headers,
            body: body(response, "response")?,
            media_type: response_headers.get("content-type"),
        },
        recorded_at: text(root, "recorded_at"),
        evidence,
        values: stated_origin(root)?.unwrap_or_else(|| origin(kind)),
        locator,
    })
}

/// The status of a response, HAR or recording.
pub(super) fn status(response: Node<'_>) -> Result<u16, String> {
    if response.get("status").is_none() {
        return Err("`response.status` is missing".into());
    }
    match u16::try_from(number(response, "status").unwrap_or(-1)) {
        Ok(0) => Err("there is no response (`response.status` is 0); a recording holds both sides".into()),
        Ok(status @ 100..=999) => Ok(status),
        _ => Err("`response.status` is not an HTTP status".into()),
    }
}

/// The whole number at a key.
pub(super) fn number(node: Node<'_>, key: &str) -> Option<i64> {
    node.get(key)?.as_number().and_then(crate::json::Number::as_i64)
}

/// The string at a key.
pub(super) fn text<'a>(node: Node<'a>, key: &str) -> Option<&'a str> {
    node.get(key)?.as_str()
}

/// The object at a key.
pub(super) fn object<'a>(node: Node<'a>, key: &str) -> Result<Node<'a>, String> {
    match node.get(key) {
        Some(found) if found.kind() == Kind::Object => Ok(found),
        Some(_) => Err(format!("`{key}` is not an object")),
        None => Err(format!("`{key}` is missing")),
    }
}

/// The headers of `message`, which is named `name` in errors.
pub(super) fn headers<'a>(message: Node<'a>, name: &str) -> Result<Headers<'a>, String> {
    let node = message.get("headers");
    if !Headers::is_readable(node) {
        return Err(format!("`{name}.headers` is neither an object nor a list"));
    }
    Ok(Headers::at(node))
}

/// Many logs keep the first line of a request and nothing else: such a request was not sent without a body.
fn request_body<'a>(request: Node<'a>, headers: Headers<'a>) -> Result<Body<'a>, String> {
    let is_told = !headers.is_empty() || request.get("body").or_else(|| request.get("body_text")).is_some();
    if is_told { body(request, "request") } else { Ok(Body::Untold) }
}

/// `"body": null` says that there is no body; a body that is the JSON text `null` is written as `body_text`.
fn body<'a>(message: Node<'a>, name: &str) -> Result<Body<'a>, String> {
    let json = message.get("body").filter(|body| !body.is_null());
    match (json, message.get("body_text").filter(|body| !body.is_null())) {
        (Some(_), Some(_)) => Err(format!("`{name}` has both `body` and `body_text`")),
        (Some(body), None) => Ok(Body::Json(body)),
        (None, None) => Ok(Body::Absent),
        (None, Some(body)) => match body.as_str() {
            Some("") => Ok(Body::Absent),
            Some(text) => Ok(Body::Text(text)),
            None => Err(format!("`{name}.body_text` is not a string")),
        },
    }
}

fn evidence(root: Node<'_>) -> Result<Option<Evidence<'_>>, String> {
    let Some(source) = root.get("source").filter(|source| !source.is_null()) else { return Ok(None) };
    let kind = text(source, "kind").and_then(|word| word.parse().ok());
    let kind = kind.ok_or_else(|| format!("`source.kind` is none of {}", words::<EvidenceKind>()))?;
    Ok(Some(Evidence { kind, as_of: text(source, "as_of"), from: text(source, "from") }))
}

/// What the exchange itself says about its values.
fn stated_origin(root: Node<'_>) -> Result<Option<ValueOrigin>, String> {
    let Some(values) = root.get("values").filter(|values| !values.is_null()) else { return Ok(None) };
    let origin = values.as_str().and_then(|word| word.parse().ok());
    origin.map(Some).ok_or_else(|| format!("`values` is none of {}", words::<ValueOrigin>()))
}

fn words<T: VariantArray + Copy + Into<&'static str>>() -> String {
    let words: Vec<&str> = T::VARIANTS.iter().map(|word| (*word).into()).collect();
    words.join(", ")
}

fn article(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Boolean => "a boolean",
        Kind::Number => "a number",
        Kind::String => "a string",
        Kind::Array => "an array",
        Kind::Object => "an object",
    }
}
