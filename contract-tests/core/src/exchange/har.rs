//! An HTTP archive. What recorders leave out is tolerated, what makes an exchange has to be there.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::decoder::{Decoder, json};
use super::format::{Ending, Format};
use super::har_frames::HarFrames;
use super::model::{Body, Exchange, Headers, Locator, NO_RESPONSE, Request, Response};
use super::origin::ValueOrigin;
use super::recording::{headers, number, object, status, text};
use super::sniff::{Match, Start};
use crate::json::{Kind, Node, Number};
use crate::spec::{essence, percent_encode};

pub(super) const FORMAT: Format = Format {
    endings: &[Ending::Own("har"), Ending::Shared("json")],
    recognizes,
    frames: || Box::new(HarFrames::new()),
    read,
};

/// An object whose first key is `log`.
fn recognizes(start: &Start<'_>) -> Match {
    const KEY: &[u8] = b"\"log\"";
    match (start.bytes.first(), start.first_key()) {
        (None, _) | (Some(b'{'), None) => Match::NotYet,
        (Some(b'{'), Some(key)) if key.starts_with(KEY) => Match::Yes,
        (Some(b'{'), Some(key)) if KEY.starts_with(key) => Match::NotYet,
        _ => Match::No,
    }
}

/// The exchange in an entry, or why there is none.
fn read<'a>(bytes: &'a [u8], memory: &'a mut Decoder, locator: &'a Locator) -> Result<Exchange<'a>, String> {
    let Decoder { tape, bytes: decoded, form } = memory;
    let entry = json(tape, bytes)?;
    write_form(entry, form);
    decode_content(entry, decoded)?;
    exchange(entry, decoded, form, locator)
}

/// The bytes of the response's body, if the entry holds them as base64.
fn decode_content(entry: Node<'_>, out: &mut Zeroizing<Vec<u8>>) -> Result<(), String> {
    out.clear();
    let Some(content) = entry.get("response").and_then(|response| response.get("content")) else {
        return Ok(());
    };
    if !is_base64(content) {
        return Ok(());
    }
    let encoded = text(content, "text").unwrap_or_default();
    if out.capacity() < encoded.len() {
        // A vector that grows by itself leaves a copy behind.
        *out = Zeroizing::new(Vec::with_capacity(encoded.len()));
    }
    STANDARD
        .decode_vec(encoded.trim_end(), out)
        .map_err(|_| "`response.content.text` is not the base64 that `encoding` says it is".to_owned())
}

/// The text of the request's form, if the entry holds its fields and not the text.
fn write_form(entry: Node<'_>, out: &mut Zeroizing<String>) {
    *out = Zeroizing::default();
    let post = entry.get("request").and_then(|request| request.get("postData"));
    let Some(post) = post.filter(|post| text(*post, "text").is_none_or(str::is_empty)) else { return };
    if text(post, "mimeType").map(essence).as_deref() != Some("application/x-www-form-urlencoded") {
        return;
    }
    let Some(fields) = post.get("params") else { return };
    // Fields without a value may be files. Each byte takes three at most.
    let field = |node: Node<'_>| Some((text(node, "name")?.len() + text(node, "value")?.len()) * 3 + 2);
    let Some(length) = fields.items().map(field).sum::<Option<usize>>() else { return };
    // A string that grows by itself leaves a copy behind.
    out.reserve(length);
    for node in fields.items() {
        if !out.is_empty() {
            out.push('&');
        }
        percent_encode(text(node, "name").unwrap_or_default(), out);
        out.push('=');
        percent_encode(text(node, "value").unwrap_or_default(), out);
    }
}

/// The exchange in `entry`, or why there is none. `decoded` is what [`decode_content`] found, `form` what [`write_form`]
/// wrote.
fn exchange<'a>(
    entry: Node<'a>,
    decoded: &'a [u8],
    form: &'a str,
    locator: &'a Locator,
) -> Result<Exchange<'a>, String> {
    if entry.kind() != Kind::Object {
        return Err("the entry is not an object".into());
    }
    let request = object(entry, "request")?;
    let response = object(entry, "response")?;
    let request_headers = headers(request, "request")?;
    let response_headers = headers(response, "response")?;
    let post = request.get("postData");
    let content = response.get("content");
    Ok(Exchange {
        request: Request {
            method: text(request, "method").ok_or("`request.method` is missing or no string")?,
            url: text(request, "url").ok_or("`request.url` is missing or no string")?,
            headers: request_headers,
            body: request_body(request, request_headers, post, form),
            media_type: request_headers.get("content-type").or_else(|| text(post?, "mimeType")),
        },
        response: Response {
            // Browsers write 0 where there was no response.
            status: if number(response, "status") == Some(0) { NO_RESPONSE } else { status(response)? },
            headers: response_headers,
            body: response_body(content, decoded),
            media_type: response_headers.get("content-type").or_else(|| media_type(content?)),
        },
        recorded_at: text(entry, "startedDateTime"),
        evidence: None,
        // Recorders write down what they see.
        values: ValueOrigin::Observed,
        locator,
    })
}

/// Without `postData` there was no body, unless something says otherwise: `bodySize` is -1 where the recorder doesn't know.
fn request_body<'a>(
    request: Node<'a>,
    headers: Headers<'a>,
    post: Option<Node<'a>>,
    form: &'a str,
) -> Body<'a> {
    let Some(post) = post.filter(|post| !post.is_null()) else {
        let size = request.get("bodySize").and_then(Node::as_number).and_then(Number::as_i64);
        return match size.unwrap_or(-1) {
            0 => Body::Absent,
            -1 if !headers.is_empty() => Body::Absent,
            _ => Body::Untold,
        };
    };
    let has_params = post.get("params").is_some_and(|params| params.items().next().is_some());
    match text(post, "text") {
        Some("") | None if !form.is_empty() => Body::Text(form),
        Some("") | None if has_params => Body::Unrecorded,
        Some("") | None => Body::Absent,
        Some(text) => Body::Text(text),
    }
}

fn response_body<'a>(content: Option<Node<'a>>, decoded: &'a [u8]) -> Body<'a> {
    let Some(content) = content.filter(|content| !content.is_null()) else { return Body::Absent };
    if is_base64(content) {
        return match std::str::from_utf8(decoded) {
            Ok("") => Body::Absent,
            Ok(text) => Body::Text(text),
            Err(_) => Body::Bytes(decoded),
        };
    }
    let size = content.get("size").and_then(Node::as_number).and_then(Number::as_i64).unwrap_or(0);
    match content.get("text").and_then(Node::as_str) {
        Some("") => Body::Absent,
        Some(text) => Body::Text(text),
        None if size > 0 => Body::Unrecorded,
        None => Body::Absent,
    }
}

/// Recorders write `x-unknown` or nothing where the server named no type.
fn media_type(content: Node<'_>) -> Option<&str> {
    text(content, "mimeType").filter(|name| !name.is_empty() && *name != "x-unknown")
}

fn is_base64(content: Node<'_>) -> bool {
    text(content, "encoding").is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64"))
}
