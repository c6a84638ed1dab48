//! Finds JSON Web Tokens.

use memchr::memchr;

use super::decode::decode_run;
use super::invented::is_invented_payload;

/// The base64 of the start of a JSON object: with a quote after the brace, or white space before it.
const STARTS: &[&[u8]] = &[b"eyJ", b"eyAi", b"eyAg", b"ewog", b"ewoJ", b"ewoi", b"ew0K"];

/// No header is longer, although headers may hold certificates.
const MAX_HEADER: usize = 8192;

/// True if base64 of a JSON object may start here.
pub(super) fn starts_as_jwt(text: &[u8]) -> bool {
    STARTS.iter().any(|start| text.starts_with(start))
}

/// True if a JWT other than the invented one starts here.
pub(super) fn is_real_jwt(text: &[u8]) -> bool {
    payload(text).is_some_and(|payload| !is_invented_payload(payload))
}

/// True if a JWT starts here.
pub(super) fn is_jwt(text: &[u8]) -> bool {
    payload(text).is_some()
}

/// True for a truncated JWT as examples show it: a header and dots (`eyJ...`).
pub(super) fn is_truncated_jwt(text: &[u8]) -> bool {
    let text = &text[..text.len().min(MAX_HEADER)];
    let header = text.iter().position(|byte| !is_base64url(*byte)).unwrap_or(text.len());
    let dots = text[header..].iter().take_while(|byte| **byte == b'.').count();
    // The second part of an encrypted JWT may be empty.
    let goes_on = matches!(dots, 1 | 2) && text.get(header + dots).is_some_and(|byte| is_base64url(*byte));
    let decoded = decode_run(&text[..header]);
    !goes_on && (dots > 1 || memchr::memmem::find(&decoded, b"\"alg\"").is_some())
}

/// The payload of a JWT that starts here.
fn payload(text: &[u8]) -> Option<&[u8]> {
    if !starts_as_jwt(text) {
        return None;
    }
    let (header, _) = split_part(&text[..text.len().min(MAX_HEADER)])?;
    let rest = &text[header.len() + 1..];
    if !starts_as_jwt(rest) || !is_object(header) {
        return None;
    }
    let (payload, _) = split_part(rest)?;
    is_object(payload).then_some(payload)
}

/// A base64url part and the text after its dot.
fn split_part(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = text.iter().position(|byte| !is_base64url(*byte))?;
    (text[end] == b'.').then(|| (&text[..end], &text[end + 1..]))
}

fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

fn is_object(part: &[u8]) -> bool {
    let decoded = decode_run(part);
    let inner = decoded.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    inner.is_some_and(|inner| inner.starts_with(b"\"")) && memchr(b':', &decoded).is_some()
}
