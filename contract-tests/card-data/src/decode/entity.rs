//! Character references of HTML and XML.

use memchr::memchr;

use super::region::each_region;
use super::section::{Pieces, Section};
use crate::finding::Encoding;

/// The length of the longest reference, without ampersand and semicolon: `#x0010FFFF`.
const MAX_LENGTH: usize = 10;

/// Named references that occur in or around numbers and names.
const NAMED: &[(&[u8], char)] = &[
    (b"amp", '&'),
    (b"apos", '\''),
    (b"colon", ':'),
    (b"dash", '\u{2010}'),
    (b"emsp", '\u{2003}'),
    (b"ensp", '\u{2002}'),
    (b"equals", '='),
    (b"gt", '>'),
    (b"hyphen", '\u{2010}'),
    (b"lt", '<'),
    (b"mdash", '\u{2014}'),
    (b"minus", '\u{2212}'),
    (b"nbsp", '\u{a0}'),
    (b"ndash", '\u{2013}'),
    (b"period", '.'),
    (b"quot", '"'),
    (b"shy", '\u{ad}'),
    (b"sol", '/'),
    (b"thinsp", '\u{2009}'),
];

/// Decodes each line that contains a reference.
pub(crate) fn each_run(text: &[u8], mut found: impl FnMut(Section)) {
    let is_reference = |at: usize| reference(text, at).is_some();
    let ends_line = |byte: u8| byte == b'\n';
    each_region(text, b'&', is_reference, ends_line, |start, end| found(decode(text, start, end)));
}

fn decode(text: &[u8], start: usize, end: usize) -> Section {
    let mut pieces = Pieces::from(start);
    let mut at = start;
    while at < end {
        let plain = memchr(b'&', &text[at..end]).map_or(end, |length| at + length);
        pieces.plain(&text[at..plain]);
        at = plain;
        match reference(text, at) {
            Some((character, behind)) if behind <= end => {
                pieces.decoded(at, character.encode_utf8(&mut [0; 4]).as_bytes(), behind);
                at = behind;
            }
            _ if at < end => {
                pieces.plain(b"&");
                at += 1;
            }
            _ => {}
        }
    }
    pieces.section(Encoding::Entity)
}

/// The character of the reference at `at`, and the offset after it.
fn reference(text: &[u8], at: usize) -> Option<(char, usize)> {
    let from = at + 1;
    let window = text.get(from..text.len().min(from + MAX_LENGTH + 1))?;
    let length = window.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#');
    let name = &window[..length.unwrap_or(window.len())];
    let is_ended = window.get(name.len()) == Some(&b';');
    let behind = from + name.len() + usize::from(is_ended);
    if let Some(number) = name.strip_prefix(b"#") {
        let (digits, radix) = match number {
            [b'x' | b'X', digits @ ..] => (digits, 16),
            digits => (digits, 10),
        };
        // HTML parsers accept a numeric reference without its semicolon.
        let code = u32::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok()?;
        return Some((char::from_u32(code)?, behind));
    }
    let (_, character) = NAMED.iter().find(|(known, _)| is_ended && *known == name)?;
    Some((*character, behind))
}
