//! Percent-encoding, as in URLs and forms.

use memchr::memchr_iter;

use super::section::Section;
use crate::card_data::finding::Encoding;

/// How far before a percent sign its run may start.
const REACH: usize = 64 * 1024;

/// Decodes each run without blanks, quotes and angle brackets that has a percent-encoded byte in it.
pub(in crate::card_data) fn each_run(text: &[u8], mut found: impl FnMut(Section)) {
    let mut done = 0;
    for percent in memchr_iter(b'%', text) {
        if percent < done || encoded_byte(text, percent).is_none() {
            continue;
        }
        let nearest = done.max(percent.saturating_sub(REACH));
        let start = text[nearest..percent]
            .iter()
            .rposition(|byte| ends_run(*byte))
            .map_or(nearest, |at| nearest + at + 1);
        let end = text[percent..]
            .iter()
            .position(|byte| ends_run(*byte))
            .map_or(text.len(), |length| percent + length);
        done = end;
        found(decode(text, start, end));
    }
}

fn decode(text: &[u8], start: usize, end: usize) -> Section {
    let mut bytes = Vec::with_capacity(end - start);
    let mut pieces = vec![(0, start)];
    let mut at = start;
    while at < end {
        match (text[at], encoded_byte(text, at)) {
            (b'%', Some(byte)) => {
                pieces.push((bytes.len(), at));
                bytes.push(byte);
                at += 3;
                pieces.push((bytes.len(), at));
            }
            (b'+', _) => {
                bytes.push(b' ');
                at += 1;
            }
            (byte, _) => {
                bytes.push(byte);
                at += 1;
            }
        }
    }
    Section::of_pieces(Encoding::Percent, bytes, pieces)
}

fn encoded_byte(text: &[u8], at: usize) -> Option<u8> {
    let high = char::from(*text.get(at + 1)?).to_digit(16)?;
    let low = char::from(*text.get(at + 2)?).to_digit(16)?;
    u8::try_from(high * 16 + low).ok()
}

fn ends_run(byte: u8) -> bool {
    byte <= b' ' || matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'`')
}
