//! Strings with escapes.

use super::{JsonError, Problem};

/// Appends the value of the string whose first byte after the quote is `start` to `out` and returns the offset after
/// the closing quote.
pub(super) fn decode(text: &str, start: usize, out: &mut String) -> Result<usize, JsonError> {
    let bytes = text.as_bytes();
    let mut from = start;
    loop {
        let rest = bytes.get(from..).unwrap_or_default();
        let Some(length) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)) else {
            return Err(JsonError { problem: Problem::CutOff, offset: bytes.len() });
        };
        let at = from + length;
        out.push_str(text.get(from..at).unwrap_or_default());
        match bytes.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => from = escape(bytes, at, out)?,
            _ => return Err(JsonError { problem: Problem::ControlCharacter, offset: at }),
        }
    }
}

/// Decodes the escape whose backslash is at `at` and returns the offset after it.
fn escape(bytes: &[u8], at: usize, out: &mut String) -> Result<usize, JsonError> {
    let Some(letter) = bytes.get(at + 1) else {
        return Err(JsonError { problem: Problem::CutOff, offset: bytes.len() });
    };
    let character = match letter {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(bytes, at, out),
        _ => return Err(JsonError { problem: Problem::Escape, offset: at }),
    };
    out.push(character);
    Ok(at + 2)
}

fn unicode(bytes: &[u8], at: usize, out: &mut String) -> Result<usize, JsonError> {
    let lone = JsonError { problem: Problem::Surrogate, offset: at };
    let first = hex4(bytes, at + 2)?;
    if (0xdc00..0xe000).contains(&first) {
        return Err(lone);
    }
    if !(0xd800..0xdc00).contains(&first) {
        out.push(char::from_u32(first).ok_or(lone)?);
        return Ok(at + 6);
    }
    if bytes.get(at + 6..at + 8) != Some(b"\\u") {
        return Err(lone);
    }
    let second = hex4(bytes, at + 8)?;
    if !(0xdc00..0xe000).contains(&second) {
        return Err(lone);
    }
    let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
    out.push(char::from_u32(code).ok_or(lone)?);
    Ok(at + 12)
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
