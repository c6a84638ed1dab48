//! Parts of URLs, and percent-encoding.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What [`percent_encode`] encodes: all but the unreserved characters of RFC 3986, and two more that are common in paths.
const ENCODED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b':').remove(b',');

/// The path and the query of an absolute or relative URL.
#[must_use]
pub fn path_and_query(url: &str) -> (&str, &str) {
    let url = url.split_once('#').map_or(url, |(before, _)| before);
    let after_scheme = match url.find("://") {
        Some(at) if !url.get(..at).unwrap_or_default().contains(['/', '?']) => {
            url.get(at + 3..).unwrap_or_default()
        }
        _ if url.starts_with("//") => url.get(2..).unwrap_or_default(),
        _ => return url.split_once('?').unwrap_or((url, "")),
    };
    let path_start = after_scheme.find(['/', '?']).unwrap_or(after_scheme.len());
    let rest = after_scheme.get(path_start..).unwrap_or_default();
    rest.split_once('?').unwrap_or((rest, ""))
}

/// The segments of a path; a trailing slash makes no difference.
pub(super) fn split(path: &str) -> impl Iterator<Item = &str> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    path.split('/').filter(move |_| !path.is_empty())
}

/// Percent-decodes a text; returns it unchanged if the result is not UTF-8.
#[must_use]
pub fn percent_decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8().unwrap_or(Cow::Borrowed(text))
}

/// Percent-encodes everything but unreserved characters, the colon and the comma.
pub fn percent_encode(text: &str, out: &mut String) {
    out.extend(utf8_percent_encode(text, ENCODED));
}

/// A pair of a query or form, decoded.
pub(super) fn decoded_pair(pair: &str) -> (Cow<'_, str>, Cow<'_, str>) {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    (form_decoded(name), form_decoded(value))
}

/// Percent-decoded, with `+` for a space.
pub(crate) fn form_decoded(text: &str) -> Cow<'_, str> {
    if text.contains('+') {
        return Cow::Owned(percent_decoded(&text.replace('+', " ")).into_owned());
    }
    percent_decoded(text)
}
