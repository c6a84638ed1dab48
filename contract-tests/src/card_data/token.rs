//! Finds JSON Web Tokens.

use memchr::memchr;

use super::decode::decode_run;
use super::invented::is_invented_payload;

/// What each JSON object that starts with a quote becomes in base64.
pub(super) const JWT_START: &[u8] = b"eyJ";

/// True if a JWT starts here, other than the invented one.
pub(super) fn is_foreign_jwt(text: &[u8]) -> bool {
    let Some((header, rest)) = split_part(text) else {
        return false;
    };
    let Some((payload, _)) = split_part(rest) else {
        return false;
    };
    is_object(header) && payload.starts_with(JWT_START) && is_object(payload) && !is_invented_payload(payload)
}

/// A base64url part and what follows its dot.
fn split_part(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = text
        .iter()
        .position(|byte| !matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_'))?;
    (text[end] == b'.').then(|| (&text[..end], &text[end + 1..]))
}

fn is_object(part: &[u8]) -> bool {
    let decoded = decode_run(part);
    decoded.starts_with(b"{\"") && memchr(b':', &decoded).is_some()
}
