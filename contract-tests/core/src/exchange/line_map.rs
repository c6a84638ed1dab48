//! Where the lines of a log have the parts of an exchange.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use cartevo_yaml::pointer;
use serde::Deserialize;

use crate::json::Node;

/// A JSON pointer, as the names in it.
type Pointer = Vec<String>;

/// The pointers to the parts of an exchange in a line of a log. Of several pointers to a part, the first that leads
/// somewhere counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineMap {
    pub(super) method: Vec<Pointer>,
    pub(super) url: Vec<Pointer>,
    pub(super) status: Vec<Pointer>,
    pub(super) headers: Vec<Pointer>,
    pub(super) body: Vec<Pointer>,
    pub(super) request_headers: Vec<Pointer>,
    pub(super) request_body: Vec<Pointer>,
}

/// A file of pointers that cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum LineMapError {
    /// The file cannot be read.
    #[error("cannot read {path}: {error}", path = crate::harmless::path(path))]
    #[diagnostic(help("name a TOML file with JSON pointers, such as `url = \"/http/target\"`"))]
    Unreachable {
        /// The path as given.
        path: PathBuf,
        /// The cause.
        error: io::Error,
    },
    /// It is not a list of pointers.
    #[error("{path}{place}: {reason}", path = crate::harmless::path(path))]
    #[diagnostic(help(
        "write one JSON pointer each for `method`, `url` and `status`, and where the log has them `headers`, `body`, `request_headers` and `request_body`"
    ))]
    Wrong {
        /// The path as given.
        path: PathBuf,
        /// `:LINE`, if it is known.
        place: String,
        /// What is wrong.
        reason: String,
    },
}

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    method: String,
    url: String,
    status: String,
    headers: Option<String>,
    body: Option<String>,
    request_headers: Option<String>,
    request_body: Option<String>,
}

impl LineMap {
    /// Reads a file of pointers.
    ///
    /// # Errors
    /// The file cannot be read, or is not a table of JSON pointers with `method`, `url` and `status`.
    pub fn load(path: &Path) -> Result<Self, LineMapError> {
        let unreachable = |error| LineMapError::Unreachable { path: path.to_owned(), error };
        let text = fs::read_to_string(path).map_err(unreachable)?;
        let written: Written = toml::from_str(&text).map_err(|error| {
            let line = |span: std::ops::Range<usize>| {
                text.get(..span.start).unwrap_or_default().lines().count().max(1)
            };
            let place = error.span().map(|span| format!(":{}", line(span))).unwrap_or_default();
            LineMapError::Wrong { path: path.to_owned(), place, reason: error.message().to_owned() }
        })?;
        let one = |name: &str, written: Option<String>| {
            let Some(written) = written else { return Ok(Vec::new()) };
            let wrong = || LineMapError::Wrong {
                path: path.to_owned(),
                place: String::new(),
                reason: format!("`{name}` is no JSON pointer, which starts with `/`"),
            };
            parsed(&written).filter(|names| !names.is_empty()).map(|names| vec![names]).ok_or_else(wrong)
        };
        Ok(Self {
            method: one("method", Some(written.method))?,
            url: one("url", Some(written.url))?,
            status: one("status", Some(written.status))?,
            headers: one("headers", written.headers)?,
            body: one("body", written.body)?,
            request_headers: one("request_headers", written.request_headers)?,
            request_body: one("request_body", written.request_body)?,
        })
    }

    /// Lines with the request and the response, as Kong's plugins write them, or events of AWS.
    pub(super) fn nested() -> Self {
        Self {
            method: all(&["/request/method", "/request/httpMethod"]),
            url: all(&["/request/url", "/request/request_uri", "/request/uri", "/request/path"]),
            status: all(&["/response/status", "/response/statusCode"]),
            headers: all(&["/response/headers"]),
            body: all(&["/response/body"]),
            request_headers: all(&["/request/headers"]),
            request_body: all(&["/request/body"]),
        }
    }

    /// Lines with the parts side by side.
    pub(super) fn flat() -> Self {
        Self {
            method: all(&["/method", "/httpMethod", "/request_method"]),
            url: all(&["/url", "/uri", "/path", "/request_uri"]),
            status: all(&["/status", "/statusCode", "/status_code"]),
            headers: all(&["/headers", "/response_headers"]),
            body: all(&["/body", "/response_body"]),
            request_headers: all(&["/request_headers"]),
            request_body: all(&["/request_body"]),
        }
    }
}

fn all(written: &[&str]) -> Vec<Pointer> {
    written.iter().filter_map(|pointer| parsed(pointer)).collect()
}

fn parsed(written: &str) -> Option<Pointer> {
    Some(pointer::names(written)?.map(std::borrow::Cow::into_owned).collect())
}

/// The value that the first pointer leads to.
pub(super) fn found<'a>(line: Node<'a>, pointers: &[Pointer]) -> Option<Node<'a>> {
    pointers.iter().filter_map(|pointer| follow(line, pointer)).find(|node| !node.is_null())
}

/// A value with the one that holds it.
#[derive(Clone, Copy)]
pub(super) struct Place<'a, 'm> {
    pub(super) holder: Node<'a>,
    pub(super) value: Node<'a>,
    /// The name of the value.
    pub(super) name: &'m str,
}

/// The place that the first pointer leads to.
pub(super) fn place<'a, 'm>(line: Node<'a>, pointers: &'m [Pointer]) -> Option<Place<'a, 'm>> {
    let place = |pointer: &'m Pointer| {
        let (name, above) = pointer.split_last()?;
        let holder = follow(line, above)?;
        Some(Place { holder, value: step(holder, name)?, name })
    };
    pointers.iter().filter_map(place).find(|place| !place.value.is_null())
}

fn follow<'a>(line: Node<'a>, pointer: &[String]) -> Option<Node<'a>> {
    pointer.iter().try_fold(line, |node, name| step(node, name))
}

/// The member with this name, or the item at this index.
fn step<'a>(node: Node<'a>, name: &str) -> Option<Node<'a>> {
    node.get(name).or_else(|| node.items().nth(name.parse().ok()?))
}

/// The pointers as shown in messages.
pub(super) fn shown(pointers: &[Pointer]) -> String {
    let one = |names: &Pointer| {
        let mut written = String::new();
        for name in names {
            pointer::push(&mut written, name);
        }
        format!("`{written}`")
    };
    pointers.iter().map(one).collect::<Vec<_>>().join(" or ")
}
