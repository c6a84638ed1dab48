//! Base32 (RFC 4648).

use super::noise::is_noise;
use super::section::Section;
use crate::finding::Encoding;

/// The base32 length of eight characters, the shortest text with a named security code.
const MIN_LENGTH: usize = 13;
/// The base32 length of the shortest card number, less one. Many words are longer than a security code would
/// be.
const MIN_LOWERCASE: usize = 20;
/// The bits per character.
const BITS: usize = 5;
/// A prefix before the value may end at any of these alignments.
const PHASES: usize = 8;

/// Decodes each run of base32 characters, all upper case or all lower case, at every alignment that a prefix
/// may cause.
pub(crate) fn each_run(text: &[u8], mut found: impl FnMut(Section)) {
    each_of(text, MIN_LENGTH, |byte| matches!(byte, b'A'..=b'Z' | b'2'..=b'7'), &mut found);
    each_of(text, MIN_LOWERCASE, |byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'), &mut found);
}

fn each_of(text: &[u8], shortest: usize, belongs: impl Fn(u8) -> bool, found: &mut impl FnMut(Section)) {
    // Every run that is long enough contains a probed character.
    let mut at = shortest - 1;
    while let Some(byte) = text.get(at) {
        if !belongs(*byte) {
            at += shortest;
            continue;
        }
        let start = text[..at].iter().rposition(|byte| !belongs(*byte)).map_or(0, |before| before + 1);
        let end = text[at..].iter().position(|byte| !belongs(*byte)).map_or(text.len(), |length| at + length);
        at = end + shortest;
        let run = &text[start..end];
        // Digits alone are a number.
        if run.len() < shortest || run.iter().all(u8::is_ascii_digit) {
            continue;
        }
        for phase in 0..PHASES {
            let bytes = decoded(&run[phase..]);
            if !is_noise(&bytes) {
                found(Section::of_run(Encoding::Base32, start, bytes));
            }
        }
    }
}

fn decoded(run: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(run.len() * BITS / 8);
    let (mut buffer, mut bits) = (0u32, 0);
    for byte in run {
        let value = match byte {
            b'2'..=b'7' => byte - b'2' + 26,
            letter => letter.to_ascii_lowercase() - b'a',
        };
        buffer = (buffer << BITS | u32::from(value)) & 0xFFFF;
        bits += BITS;
        if bits >= 8 {
            bits -= 8;
            bytes.push((buffer >> bits & 0xFF) as u8);
        }
    }
    bytes
}
