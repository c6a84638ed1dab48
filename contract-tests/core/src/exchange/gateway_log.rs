//! Logs of gateways: one exchange per line, as Kong's plugins write it, with the parts side by side, or where a
//! [`LineMap`] says they are.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use jiff::Timestamp;

use super::decoder::json;
use super::format::{Ending, Format, Frame, Frames};
use super::found::Pieces;
use super::input::Input;
use super::line_map::{self, LineMap};
use super::model::Known;
use super::ndjson::Lines;
use super::sniff::{Extent, Match, Start};
use super::status::status_of;
use super::told::{self, Answer, Content, Message, Origin, Sent, Told};
use super::told_headers::add_headers;
use super::tree::Tree;
use super::window::Window;
use crate::json::{Kind, Node, Tape};
use crate::spec::percent_encode;

pub(super) const FORMAT: Format = Format {
    endings: &[
        Ending::Shared("ndjson"),
        Ending::Shared("jsonl"),
        Ending::Shared("json"),
        Ending::Shared("log"),
    ],
    recognizes,
    frames: |input| Box::new(LogLines::new(input)),
    read: told::read,
};

/// What Kong writes beside the request and the response.
const KEYS_OF_KONG: &[&str] = &["latencies", "started_at", "client_ip", "upstream_uri"];

fn recognizes(start: &Start<'_>) -> Match {
    let outline = start.outline;
    let is_line = start.extent != Extent::Lines && !outline.is_list && !outline.is_yaml;
    let has_any = |keys: &[&str]| keys.iter().any(|key| outline.has(key));
    let is_kong = outline.has("request") && outline.has("response") && has_any(KEYS_OF_KONG);
    let is_flat = outline.has("method") && outline.has("status") && has_any(&["url", "uri", "path"]);
    match is_line {
        false => Match::No,
        true if is_kong || (is_flat && !outline.has("request")) => Match::Yes,
        true => outline.otherwise(),
    }
}

/// Cuts a stream into lines and reads each.
struct LogLines {
    lines: Lines,
    map: Option<Arc<LineMap>>,
    kong: LineMap,
    flat: LineMap,
    tape: Tape,
    pieces: Pieces,
}

impl LogLines {
    fn new(input: &Input) -> Self {
        Self {
            lines: Lines,
            map: input.map.clone(),
            kong: LineMap::kong(),
            flat: LineMap::flat(),
            tape: Tape::new(),
            pieces: Pieces::default(),
        }
    }

    fn line(&mut self, line: &[u8], max_bytes: usize) -> Result<(), String> {
        let root = json(&mut self.tape, line)?;
        if root.kind() != Kind::Object {
            return Err("the line is not an object".to_owned());
        }
        let is_kong = ["request", "response"]
            .iter()
            .all(|key| root.get(key).is_some_and(|part| part.kind() == Kind::Object));
        let map = self.map.as_deref().unwrap_or(if is_kong { &self.kong } else { &self.flat });
        let told = told(root, map)?;
        self.pieces.exchange(&told, max_bytes).map_err(|_| too_large(max_bytes))
    }
}

fn too_large(max_bytes: usize) -> String {
    format!("larger than {} MiB, the maximum for one exchange", max_bytes / (1024 * 1024))
}

impl Frames for LogLines {
    fn next(&mut self, window: &mut Window, max_bytes: usize) -> io::Result<Frame> {
        let length = match self.lines.next(window, max_bytes)? {
            Frame::Entry(length) => length,
            other => return Ok(other),
        };
        self.pieces.clear();
        let line = window.view().get(..length).unwrap_or_default();
        let read = self.line(line, max_bytes);
        window.pass(length);
        match (read, self.pieces.next()) {
            (Err(reason), _) => Ok(Frame::Unread(reason)),
            (Ok(()), piece) => Ok(piece.unwrap_or(Frame::End)),
        }
    }

    fn own(&self) -> &[u8] {
        self.pieces.current()
    }
}

fn told<'t>(line: Node<'t>, map: &LineMap) -> Result<Told<'t>, String> {
    let missing =
        |pointers: &[Vec<String>]| format!("{} is missing or not a string", line_map::shown(pointers));
    let text = |pointers: &[Vec<String>]| {
        line_map::found(line, pointers).and_then(Node::as_str).ok_or_else(|| missing(pointers))
    };
    let status = line_map::found(line, &map.status).and_then(|status| Tree::Json(status).text());
    let status = match status.as_deref() {
        // No response was sent.
        Some("0") => None,
        _ => Some(status_of(status).map_err(|reason| format!("{} {reason}", line_map::shown(&map.status)))?),
    };
    let answer = message(line, &map.headers, &map.body)?;
    Ok(Told {
        origin: Origin::Recorder,
        request: Sent {
            method: text(&map.method)?.into(),
            url: with_query(text(&map.url)?, line),
            message: message(line, &map.request_headers, &map.request_body)?,
            known: Known::Whole,
        },
        response: status.map(|status| Answer { status, message: answer }),
        recorded_at: line.get("started_at").and_then(date),
    })
}

/// The URL with the query, where Kong lists it separately only.
fn with_query<'t>(url: &'t str, line: Node<'t>) -> Cow<'t, str> {
    let query = line.get("request").and_then(|request| request.get("querystring"));
    let Some(query) = query.filter(|_| !url.contains('?')) else { return url.into() };
    let mut whole = url.to_owned();
    for (name, value) in query.members() {
        let value = Tree::Json(value);
        for value in value.text().into_iter().chain(value.items().filter_map(Tree::text)) {
            whole.push(if whole.len() == url.len() { '?' } else { '&' });
            percent_encode(name, &mut whole);
            whole.push('=');
            percent_encode(&value, &mut whole);
        }
    }
    whole.into()
}

/// A log says nothing about what it has no member for.
fn message<'t>(line: Node<'t>, headers: &[Vec<String>], body: &[Vec<String>]) -> Result<Message<'t>, String> {
    let mut message = Message { body: content(line_map::found(line, body)), ..Message::default() };
    if let Some(headers) = line_map::found(line, headers) {
        add_headers(Tree::Json(headers), &mut message)?;
    }
    Ok(message)
}

/// A text is the body, anything else is JSON that is part of the line.
fn content(body: Option<Node<'_>>) -> Content<'_> {
    let Some(body) = body else { return Content::Untold };
    Content::Text(body.as_str().unwrap_or_else(|| body.raw()).into())
}

/// The date of a time in milliseconds.
fn date(time: Node<'_>) -> Option<Cow<'_, str>> {
    let milliseconds = time.as_number()?.as_i64()?;
    let time = Timestamp::from_millisecond(milliseconds).ok()?;
    Some(time.to_string().get(..10)?.to_owned().into())
}
