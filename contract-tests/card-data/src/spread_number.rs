//! Finds card numbers whose groups are further apart than by one character: by several blanks, a tab, a comma, a
//! pipe, a hyphen with blanks, or tags; and card numbers written as lists of digits.
//!
//! Tables look similar, so only the layouts of card numbers count, only with one delimiter throughout, and only if
//! nothing further is joined by it.

use super::char_kind::{CharKind, kind_at, kind_before};
use super::scheme::has_card_number_form;

/// The layouts of card numbers.
pub(super) const LAYOUTS: &[&[usize]] =
    &[&[4, 4, 4, 4], &[4, 6, 5], &[4, 6, 4], &[4, 4, 4, 4, 3], &[4, 4, 4, 1], &[4, 3, 3, 3]];
/// The digits in the first group of every layout.
const FIRST_GROUP: usize = 4;
/// More groups than a card number has.
const MAX_GROUPS: usize = 6;
/// The digits of a card number in a list of digits.
const LISTED: std::ops::RangeInclusive<usize> = 13..=19;
/// The most bytes between two groups or digits.
const MAX_DELIMITER: usize = 64;

/// The offset of the card number that starts with the lone group at `start`, which ends at `end`.
pub(super) fn starting_at(text: &[u8], start: usize, end: usize) -> Option<usize> {
    let is_number = match end - start {
        FIRST_GROUP => is_spread(text, start, end),
        1 => is_list(text, start, end),
        _ => false,
    };
    is_number.then_some(start)
}

fn is_spread(text: &[u8], start: usize, end: usize) -> bool {
    let Some(delimiter) = delimiter(text, end) else { return false };
    let Some(number) = Number::read(text, start, delimiter, MAX_GROUPS) else { return false };
    let is_first = !follows(text, start, delimiter);
    let is_alone =
        kind_at(text, number.end).0 != CharKind::Letter && kind_before(text, start) != CharKind::Letter;
    is_first
        && is_alone
        && LAYOUTS.contains(&number.lengths.as_slice())
        && has_card_number_form(&number.digits)
}

/// True for `[4, 5, 3, ...]` and `["4","5","3", ...]`: the brackets show where the list starts and ends.
fn is_list(text: &[u8], start: usize, end: usize) -> bool {
    let before = text[..start].trim_ascii_end();
    let before = before.strip_suffix(b"\"").or_else(|| before.strip_suffix(b"'")).unwrap_or(before);
    if !matches!(before.trim_ascii_end().last(), Some(b'[' | b'(' | b'{')) {
        return false;
    }
    let Some(length) = list_delimiter(text, end) else { return false };
    let delimiter = &text[end..end + length];
    let Some(number) = Number::read(text, start, Delimiter::Text(delimiter), LISTED.end() + 1) else {
        return false;
    };
    let behind = text[number.end..]
        .iter()
        .take(MAX_DELIMITER)
        .find(|byte| !byte.is_ascii_whitespace() && !b"\"',".contains(byte));
    LISTED.contains(&number.lengths.len())
        && number.lengths.iter().all(|length| *length == 1)
        && matches!(behind, Some(b']' | b')' | b'}'))
        && has_card_number_form(&number.digits)
}

/// The length of a comma with quotes and blanks around it.
fn list_delimiter(text: &[u8], at: usize) -> Option<usize> {
    let is_part = |byte: &&u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b';' | b'"' | b'\'');
    let length = text[at..].iter().take(MAX_DELIMITER).take_while(is_part).count();
    text[at..at + length].contains(&b',').then_some(length)
}

/// What is between two groups.
#[derive(Clone, Copy)]
enum Delimiter<'t> {
    /// This text.
    Text(&'t [u8]),
    /// Tags or colour sequences, with blanks around them.
    Markup,
}

/// The delimiter behind a group.
fn delimiter(text: &[u8], at: usize) -> Option<Delimiter<'_>> {
    if markup(text, at) > 0 {
        return Some(Delimiter::Markup);
    }
    let rest = &text[at..];
    let blanks = |text: &[u8]| text.iter().take(MAX_DELIMITER).take_while(|byte| **byte == b' ').count();
    let before = blanks(rest);
    let sign = match rest.get(before)? {
        b'\t' | b',' | b'|' | b';' => 1,
        b'-' if before > 0 => 1,
        0xe2 if before > 0 && matches!(&rest[before..], [0xe2, 0x80, 0x90..=0x95, ..]) => 3,
        _ => 0,
    };
    let length = before + sign + if sign > 0 { blanks(&rest[before + sign..]) } else { 0 };
    (length > 1 || sign == 1).then(|| Delimiter::Text(&rest[..length]))
}

/// The length of tags and colour sequences at `at`, with the blanks around them; zero if there are none.
fn markup(text: &[u8], at: usize) -> usize {
    let window = &text[at..text.len().min(at + MAX_DELIMITER)];
    let (mut length, mut has_tag) = (0, false);
    while let Some(byte) = window.get(length) {
        let end = match byte {
            b'<' => window[length..].iter().position(|byte| *byte == b'>'),
            0x1b => window[length..].iter().position(u8::is_ascii_alphabetic),
            b' ' | b'\n' | b'\r' | b'\t' => {
                length += 1;
                continue;
            }
            _ => break,
        };
        let Some(end) = end else { return 0 };
        has_tag = true;
        length += end + 1;
    }
    if has_tag { length } else { 0 }
}

/// True if a digit and the delimiter precede the group.
fn follows(text: &[u8], start: usize, delimiter: Delimiter<'_>) -> bool {
    let before = &text[..start];
    let joined = match delimiter {
        Delimiter::Text(delimiter) => before.strip_suffix(delimiter),
        Delimiter::Markup => Some(before_markup(before)),
    };
    joined.is_some_and(|joined| joined.last().is_some_and(u8::is_ascii_digit))
}

/// The text before the tags and colour sequences that end here.
fn before_markup(text: &[u8]) -> &[u8] {
    let nearest = text.len().saturating_sub(MAX_DELIMITER);
    let mut rest = text.trim_ascii_end();
    while rest.len() > nearest {
        let opens = match rest.last() {
            Some(b'>') => b'<',
            Some(byte) if byte.is_ascii_alphabetic() => 0x1b,
            _ => return rest,
        };
        let Some(at) = memchr::memrchr(opens, &rest[nearest..]) else { return rest };
        rest = rest[..nearest + at].trim_ascii_end();
    }
    rest
}

/// Groups of digits with one delimiter.
struct Number {
    digits: Vec<u8>,
    lengths: Vec<usize>,
    end: usize,
}

impl Number {
    /// Reads up to `most` groups.
    fn read(text: &[u8], start: usize, delimiter: Delimiter<'_>, most: usize) -> Option<Self> {
        let mut number = Self { digits: Vec::new(), lengths: Vec::new(), end: start };
        loop {
            let before = number.digits.len();
            while let (CharKind::Digit(digit), length) = kind_at(text, number.end) {
                number.digits.push(digit);
                number.end += length;
                if number.digits.len() > *LISTED.end() {
                    return None;
                }
            }
            number.lengths.push(number.digits.len() - before);
            let length = match delimiter {
                Delimiter::Text(delimiter) if text[number.end..].starts_with(delimiter) => delimiter.len(),
                Delimiter::Text(_) => 0,
                Delimiter::Markup => markup(text, number.end),
            };
            let behind = number.end + length;
            if length == 0 || !matches!(kind_at(text, behind).0, CharKind::Digit(_)) {
                return Some(number);
            }
            if number.lengths.len() == most {
                return None;
            }
            number.end = behind;
        }
    }
}
