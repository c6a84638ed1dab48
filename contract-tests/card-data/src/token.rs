//! Finds JSON Web Tokens.

use std::ops::Range;

use memchr::memchr;

use super::decode::decode_run;
use super::invented::is_invented_payload;

/// The base64 of the start of a JSON object: with a quote after the brace, or white space before it.
const STARTS: &[&[u8]] = &[b"eyJ", b"eyAi", b"eyAg", b"ewog", b"ewoJ", b"ewoi", b"ew0K"];

/// No header is longer, although headers may hold certificates.
const MAX_HEADER: usize = 8192;

/// The base64 length in which the first member of an object has its name.
const OBJECT_HEAD: usize = 256;

/// True if base64 of a JSON object may start here.
pub(super) fn starts_as_jwt(text: &[u8]) -> bool {
    STARTS.iter().any(|start| text.starts_with(start))
}

/// Judges the JSON Web Tokens of a text, from left to right. Each run of characters is measured once, however many
/// tokens may start in it.
pub(super) struct Tokens<'t> {
    text: &'t [u8],
    /// The last two runs that were measured: those of a header and of a payload.
    runs: [Range<usize>; 2],
}

impl<'t> Tokens<'t> {
    pub(super) fn of(text: &'t [u8]) -> Self {
        Self { text, runs: [0..0, 0..0] }
    }

    /// True if a JWT other than the invented one starts here.
    pub(super) fn is_real_jwt(&mut self, at: usize) -> bool {
        self.payload(at).is_some_and(|payload| !is_invented_payload(payload))
    }

    /// The payload of a JWT that starts here.
    fn payload(&mut self, at: usize) -> Option<&'t [u8]> {
        let text = self.text;
        let header = text.get(at..self.run_end(at))?;
        let rest = text.get(at + header.len()..)?.strip_prefix(b".")?;
        if header.len() > MAX_HEADER || !starts_as_jwt(header) || !starts_as_jwt(rest) || !is_object(header) {
            return None;
        }
        let start = at + header.len() + 1;
        let end = self.run_end(start);
        let payload = text.get(start..end)?;
        (text.get(end) == Some(&b'.') && is_object(payload)).then_some(payload)
    }

    /// The end of the run of base64url characters at `at`.
    fn run_end(&mut self, at: usize) -> usize {
        if let Some(known) = self.runs.iter().find(|run| run.contains(&at)) {
            return known.end;
        }
        let behind = self.text.get(at..).unwrap_or_default();
        let length = behind.iter().position(|byte| !is_base64url(*byte)).unwrap_or(behind.len());
        self.runs.swap(0, 1);
        self.runs[1] = at..at + length;
        at + length
    }
}

/// True if a JWT starts here.
pub(super) fn is_jwt(text: &[u8]) -> bool {
    Tokens::of(text).payload(0).is_some()
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

fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// True for the start of a JSON object. The name of the first member and its colon show it.
fn is_object(part: &[u8]) -> bool {
    let decoded = decode_run(&part[..part.len().min(OBJECT_HEAD)]);
    let inner = decoded.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    inner.is_some_and(|inner| inner.starts_with(b"\"")) && memchr(b':', &decoded).is_some()
}
