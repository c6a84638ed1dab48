//! The names of operations that the document does not declare.

use std::borrow::Cow;

use super::{HIDDEN_NAME, declares, is_marker, shown_name, shown_path};
use crate::spec::Spec;

/// The methods of HTTP and its extensions (IANA) that APIs use.
const METHODS: &[&str] = &[
    "CONNECT",
    "COPY",
    "DELETE",
    "GET",
    "HEAD",
    "LINK",
    "LOCK",
    "MERGE",
    "MKCOL",
    "MOVE",
    "OPTIONS",
    "PATCH",
    "POST",
    "PROPFIND",
    "PROPPATCH",
    "PURGE",
    "PUT",
    "QUERY",
    "REPORT",
    "SEARCH",
    "TRACE",
    "UNLINK",
    "UNLOCK",
];

/// A method as shown, in capital letters.
#[must_use]
pub fn shown_method(method: &str) -> &'static str {
    let known = METHODS.iter().find(|known| known.eq_ignore_ascii_case(method));
    known.copied().unwrap_or(HIDDEN_NAME)
}

/// What stands for an operation in a report, as shown: the id of a declared one, or a method with a declared path or one
/// of names, or the word for what is no request to an API.
#[must_use]
pub fn shown_operation<'t>(spec: Option<&Spec>, text: &'t str) -> Cow<'t, str> {
    if declares(spec, text) || is_marker(text) {
        return Cow::Borrowed(text);
    }
    let Some((method, path)) = text.split_once(' ') else { return shown_name(text) };
    let operations = spec.map(|spec| spec.operations.as_slice()).unwrap_or_default();
    let is_declared = || operations.iter().any(|operation| operation.path == path);
    let path = if is_declared() { Cow::Borrowed(path) } else { Cow::Owned(shown_path(spec, path)) };
    Cow::Owned(format!("{} {path}", shown_method(method)))
}
