//! Percent-encoding of URLs and forms.

use super::region::each_region;
use super::section::{Pieces, Section};
use crate::finding::Encoding;

/// Decodes each run without blanks, quotes and angle brackets that contains a percent-encoded byte.
pub(crate) fn each_run(text: &[u8], mut found: impl FnMut(Section)) {
    let is_encoded = |at: usize| encoded_byte(text, at).is_some();
    each_region(text, b'%', is_encoded, ends_run, |start, end| found(decode(text, start, end)));
}

fn decode(text: &[u8], start: usize, end: usize) -> Section {
    let mut pieces = Pieces::from(start);
    let mut at = start;
    while at < end {
        match (text[at], encoded_byte(text, at)) {
            (b'%', Some(byte)) => {
                pieces.decoded(at, &[byte], at + 3);
                at += 2;
            }
            (b'+', _) => pieces.plain(b" "),
            (byte, _) => pieces.plain(&[byte]),
        }
        at += 1;
    }
    pieces.section(Encoding::Percent)
}

fn encoded_byte(text: &[u8], at: usize) -> Option<u8> {
    let high = char::from(*text.get(at + 1)?).to_digit(16)?;
    let low = char::from(*text.get(at + 2)?).to_digit(16)?;
    u8::try_from(high * 16 + low).ok()
}

fn ends_run(byte: u8) -> bool {
    byte <= b' ' || matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'`')
}
