//! Cookies that hold credentials.

use super::credential::is_credential_text;
use super::key_value::{Assignment, NameMatch, is_quote};

/// The most bytes of a header that are read.
const MAX_HEADER: usize = 4096;
/// The shortest value that is a credential: sessions have more, and flags and dates less.
const MIN_VALUE: usize = 16;

/// True for `Cookie: name=credential` and `Set-Cookie: name=credential; Path=/`.
pub(super) fn holds_credential(header: NameMatch<'_>) -> bool {
    let Some(found) = header.value().filter(|found| found.assignment != Assignment::Space) else {
        return false;
    };
    let text = &found.value[..found.value.len().min(MAX_HEADER)];
    let ends = |byte: &u8| match found.quote {
        Some(quote) => *byte == quote || *byte == b'\\',
        None => is_quote(*byte) || matches!(byte, b'\r' | b'\n' | b'\\'),
    };
    let text = &text[..text.iter().position(ends).unwrap_or(text.len())];
    text.split(|byte| *byte == b';').any(|pair| {
        let value = memchr::memchr(b'=', pair).map(|at| pair[at + 1..].trim_ascii());
        value.is_some_and(|value| value.len() >= MIN_VALUE && is_credential_text(value))
    })
}
