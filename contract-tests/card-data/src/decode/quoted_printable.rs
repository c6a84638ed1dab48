//! Quoted-printable encoding of mail (RFC 2045).
//!
//! An equals sign with two digits is usually a parameter, so only numbers are decoded: digits and separators,
//! plain or encoded.

use memchr::memchr_iter;

use super::section::{Pieces, Section};
use crate::finding::Encoding;

/// How many encoded characters prove the encoding.
const CERTAIN: usize = 2;

/// Decodes each number that contains soft line breaks or encoded characters.
pub(crate) fn each_run(text: &[u8], mut found: impl FnMut(Section)) {
    let mut done = 0;
    for equals in memchr_iter(b'=', text) {
        if equals < done || piece(text, equals).is_none() {
            continue;
        }
        let plain = text[done..equals].iter().rposition(|byte| !is_plain(*byte));
        let start = plain.map_or(done, |before| done + before + 1);
        let (section, certain, end) = decode(text, start);
        done = end;
        if certain {
            found(section);
        }
    }
}

/// An encoded element.
enum Piece {
    /// A soft line break; holds its length.
    SoftBreak(usize),
    /// An encoded digit or separator.
    Encoded(u8),
}

fn decode(text: &[u8], start: usize) -> (Section, bool, usize) {
    // The adjacent character decides whether this is a card number.
    let before = start.checked_sub(1).filter(|_| is_plain(text[start]));
    let mut at = before.unwrap_or(start);
    let mut pieces = Pieces::from(at);
    pieces.plain(&text[at..start]);
    at = start;
    let (mut encoded, mut breaks) = (0, 0);
    while let Some(&byte) = text.get(at) {
        if is_plain(byte) {
            pieces.plain(&[byte]);
            at += 1;
            continue;
        }
        match piece(text, at) {
            Some(Piece::SoftBreak(length)) => {
                breaks += 1;
                pieces.decoded(at, &[], at + length);
                at += length;
            }
            Some(Piece::Encoded(byte)) => {
                encoded += 1;
                pieces.decoded(at, &[byte], at + 3);
                at += 3;
            }
            None => break,
        }
    }
    let behind = text.get(at).filter(|byte| **byte != b'=');
    pieces.plain(behind.map(std::slice::from_ref).unwrap_or_default());
    (pieces.section(Encoding::QuotedPrintable), encoded >= CERTAIN || breaks > 0, at)
}

fn piece(text: &[u8], at: usize) -> Option<Piece> {
    match text.get(at..)? {
        [b'=', b'\n', ..] => Some(Piece::SoftBreak(2)),
        [b'=', b'\r', b'\n', ..] => Some(Piece::SoftBreak(3)),
        [b'=', b'3', digit @ b'0'..=b'9', ..] => Some(Piece::Encoded(*digit)),
        [b'=', b'2', b'0', ..] => Some(Piece::Encoded(b' ')),
        [b'=', b'2', b'D', ..] => Some(Piece::Encoded(b'-')),
        _ => None,
    }
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b' ' | b'-')
}
