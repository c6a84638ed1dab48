//! Hex dumps of several rows, as printed by `hexdump -C`, `xxd` and `tcpdump -X`: an offset, bytes in words,
//! and the bytes as text.

use super::section::Section;
use crate::finding::Encoding;

/// The most bytes in a row.
const MAX_ROW: usize = 64;
/// The most hexadecimal digits in a word.
const MAX_WORD: usize = 16;
/// The number of hexadecimal digits in an offset.
const OFFSET: std::ops::RangeInclusive<usize> = 4..=16;

/// Calls `found` with the bytes of each dump of at least two rows. A single row is a list of bytes.
pub(crate) fn each_run(text: &[u8], mut found: impl FnMut(Section)) {
    let (mut start, mut rows) = (0, 0);
    let mut bytes = Vec::new();
    let mut expected = None;
    let mut at = 0;
    let mut end = |start: usize, rows: usize, bytes: &mut Vec<u8>| {
        let bytes = std::mem::take(bytes);
        if rows > 1 {
            found(Section::of_run(Encoding::ByteList, start, bytes));
        }
    };
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        if let Some((offset, row)) = row(line) {
            if expected.is_none_or(|expected| expected != offset) {
                end(start, rows, &mut bytes);
                (start, rows) = (at, 0);
            }
            expected = offset.checked_add(row.len());
            rows += 1;
            bytes.extend(row);
        } else {
            end(start, rows, &mut bytes);
            (rows, expected) = (0, None);
        }
        at += line.len();
    }
    end(start, rows, &mut bytes);
}

/// The offset and the bytes of a row.
fn row(line: &[u8]) -> Option<(usize, Vec<u8>)> {
    let line = line.trim_ascii_start();
    let line = line.strip_prefix(b"0x").unwrap_or(line);
    let digits = hex_digits(line, *OFFSET.end() + 1);
    if !OFFSET.contains(&digits) {
        return None;
    }
    let offset = usize::from_str_radix(std::str::from_utf8(&line[..digits]).ok()?, 16).ok()?;
    let mut rest = &line[digits..];
    rest = rest.strip_prefix(b":").unwrap_or(rest);
    let mut bytes = Vec::new();
    let mut width = None;
    loop {
        let blanks = rest.iter().take_while(|byte| **byte == b' ').count();
        let digits = hex_digits(&rest[blanks..], MAX_WORD + 1);
        let behind = rest.get(blanks + digits);
        let ends = behind.is_none_or(u8::is_ascii_whitespace);
        let width = *width.get_or_insert(digits);
        // The text column follows two blanks and is not as wide as a word, or the row is full.
        let is_word = digits > 0 && digits <= width && digits.is_multiple_of(2) && ends;
        if blanks == 0 || !is_word || (blanks > 1 && bytes.len() >= MAX_ROW / 4) || bytes.len() >= MAX_ROW {
            break;
        }
        let word = &rest[blanks..blanks + digits];
        bytes.extend(word.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | value(*digit))));
        rest = &rest[blanks + digits..];
    }
    (!bytes.is_empty()).then_some((offset, bytes))
}

fn hex_digits(text: &[u8], most: usize) -> usize {
    text.iter().take(most).take_while(|byte| byte.is_ascii_hexdigit()).count()
}

fn value(digit: u8) -> u8 {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok()).unwrap_or(0)
}
