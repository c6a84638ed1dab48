//! Backslash escapes of JSON and of the programming languages it is pasted from.

use memchr::{memchr, memchr_iter};

use super::section::{Pieces, Section};
use crate::finding::Encoding;

/// How far before a backslash its string may start, in bytes. Longer strings are decoded from there.
const MAX_LOOKBACK: usize = 64 * 1024;

/// Decodes each string (up to a quote or the end of the line) that contains a backslash.
pub(crate) fn each_run(text: &[u8], mut found: impl FnMut(Section)) {
    let mut done = 0;
    for backslash in memchr_iter(b'\\', text) {
        if backslash < done {
            continue;
        }
        let nearest = done.max(backslash.saturating_sub(MAX_LOOKBACK));
        let start = text[nearest..backslash]
            .iter()
            .rposition(|byte| matches!(byte, b'"' | b'\n'))
            .map_or(nearest, |quote| nearest + quote + 1);
        let (section, end) = decode(text, start);
        done = end.max(backslash + 1);
        found(section);
    }
}

/// Decodes from `start` to an unescaped quote or the end of the line; also returns that offset.
fn decode(text: &[u8], start: usize) -> (Section, usize) {
    let mut pieces = Pieces::from(start);
    let mut decoded = Vec::new();
    let mut at = start;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'"' | b'\n' => break,
            b'\\' => {
                decoded.clear();
                let behind = decode_escape(text, at, &mut decoded);
                pieces.decoded(at, &decoded, behind);
                at = behind;
            }
            _ => {
                let plain = text[at..].iter().position(|byte| matches!(byte, b'"' | b'\n' | b'\\'));
                let end = plain.map_or(text.len(), |length| at + length);
                pieces.plain(&text[at..end]);
                at = end;
            }
        }
    }
    (pieces.section(Encoding::Escape), at)
}

/// Appends the character of the escape at `at` and returns the offset after it.
fn decode_escape(text: &[u8], at: usize, out: &mut Vec<u8>) -> usize {
    let Some(&kind) = text.get(at + 1) else {
        return at + 1;
    };
    if let b'0'..=b'3' = kind
        && let Some(code) = octal(text, at)
    {
        out.push(code);
        return at + 4;
    }
    match kind {
        b'n' => out.push(b'\n'),
        b't' => out.push(b'\t'),
        b'r' => out.push(b'\r'),
        b'b' => out.push(8),
        b'f' => out.push(12),
        b'a' => out.push(7),
        b'v' => out.push(11),
        b'e' => out.push(27),
        b'0' => out.push(0),
        b'U' => {
            if let Some(code) = hex_number(text, at + 2, 8) {
                push_char(code, out);
                return at + 10;
            }
            out.push(b'U');
        }
        b'u' => return decode_unicode(text, at, out),
        b'x' => {
            if let Some(code) = hex_number(text, at + 2, 2) {
                push_char(code, out);
                return at + 4;
            }
            out.push(b'x');
        }
        other => out.push(other),
    }
    at + 2
}

/// The character of three octal digits. A null escape may precede digits (`\04242`), so a digit may follow
/// only a control character.
fn octal(text: &[u8], at: usize) -> Option<u8> {
    let digits = text.get(at + 1..at + 4)?;
    let code = digits.iter().try_fold(0_u8, |code, digit| match digit {
        b'0'..=b'7' => code.checked_mul(8)?.checked_add(digit - b'0'),
        _ => None,
    })?;
    let ends = !text.get(at + 4).is_some_and(u8::is_ascii_digit);
    (ends || matches!(code, 9 | 10 | 13 | 27)).then_some(code)
}

fn decode_unicode(text: &[u8], at: usize, out: &mut Vec<u8>) -> usize {
    if text.get(at + 2) == Some(&b'{') {
        return decode_braced(text, at, out);
    }
    let Some(code) = hex_number(text, at + 2, 4) else {
        out.push(b'u');
        return at + 2;
    };
    if (0xD800..0xDC00).contains(&code)
        && text.get(at + 6..at + 8) == Some(b"\\u")
        && let Some(low @ 0xDC00..0xE000) = hex_number(text, at + 8, 4)
    {
        push_char(0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00), out);
        return at + 12;
    }
    push_char(code, out);
    at + 6
}

/// `\u{34}`, as in Rust and JavaScript.
fn decode_braced(text: &[u8], at: usize, out: &mut Vec<u8>) -> usize {
    let digits = at + 3;
    let length = text.get(digits..text.len().min(digits + 7)).and_then(|window| memchr(b'}', window));
    let Some((length, code)) = length.and_then(|length| Some((length, hex_number(text, digits, length)?)))
    else {
        out.push(b'u');
        return at + 2;
    };
    push_char(code, out);
    digits + length + 1
}

fn hex_number(text: &[u8], at: usize, length: usize) -> Option<u32> {
    let digits = text.get(at..at + length)?;
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0u32, |number, byte| Some(number * 16 + char::from(*byte).to_digit(16)?))
}

fn push_char(code: u32, out: &mut Vec<u8>) {
    let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}
