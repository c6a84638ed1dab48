//! Decodes strings with escapes.

use super::scan;
use super::{JsonError, Problem};

/// How lone surrogates (`\ud800`) are parsed. The grammar allows them, but they are no characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LoneSurrogates {
    /// As an error.
    Refused,
    /// As U+FFFD, the replacement character.
    Replaced,
}

/// Appends the value of a string to `out` and returns the offset after its closing quote. `start` is the
/// offset after the opening quote. If `bytes` are UTF-8, so is what is appended.
pub(super) fn decode(
    bytes: &[u8],
    start: usize,
    lone: LoneSurrogates,
    out: &mut Vec<u8>,
) -> Result<usize, JsonError> {
    let mut at = start;
    loop {
        at = copy_plain(bytes, at, out);
        match bytes.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => at = escape(bytes, at, lone, out)?,
            Some(_) => return Err(JsonError { problem: Problem::ControlCharacter, offset: at }),
            None => return Err(JsonError { problem: Problem::CutOff, offset: bytes.len() }),
        }
    }
}

/// Appends everything up to the next quote, backslash or control character and returns its offset.
#[inline]
fn copy_plain(bytes: &[u8], from: usize, out: &mut Vec<u8>) -> usize {
    let mut at = from;
    while let Some(chunk) = scan::chunk(bytes, at) {
        let special = scan::special(chunk);
        // Copying all sixteen bytes and truncating is cheaper than copying an odd length.
        out.extend_from_slice(chunk);
        if special != 0 {
            let plain = special.trailing_zeros() as usize;
            out.truncate(out.len() - (scan::LANES - plain));
            return at + plain;
        }
        at += scan::LANES;
    }
    let end = scan::plain_end(bytes, at);
    out.extend_from_slice(bytes.get(at..end).unwrap_or_default());
    end
}

/// Decodes the escape whose backslash is at `at` and returns the offset after it.
#[inline]
fn escape(bytes: &[u8], at: usize, lone: LoneSurrogates, out: &mut Vec<u8>) -> Result<usize, JsonError> {
    let Some(letter) = bytes.get(at + 1) else {
        return Err(JsonError { problem: Problem::CutOff, offset: bytes.len() });
    };
    let character = match letter {
        b'"' | b'\\' | b'/' => *letter,
        b'b' => 0x8,
        b'f' => 0xc,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'u' => return unicode(bytes, at, lone, out),
        _ => return Err(JsonError { problem: Problem::Escape, offset: at }),
    };
    out.push(character);
    Ok(at + 2)
}

fn unicode(bytes: &[u8], at: usize, lone: LoneSurrogates, out: &mut Vec<u8>) -> Result<usize, JsonError> {
    let first = hex4(bytes, at + 2)?;
    if let Some(character) = char::from_u32(first) {
        push(character, out);
        return Ok(at + 6);
    }
    if let Some(character) = second_half(bytes, at + 6)?.and_then(|second| paired(first, second)) {
        push(character, out);
        return Ok(at + 12);
    }
    match lone {
        LoneSurrogates::Refused => Err(JsonError { problem: Problem::Surrogate, offset: at }),
        LoneSurrogates::Replaced => {
            push(char::REPLACEMENT_CHARACTER, out);
            Ok(at + 6)
        }
    }
}

/// The code of the `\u` escape at `at`, if there is one.
fn second_half(bytes: &[u8], at: usize) -> Result<Option<u32>, JsonError> {
    if bytes.get(at..at + 2) != Some(b"\\u") {
        return Ok(None);
    }
    hex4(bytes, at + 2).map(Some)
}

/// The character that two halves make.
fn paired(first: u32, second: u32) -> Option<char> {
    let is_pair = (0xd800..0xdc00).contains(&first) && (0xdc00..0xe000).contains(&second);
    if !is_pair {
        return None;
    }
    char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00))
}

fn push(character: char, out: &mut Vec<u8>) {
    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

fn hex4(bytes: &[u8], at: usize) -> Result<u32, JsonError> {
    let Some(digits) = bytes.get(at..at + 4) else {
        return Err(JsonError { problem: Problem::CutOff, offset: bytes.len() });
    };
    digits.iter().try_fold(0, |code, digit| {
        let value =
            char::from(*digit).to_digit(16).ok_or(JsonError { problem: Problem::Escape, offset: at })?;
        Ok(code * 16 + value)
    })
}
