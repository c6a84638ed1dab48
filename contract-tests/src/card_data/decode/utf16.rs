//! UTF-16, which hides digits from every search for bytes.

use memchr::memchr;

use super::section::Section;
use crate::card_data::finding::Encoding;

/// The shortest text with a named security code.
const FEWEST: usize = 8;

/// How many bytes are looked at to tell UTF-16 from binary data.
const SAMPLE: usize = 256;

/// The text in UTF-8, if the bytes look like UTF-16: a byte order mark, or mostly zeros in every other byte.
pub(in crate::card_data) fn decode_utf16(bytes: &[u8]) -> Option<Vec<u8>> {
    let little = match bytes {
        [0xFF, 0xFE, ..] => true,
        [0xFE, 0xFF, ..] => false,
        _ => guess_little_endian(bytes)?,
    };
    let units = bytes.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    });
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Some(text.into_bytes())
}

fn guess_little_endian(bytes: &[u8]) -> Option<bool> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let pairs = sample.len() / 2;
    if pairs < 8 {
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

/// Calls back with each piece of ASCII text that stands in UTF-16 in something else: every other byte is zero, and which
/// of the two comes first doesn't matter.
pub(in crate::card_data) fn each_utf16(bytes: &[u8], mut found: impl FnMut(Section)) {
    let is_text =
        |at: usize| bytes.get(at).is_some_and(|byte| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r'));
    let mut at = 0;
    while let Some(zero) = memchr(0, &bytes[at..]).map(|skipped| at + skipped) {
        // The character before it, or the one behind.
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
        if text.len() >= FEWEST {
            found(Section::of_run(Encoding::Utf16, start, text));
        }
    }
}
