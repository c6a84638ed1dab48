//! What the readers of traffic say of streams, in lines that tests compare.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::io::Cursor;
use std::path::PathBuf;

use contract_core::exchange::{Body, Entry, Exchange, Input, Reader, TrafficFormat};

/// What a reader says: one line an exchange, or why there is none.
pub(crate) fn lines(mut reader: Reader, line: impl Fn(&Exchange<'_>) -> String) -> Vec<String> {
    let mut lines = Vec::new();
    while let Some(entry) = reader.next_entry() {
        lines.push(match entry {
            Entry::Unanswered => "unanswered".to_owned(),
            Entry::Unread(unread) => {
                assert!(unread.reason.len() < 300, "{}", unread.reason);
                format!("{} {}", unread.locator.index, unread.reason)
            }
            Entry::Exchange(exchange) => format!("{} {}", exchange.locator.index, line(&exchange)),
        });
    }
    lines
}

/// Method, URL, status and body.
pub(crate) fn in_full(exchange: &Exchange<'_>) -> String {
    let (method, url) = (exchange.request.method, exchange.request.url);
    format!("{method} {url} {} {}", exchange.response.status, body(exchange.response.body))
}

/// Status and body.
pub(crate) fn answered(exchange: &Exchange<'_>) -> String {
    format!("{} {}", exchange.response.status, body(exchange.response.body))
}

/// A body in short.
pub(crate) fn body(body: Body<'_>) -> String {
    match body {
        Body::Absent => "-".to_owned(),
        Body::Untold => "untold".into(),
        Body::Unrecorded => "?".to_owned(),
        Body::Json(node) => node.raw().to_owned(),
        Body::Text(text) => text.to_owned(),
        Body::Partial(text) => format!("{text}..."),
        Body::Bytes(bytes) => format!("{} bytes", bytes.len()),
    }
}

/// A file of this name, to be read in a format if one is given.
pub(crate) fn input(name: impl Into<PathBuf>, format: Option<TrafficFormat>) -> Input {
    let path: PathBuf = name.into();
    Input { name: path.to_string_lossy().into(), path: Some(path), format, ..Input::default() }
}

/// The reader of such bytes.
pub(crate) fn over(bytes: impl AsRef<[u8]>, input: &Input) -> Reader {
    Reader::over(Box::new(Cursor::new(bytes.as_ref().to_vec())), input).unwrap()
}
