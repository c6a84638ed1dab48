//! Bodies that a recorder kept as they were transferred, which is compressed.

use std::io::Cursor;

use zeroize::Zeroizing;

use super::compression::Compression;
use super::model::{Body, Headers};
use crate::zeroed::read_within;

/// The largest decompressed body that is read, in bytes.
const MAX_BYTES: usize = 32 << 20;

/// What the first bytes of a body say about its compression.
pub(super) enum Coding {
    /// It has none that is known.
    Plain,
    /// The body without it.
    Decompressed(Zeroizing<Vec<u8>>),
    /// The body is damaged, or too large without it.
    Unreadable,
}

impl Coding {
    /// Reads a body.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let Some(compression) = Compression::of(bytes) else { return Self::Plain };
        // The reader needs bytes of its own.
        let stream = compression.open(Box::new(Cursor::new(Zeroizing::new(bytes.to_vec()))));
        stream
            .ok()
            .and_then(|stream| read_within(stream, MAX_BYTES))
            .map_or(Self::Unreadable, Self::Decompressed)
    }
}

/// True for the first bytes of a compressed body where they were read as text, rightly or not.
pub(super) fn is_misread(text: &str) -> bool {
    let mut start = text.chars();
    start.next() == Some('\u{1f}') && matches!(start.next(), Some('\u{8b}' | char::REPLACEMENT_CHARACTER))
}

/// Writes the bytes of a text that has a character for each byte. False if it is another text.
pub(super) fn of_latin1(text: &str, out: &mut Zeroizing<Vec<u8>>) -> bool {
    out.clear();
    out.reserve(text.chars().count());
    let bytes = text.chars().map_while(|character| u8::try_from(u32::from(character)).ok());
    out.extend(bytes);
    out.len() == text.chars().count()
}

/// The body, which is not known if it is still in the content coding that the headers have.
pub(super) fn known<'a>(body: Body<'a>, headers: Headers<'a>) -> Body<'a> {
    let coding = headers.get("content-encoding").map(str::trim).unwrap_or_default();
    match body {
        Body::Bytes(_) if !coding.is_empty() && !coding.eq_ignore_ascii_case("identity") => Body::Unrecorded,
        body => body,
    }
}
