//! Recordings: one exchange per file, `{"request": ..., "response": ...}`.

use std::io;

use strum::VariantArray;

use super::decoder::{Decoder, json};
use super::format::{Cut, Ending, Format, Frame, Frames, TrafficFormat};
use super::held::{Held, Sizes};
use super::kept::Kept;
use super::model::{
    Body, Evidence, EvidenceKind, Exchange, Headers, Known, Locator, NO_RESPONSE, Request, Response,
    has_no_body,
};
use super::origin::ValueOrigin;
use super::sniff::{Extent, Match, Start};
use super::window::Window;
use crate::json::{Kind, Node, Number};

pub(super) const FORMAT: Format = Format {
    endings: &[Ending::Shared("json")],
    recognizes,
    cut: Cut::Stream(|_| Box::new(Whole { is_read: false })),
    read,
};

/// An object over several lines. An object on a single line looks like NDJSON, except for its file name.
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

/// Recordings are scrubbed, unless they state otherwise.
fn read<'a>(file: &'a [u8], memory: &'a mut Decoder, locator: &'a Locator) -> Result<Exchange<'a>, String> {
    exchange(json(&mut memory.tape, file)?, |_| ValueOrigin::Invented, locator)
}

/// Returns the whole stream as one entry.
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

/// Parses the exchange in `root`. `origin` is the default origin of its values.
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
    let headers = headers(request, "request")?;
    let evidence = evidence(root)?;
    let kind = evidence.map(|evidence| evidence.kind);
    let values = stated_origin(root)?.unwrap_or_else(|| origin(kind));
    let method = text(request, "method").ok_or("`request.method` is missing or not a string")?;
    Ok(Exchange {
        request: Request {
            method,
            url: text(request, "url").ok_or("`request.url` is missing or not a string")?,
            headers,
            body: request_body(request, headers, values)?,
            media_type: headers.get("content-type"),
            known: Known::Whole,
        },
        response: response(root, method, values)?,
        recorded_at: text(root, "recorded_at"),
        evidence,
        values,
        kept: kept(root)?,
        locator,
    })
}

fn response<'a>(root: Node<'a>, method: &str, values: ValueOrigin) -> Result<Response<'a>, String> {
    let Some(response) = answer(root)? else { return Ok(NOT_ANSWERED) };
    let headers = headers(response, "response")?;
    let status = status(response)?;
    Ok(Response {
        status,
        headers,
        body: match held(response, "response")?.body() {
            Some(body) => body,
            None if has_no_body(method, status) => Body::Absent,
            None if has_details(response, headers) => Sizes::stated(headers, values).of_response(),
            None => Body::Untold,
        },
        media_type: headers.get("content-type"),
    })
}

/// The response of an exchange in a HAR or recording; `None` if there is none.
pub(super) fn answer(exchange: Node<'_>) -> Result<Option<Node<'_>>, String> {
    match exchange.get("response") {
        Some(response) if !response.is_null() => object(exchange, "response").map(Some),
        _ => Ok(None),
    }
}

/// The response of a request without one.
pub(super) const NOT_ANSWERED: Response<'static> =
    Response { status: NO_RESPONSE, headers: Headers::NONE, body: Body::Absent, media_type: None };

/// The status of a response in a HAR or recording. Without a response, recorders write 0, a negative number,
/// an empty text, or nothing.
pub(super) fn status(response: Node<'_>) -> Result<u16, String> {
    let Some(status) = response.get("status").filter(|status| !status.is_null()) else {
        return Ok(NO_RESPONSE);
    };
    let written = status.as_str().map(|text| if text.is_empty() { "0" } else { text });
    let number = written.and_then(Number::parse).or_else(|| status.as_number()).and_then(Number::as_i64);
    if number.is_some_and(|number| number <= 0) {
        return Ok(NO_RESPONSE);
    }
    let status = number.and_then(|number| u16::try_from(number).ok());
    let status = status.filter(|status| (100..=999).contains(status));
    status.ok_or_else(|| "`response.status` is not an HTTP status".to_owned())
}

/// The whole number at a key.
pub(super) fn number(node: Node<'_>, key: &str) -> Option<i64> {
    node.get(key)?.as_number().and_then(Number::as_i64)
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

fn request_body<'a>(
    request: Node<'a>,
    headers: Headers<'a>,
    values: ValueOrigin,
) -> Result<Body<'a>, String> {
    Ok(match held(request, "request")?.body() {
        Some(body) => body,
        None if has_details(request, headers) => Sizes::stated(headers, values).of_request(),
        None => Body::Untold,
    })
}

/// True if more than the start line of a message is recorded. Many logs keep only that, and then nothing is
/// known about a body.
fn has_details(message: Node<'_>, headers: Headers<'_>) -> bool {
    !headers.is_empty() || message.get("body").or_else(|| message.get("body_text")).is_some()
}

/// `"body": null` means that there is no body; the JSON text `null` is written as `body_text`.
fn held<'a>(message: Node<'a>, name: &str) -> Result<Held<'a>, String> {
    let json = message.get("body").filter(|body| !body.is_null());
    match (json, message.get("body_text").filter(|body| !body.is_null())) {
        (Some(_), Some(_)) => Err(format!("`{name}` has both `body` and `body_text`")),
        (Some(body), None) => Ok(Held::Json(body)),
        (None, None) => Ok(Held::Nothing),
        (None, Some(body)) => {
            body.as_str().map(Held::Text).ok_or_else(|| format!("`{name}.body_text` is not a string"))
        }
    }
}

fn evidence(root: Node<'_>) -> Result<Option<Evidence<'_>>, String> {
    let Some(source) = root.get("source").filter(|source| !source.is_null()) else { return Ok(None) };
    let kind = text(source, "kind").and_then(|word| word.parse().ok());
    let kind = kind.ok_or_else(|| format!("`source.kind` is not one of {}", keywords::<EvidenceKind>()))?;
    Ok(Some(Evidence { kind, as_of: text(source, "as_of"), from: text(source, "from") }))
}

/// The origin of values that the exchange itself states.
fn stated_origin(root: Node<'_>) -> Result<Option<ValueOrigin>, String> {
    let Some(values) = root.get("values").filter(|values| !values.is_null()) else { return Ok(None) };
    let origin = values.as_str().and_then(|word| word.parse().ok());
    origin.map(Some).ok_or_else(|| format!("`values` is not one of {}", keywords::<ValueOrigin>()))
}

/// The values that are not invented.
fn kept(root: Node<'_>) -> Result<Option<Kept<'_>>, String> {
    let Some(list) = root.get("kept").filter(|list| !list.is_null()) else { return Ok(None) };
    if list.kind() != Kind::Array || list.items().any(|pointer| pointer.kind() != Kind::String) {
        return Err("`kept` is not a list of JSON pointers".to_owned());
    }
    Ok(Some(Kept::new(list)))
}

fn keywords<T: VariantArray + Copy + Into<&'static str>>() -> String {
    let keywords: Vec<&str> = T::VARIANTS.iter().map(|word| (*word).into()).collect();
    keywords.join(", ")
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
