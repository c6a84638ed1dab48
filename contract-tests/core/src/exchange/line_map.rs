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

    /// The lines of Kong's plugins for logs.
    pub(super) fn kong() -> Self {
        Self {
            method: all(&["/request/method"]),
            url: all(&["/request/url", "/request/uri"]),
            status: all(&["/response/status"]),
            headers: all(&["/response/headers"]),
            body: all(&["/response/body"]),
            request_headers: all(&["/request/headers"]),
            request_body: all(&["/request/body"]),
        }
    }

    /// Lines with the parts side by side.
    pub(super) fn flat() -> Self {
        Self {
            method: all(&["/method"]),
            url: all(&["/url", "/uri", "/path"]),
            status: all(&["/status"]),
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
    let follow = |pointer: &Pointer| {
        pointer.iter().try_fold(line, |node, name| {
            let item = || node.items().nth(name.parse().ok()?);
            node.get(name).or_else(item)
        })
    };
    pointers.iter().filter_map(follow).find(|node| !node.is_null())
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
