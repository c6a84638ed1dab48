//! Logs of gateways: one exchange per line or in a list, as Kong's plugins write it, with the parts side by side, or
//! where a [`LineMap`](super::LineMap) says they are.

use std::io;

use super::decoder::json;
use super::document::Document;
use super::documents::Documents;
use super::format::{Cut, Ending, Format, Frame, Frames};
use super::found::{Found, Pieces};
use super::input::Input;
use super::log_line::Maps;
use super::ndjson::Lines;
use super::outline::Outline;
use super::sniff::{Extent, Match, Start};
use super::told;
use super::tree::Tree;
use super::window::Window;
use crate::json::Tape;

pub(super) const FORMAT: Format = Format {
    endings: &[
        Ending::Shared("ndjson"),
        Ending::Shared("jsonl"),
        Ending::Shared("json"),
        Ending::Shared("log"),
    ],
    recognizes,
    cut: Cut::Stream(|input| Box::new(Log::new(input))),
    read: told::read,
};

/// What Kong writes beside the request and the response.
const KEYS_OF_KONG: &[&str] = &["latencies", "started_at", "client_ip", "upstream_uri"];

fn recognizes(start: &Start<'_>) -> Match {
    let outline = start.outline;
    let is_log = is_nested(outline) || is_flat(outline, start.extent);
    match outline.is_yaml {
        true => Match::No,
        false if is_log => Match::Yes,
        false => outline.otherwise(),
    }
}

/// True for a line of Kong, or with an event of AWS and its answer; for the first of a list of them, and for one over
/// several lines.
pub(super) fn is_nested(outline: &Outline) -> bool {
    let is_of_aws = || {
        outline.any_inside("request").has("httpMethod") || outline.any_inside("response").has("statusCode")
    };
    ["request", "response"].iter().all(|key| outline.any_has(key))
        && (KEYS_OF_KONG.iter().any(|key| outline.any_has(key)) || is_of_aws())
}

/// True for an object with the parts of an exchange, on one line or in a list.
fn is_flat(outline: &Outline, extent: Extent) -> bool {
    let has_any = |keys: &[&str]| keys.iter().any(|key| outline.any_has(key));
    let is_alone = extent == Extent::Lines && !outline.is_list;
    !is_alone
        && !outline.any_has("request")
        && has_any(&["method", "httpMethod", "request_method"])
        && has_any(&["status", "statusCode", "status_code"])
        && has_any(&["url", "uri", "path", "request_uri"])
}

/// A log.
struct Log {
    documents: Documents,
    lines: LogLines,
    /// Whether it is one document, once that is known.
    is_document: Option<bool>,
}

impl Log {
    fn new(input: &Input) -> Self {
        Self { documents: Documents::new(document, input), lines: LogLines::new(input), is_document: None }
    }
}

impl Frames for Log {
    fn next(&mut self, window: &mut Window, max_bytes: usize) -> io::Result<Frame> {
        let is_document = match self.is_document {
            Some(known) => known,
            None => is_document(window)?,
        };
        self.is_document = Some(is_document);
        if is_document { self.documents.next(window, max_bytes) } else { self.lines.next(window, max_bytes) }
    }

    fn own(&self) -> &[u8] {
        if self.is_document == Some(true) { self.documents.own() } else { self.lines.pieces.current() }
    }
}

/// True for a list, and for an object whose first line is its bracket.
fn is_document(window: &mut Window) -> io::Result<bool> {
    let has_line = |window: &Window| window.view().trim_ascii_start().contains(&b'\n');
    while !has_line(window) && !window.view().trim_ascii_start().starts_with(b"[") && window.more()? {}
    let start = window.view().trim_ascii_start();
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    Ok(start.starts_with(b"[") || line.trim_ascii_end() == b"{")
}

fn document(document: &Document<'_>, found: &mut Found<'_>) {
    let maps = Maps::new(document.input.map.clone());
    let root = document.root;
    let one = (!root.is_list()).then_some(root);
    for line in one.into_iter().chain(root.items()) {
        let Tree::Json(node) = line else { continue };
        found.add(line, maps.told(node));
    }
}

/// Cuts a stream into lines and reads each.
struct LogLines {
    lines: Lines,
    maps: Maps,
    tape: Tape,
    pieces: Pieces,
}

impl LogLines {
    fn new(input: &Input) -> Self {
        let maps = Maps::new(input.map.clone());
        Self { lines: Lines, maps, tape: Tape::new(), pieces: Pieces::default() }
    }

    fn line(&mut self, line: &[u8], max_bytes: usize) -> Result<(), String> {
        let told = self.maps.told(json(&mut self.tape, line)?)?;
        self.pieces.exchange(&told, max_bytes).map_err(|_| too_large(max_bytes))
    }

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
}

fn too_large(max_bytes: usize) -> String {
    format!("larger than {} MiB, the maximum for one exchange", max_bytes / (1024 * 1024))
}
