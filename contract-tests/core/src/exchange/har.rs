//! HTTP archives. Omissions of recorders are tolerated, but the essential parts of an exchange are required.

use zeroize::Zeroizing;

use super::base64;
use super::coded::{self, Coding};
use super::decoder::{Decoder, json};
use super::format::{Cut, Ending, Format};
use super::har_frames::HarFrames;
use super::held::{Held, Sizes, announced};
use super::model::{Body, Exchange, Headers, Known, Locator, Request, Response, has_no_body, named};
use super::origin::ValueOrigin;
use super::recording::{NOT_ANSWERED, answer, headers, number, object, status, text};
use super::sniff::{Match, Start};
use super::told::is_text;
use crate::json::{Kind, Node};
use crate::spec::{essence, percent_encode};

pub(super) const FORMAT: Format = Format {
    endings: &[Ending::Own("har"), Ending::Shared("json")],
    recognizes,
    cut: Cut::Stream(|_| Box::new(HarFrames::new())),
    read,
};

/// The top-level keys of an exchange.
const EXCHANGE_KEYS: &[&[u8]] = &[b"request", b"response", b"recorded_at", b"source", b"values"];

/// An object with an object under `log`, at any position.
fn recognizes(start: &Start<'_>) -> Match {
    let outline = start.outline;
    if outline.is_list || outline.is_yaml {
        return Match::No;
    }
    for member in &outline.members {
        match member.key.as_slice() {
            b"log" if member.value.starts_with(b"{") => return Match::Yes,
            b"log" => return Match::No,
            key if EXCHANGE_KEYS.contains(&key) => return Match::No,
            _ => {}
        }
    }
    outline.otherwise()
}

/// Parses the exchange of an entry.
fn read<'a>(bytes: &'a [u8], memory: &'a mut Decoder, locator: &'a Locator) -> Result<Exchange<'a>, String> {
    let Decoder { tape, sent, received, form, url } = memory;
    let entry = json(tape, bytes)?;
    if entry.kind() != Kind::Object {
        return Err("the entry is not an object".into());
    }
    let request = object(entry, "request")?;
    let response = answer(entry)?;
    let post = request.get("postData").filter(|post| !post.is_null());
    let content = response.and_then(|response| response.get("content")).filter(|content| !content.is_null());
    write_form(post, form);
    write_url(request, url);
    let written = Written { post: held(post, sent), form, content: held(content, received), url };
    exchange(entry, request, response, &written, locator)
}

/// The parts of an entry that have to be converted.
struct Written<'a> {
    /// The body of the request.
    post: Held<'a>,
    /// The text of the request's form, if the entry only lists its fields.
    form: &'a str,
    /// The body of the response.
    content: Held<'a>,
    /// The URL with its query, if the entry only lists the query separately.
    url: &'a str,
}

/// The body in `holder` (`postData` or `content`).
fn held<'a>(holder: Option<Node<'a>>, memory: &'a mut Zeroizing<Vec<u8>>) -> Held<'a> {
    memory.clear();
    let held = Held::at(holder.and_then(|holder| holder.get("text")));
    let Held::Text(text) = held else { return held };
    if coded::is_misread(text) {
        return Held::Coded;
    }
    if !holder.is_some_and(is_base64) || base64::decoded(text, memory).is_none() {
        return held;
    }
    if holder.and_then(stated_type).is_none_or(is_text) {
        match Coding::of(memory) {
            Coding::Plain => {}
            Coding::Decompressed(plain) => *memory = plain,
            Coding::Unreadable => return Held::Coded,
        }
    }
    Held::Bytes(memory)
}

/// Writes the text of the request's form, if the entry only lists its fields.
fn write_form(post: Option<Node<'_>>, out: &mut Zeroizing<String>) {
    *out = Zeroizing::default();
    let Some(post) = post.filter(|post| text(*post, "text").is_none_or(str::is_empty)) else { return };
    if text(post, "mimeType").map(essence).as_deref() != Some("application/x-www-form-urlencoded") {
        return;
    }
    let Some(fields) = post.get("params") else { return };
    // Fields without a value may be files.
    if fields.items().all(|field| text(field, "name").is_some() && text(field, "value").is_some()) {
        write_pairs(fields, "", out);
    }
}

/// Writes the URL of a request whose query is only in `queryString`.
fn write_url(request: Node<'_>, out: &mut Zeroizing<String>) {
    *out = Zeroizing::default();
    let url = text(request, "url").filter(|url| !url.is_empty() && !url.contains('?'));
    let (Some(url), Some(query)) = (url, request.get("queryString")) else { return };
    if query.items().next().is_some() {
        let start = url.split('#').next().unwrap_or_default();
        write_pairs(query, start, out);
    }
}

/// Writes `start`, followed by form-encoded names and values; after a `?` if something precedes them.
fn write_pairs(pairs: Node<'_>, start: &str, out: &mut Zeroizing<String>) {
    let pairs = || pairs.items().filter_map(named);
    // A growing string would leave copies behind. Each byte takes at most three.
    out.reserve(start.len() + pairs().map(|(name, value)| (name.len() + value.len()) * 3 + 2).sum::<usize>());
    out.push_str(start);
    for (name, value) in pairs() {
        match out.len() {
            0 => {}
            length if length == start.len() => out.push('?'),
            _ => out.push('&'),
        }
        percent_encode(name, out);
        out.push('=');
        percent_encode(value, out);
    }
}

/// Builds the exchange of `entry`.
fn exchange<'a>(
    entry: Node<'a>,
    request: Node<'a>,
    response: Option<Node<'a>>,
    written: &Written<'a>,
    locator: &'a Locator,
) -> Result<Exchange<'a>, String> {
    let headers = headers(request, "request")?.with_cookies(request.get("cookies"));
    let post = request.get("postData").filter(|post| !post.is_null());
    let method = text_or_nothing(request, "method")?;
    let url = text_or_nothing(request, "url")?;
    Ok(Exchange {
        request: Request {
            method,
            url: if written.url.is_empty() { url } else { written.url },
            headers,
            body: request_body(request, headers, post, written),
            media_type: media_type(headers, post),
            known: Known::Whole,
        },
        response: match response {
            Some(response) => answered(response, method, written.content)?,
            None => NOT_ANSWERED,
        },
        recorded_at: text(entry, "startedDateTime"),
        evidence: None,
        // Recorders write what they see.
        values: ValueOrigin::Observed,
        kept: None,
        locator,
    })
}

/// The string at a key of the request, or an empty one: some browsers omit the method of web sockets.
fn text_or_nothing<'a>(request: Node<'a>, key: &str) -> Result<&'a str, String> {
    let Some(value) = request.get(key).filter(|value| !value.is_null()) else { return Ok("") };
    value.as_str().ok_or_else(|| format!("`request.{key}` is not a string"))
}

fn answered<'a>(response: Node<'a>, method: &str, held: Held<'a>) -> Result<Response<'a>, String> {
    let headers = headers(response, "response")?.with_cookies(response.get("cookies"));
    let content = response.get("content").filter(|content| !content.is_null());
    let status = status(response)?;
    Ok(Response {
        status,
        headers,
        body: response_body(response, (method, status), headers, held),
        media_type: media_type(headers, content),
    })
}

/// Without `postData` there was no body, unless other members contradict that.
fn request_body<'a>(
    request: Node<'a>,
    headers: Headers<'a>,
    post: Option<Node<'a>>,
    written: &Written<'a>,
) -> Body<'a> {
    if let Some(body) = written.post.body() {
        return coded::known(body, headers);
    }
    if !written.form.is_empty() {
        return Body::Text(written.form);
    }
    let params = post.and_then(|post| post.get("params"));
    if params.is_some_and(|params| params.items().next().is_some()) {
        return Body::Unrecorded;
    }
    let is_empty = matches!(written.post, Held::Text(_) | Held::Bytes(_));
    let size = size(request, "bodySize");
    if size.is_none() && !is_empty && post.and_then(stated_type).is_some() {
        // A body with a media type existed.
        return Body::Unrecorded;
    }
    // A recorder that keeps headers keeps those that announce a body.
    let is_announced = post.is_some() || headers.get("transfer-encoding").is_some();
    let is_stated = is_empty || (!headers.is_empty() && !is_announced);
    Sizes { body: size.or(is_stated.then_some(0)), transferred: None, announced: announced(headers) }
        .of_request()
}

fn response_body<'a>(
    response: Node<'a>,
    (method, status): (&str, u16),
    headers: Headers<'a>,
    held: Held<'a>,
) -> Body<'a> {
    let content = response.get("content").filter(|content| !content.is_null());
    let stated = content.and_then(|content| number(content, "size"));
    let size = stated.and_then(|size| u64::try_from(size).ok());
    // For a response without a body, browsers show the body in their cache.
    let is_from_cache = status == 304 || method.eq_ignore_ascii_case("HEAD");
    let is_cut_off = text(response, "_error").is_some_and(|error| !error.is_empty());
    // Some recorders state the size of the base64 text.
    let written = content.and_then(|content| text(content, "text")).map(|text| text.len() as u64);
    let is_empty = matches!(held, Held::Text(_) | Held::Bytes(_));
    match held.body() {
        _ if is_from_cache => Body::Absent,
        Some(Body::Text(text)) if is_cut_off || (size > Some(text.len() as u64) && size != written) => {
            Body::Partial(text)
        }
        Some(body) => coded::known(body, headers),
        None if has_no_body(method, status) && size.is_none_or(|size| size == 0) => Body::Absent,
        // An empty text with a size above 0 is a contradiction.
        None if is_empty && size > Some(0) => Body::Untold,
        None => {
            // An empty text is a body, unless its size is unknown.
            let is_empty = is_empty && stated.is_none();
            let body = size.or(is_empty.then_some(0)).filter(|size| *size > 0 || !is_cut_off);
            let transferred = self::size(response, "bodySize");
            Sizes { body, transferred, announced: announced(headers) }.of_response()
        }
    }
}

/// The size at a key; `None` if the recorder does not know it.
fn size(node: Node<'_>, key: &str) -> Option<u64> {
    u64::try_from(number(node, key)?).ok()
}

/// The media type from the headers, or from the recorder's own field.
fn media_type<'a>(headers: Headers<'a>, holder: Option<Node<'a>>) -> Option<&'a str> {
    let named = headers.get("content-type").filter(|name| !name.is_empty());
    named.or_else(|| stated_type(holder?))
}

/// Recorders write `x-unknown` or nothing if no media type was sent.
fn stated_type(holder: Node<'_>) -> Option<&str> {
    text(holder, "mimeType").filter(|name| !name.is_empty() && *name != "x-unknown")
}

/// `encoding` is not a member of `postData` in HAR 1.2, so some recorders use one of their own.
fn is_base64(holder: Node<'_>) -> bool {
    let encoding = text(holder, "encoding").or_else(|| text(holder, "_encoding"));
    encoding.is_some_and(|encoding| encoding.trim().eq_ignore_ascii_case("base64"))
}
