//! Parts of URLs, and percent-encoding.

use std::borrow::Cow;

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
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        match (first, after) {
            (b'%', [high, low, tail @ ..]) if hex(high).is_some() && hex(low).is_some() => {
                bytes.push(hex(high).unwrap_or(0) * 16 + hex(low).unwrap_or(0));
                rest = tail;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Percent-encodes everything but unreserved characters, the colon and the comma.
pub fn percent_encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' | b',' => {
                out.push(char::from(byte));
            }
            _ => {
                let digit =
                    |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0').to_ascii_uppercase();
                out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }
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
