//! Pairs of hexadecimal digits.

use super::section::Section;
use crate::finding::Encoding;

/// The hexadecimal length of eight characters, the shortest text with a named security code.
const MIN_LENGTH: usize = 16;

/// Decodes each run of hexadecimal digits from both alignments, because a prefix such as `id` may be part of
/// the run.
pub(crate) fn each_run(text: &[u8], mut found: impl FnMut(Section)) {
    let mut at = 0;
    while let Some(skipped) = text[at..].iter().position(u8::is_ascii_hexdigit) {
        let start = at + skipped;
        let length = text[start..].iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
        at = start + length;
        if length < MIN_LENGTH {
            continue;
        }
        for phase in 0..2 {
            let bytes = text[start + phase..at]
                .chunks_exact(2)
                .map(|pair| value(pair[0]) * 16 + value(pair[1]))
                .collect();
            found(Section::of_run(Encoding::Hex, start, bytes));
        }
    }
}

fn value(digit: u8) -> u8 {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok()).unwrap_or(0)
}
