//! Pairs of hexadecimal digits.

use super::noise::is_noise;
use super::section::Section;
use crate::finding::Encoding;

/// The hexadecimal length of eight characters, the shortest text with a named security code.
const MIN_LENGTH: usize = 16;

/// Decodes each run of hexadecimal digits from both alignments, because a prefix such as `id` may be part of
/// the run, and leaves out noise.
pub(crate) fn each_run(text: &[u8], mut found: impl FnMut(Section)) {
    let mut bytes = Vec::new();
    // Every run that is long enough contains a probed byte.
    let mut probed = MIN_LENGTH - 1;
    while let Some(byte) = text.get(probed) {
        if !byte.is_ascii_hexdigit() {
            probed += MIN_LENGTH;
            continue;
        }
        let before = text[..probed].iter().rposition(|byte| !byte.is_ascii_hexdigit());
        let start = before.map_or(0, |before| before + 1);
        let behind = text[probed..].iter().position(|byte| !byte.is_ascii_hexdigit());
        let end = behind.map_or(text.len(), |length| probed + length);
        probed = end + MIN_LENGTH;
        if end - start < MIN_LENGTH {
            continue;
        }
        for phase in 0..2 {
            bytes.clear();
            let pairs = text[start + phase..end].chunks_exact(2);
            bytes.extend(pairs.map(|pair| value(pair[0]) * 16 + value(pair[1])));
            if !is_noise(&bytes) {
                found(Section::of_run(Encoding::Hex, start, std::mem::take(&mut bytes)));
            }
        }
    }
}

fn value(digit: u8) -> u8 {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok()).unwrap_or(0)
}
