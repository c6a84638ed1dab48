//! UTF-16, which hides digits from byte searches.

use memchr::memchr;

use super::section::Section;
use crate::finding::Encoding;

/// The length of the shortest text with a named security code.
const MIN_BYTES: usize = 8;

/// How many bytes are sampled to tell UTF-16 from binary data.
const SAMPLE: usize = 256;

/// The fewest pairs of bytes that are taken for UTF-16 without a byte order mark.
pub(super) const MIN_PAIRS: usize = 8;

/// The distance between stored positions, in bytes.
const STEP: usize = 1024;

/// True if the bytes look like UTF-16: they have a byte order mark, or every other byte is mostly zero.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    is_little_endian(bytes).is_some()
}

/// Text decoded from UTF-16.
pub(crate) struct Utf16 {
    /// The text in UTF-8.
    pub(crate) text: Vec<u8>,
    /// The number of UTF-16 units before each [`STEP`] bytes of the text.
    units: Vec<usize>,
}

impl Utf16 {
    /// The offset in UTF-16 of an offset in the text.
    pub(crate) fn encoded_offset(&self, offset: usize) -> usize {
        let step = offset / STEP;
        let before = self.units.get(step).copied().unwrap_or(0);
        2 * (before + units(self.text.get(step * STEP..offset).unwrap_or_default()))
    }
}

/// The UTF-16 units of the characters that start in these bytes; characters of four bytes take two.
fn units(text: &[u8]) -> usize {
    text.iter().map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(*byte >= 0xF0)).sum()
}

/// The text, if the bytes look like UTF-16.
pub(crate) fn decode_utf16(bytes: &[u8]) -> Option<Utf16> {
    let little = is_little_endian(bytes)?;
    let code_units = bytes.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    });
    let text: String =
        char::decode_utf16(code_units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    let text = text.into_bytes();
    let mut before = 0;
    let counted = text.chunks(STEP).map(|bytes| {
        let start = before;
        before += units(bytes);
        start
    });
    let units = counted.collect();
    Some(Utf16 { text, units })
}

fn is_little_endian(bytes: &[u8]) -> Option<bool> {
    match bytes {
        [0xFF, 0xFE, ..] => Some(true),
        [0xFE, 0xFF, ..] => Some(false),
        _ => guess_little_endian(bytes),
    }
}

fn guess_little_endian(bytes: &[u8]) -> Option<bool> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let pairs = sample.len() / 2;
    if pairs < MIN_PAIRS {
        return None;
    }
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let mostly = |count: usize| count * 4 >= pairs * 3;
    match (mostly(zeros(0)), mostly(zeros(1))) {
        (false, true) => Some(true),
        (true, false) => Some(false),
        _ => None,
    }
}

/// Calls `found` with each piece of ASCII text that is stored as UTF-16 inside other data, in either byte
/// order.
pub(crate) fn each_utf16(bytes: &[u8], mut found: impl FnMut(Section)) {
    let is_text =
        |at: usize| bytes.get(at).is_some_and(|byte| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r'));
    let mut at = 0;
    while let Some(zero) = memchr(0, &bytes[at..]).map(|skipped| at + skipped) {
        // The character before the zero, or the one after it.
        let start = if zero > at && is_text(zero - 1) { zero - 1 } else { zero + 1 };
        let mut end = start;
        let mut text = Vec::new();
        while is_text(end) {
            text.push(bytes[end]);
            end += 1;
            if bytes.get(end) != Some(&0) {
                break;
            }
            end += 1;
        }
        at = end.max(zero + 1);
        if text.len() >= MIN_BYTES {
            found(Section::of_run(Encoding::Utf16, start, text));
        }
    }
}
