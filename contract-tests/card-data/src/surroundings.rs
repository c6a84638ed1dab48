//! Classifies a chain of digits by the text around it.

use memchr::memmem;

use super::char_kind::{CharKind, kind_before};

/// How far to look for the start of a number, a word or a colour sequence, in bytes.
const LOOKBACK: usize = 24;
/// How far before a diff line its hunk header may be, in bytes.
const DIFF_LOOKBACK: usize = 8 << 10;
/// The digits of a word in a hex dump or a fingerprint.
const HEX_WORD: usize = 4;

/// True if the digits at `at` are the decimal part of a number: after `0.`, after a dot that follows no word,
/// or after `0,` in a cell or a list without commas as separators.
pub(super) fn is_decimal_part(text: &[u8], at: usize) -> bool {
    let before = &text[..at];
    if let Some(before) = before.strip_suffix(b"0,") {
        // Rows often start with an index, so the start of a line doesn't count.
        let sign = before.strip_suffix(b"-").unwrap_or(before);
        return matches!(sign, [.., b' ' | b'\t' | b';' | b'"']);
    }
    let Some(before) = before.strip_suffix(b".") else { return false };
    let near = &before[before.len().saturating_sub(LOOKBACK)..];
    let letters = |text: &[u8]| text.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let digits = near.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = &near[..near.len() - digits];
    if digits > 0 {
        return match whole {
            // A list index (`cards.0.`) or part of a version.
            [.., before, b'.'] => !(before.is_ascii_alphabetic() || *before == b']'),
            // A word that ends with digits (`v2.`). A single letter is an SVG path command (`M0.5`).
            _ => match letters(whole) {
                0 => !whole.ends_with(b"_"),
                1 => !matches!(whole, [.., b'.' | b'/' | b'_' | b'-', _]),
                _ => false,
            },
        };
    }
    match letters(near) {
        0 => {
            !matches!(near, [.., b'.' | b']' | b')' | b'_' | b'}' | b'/' | b'"' | b'\'' | b'>'])
                && near.is_ascii()
        }
        length => length == 1 && !matches!(near, [.., b'.' | b'/' | b'_' | b'-' | b' ', _]),
    }
}

/// True if a non-zero decimal part starts at `at`. In a column of decimals, whole numbers have zero decimals.
pub(super) fn has_decimal_part(text: &[u8], at: usize) -> bool {
    let Some([b'.', decimals @ ..]) = text.get(at..) else { return false };
    let zeros = decimals.iter().take(LOOKBACK).take_while(|byte| **byte == b'0').count();
    let is_zero = zeros > 0
        && decimals.get(zeros).is_none_or(|behind| !behind.is_ascii_alphanumeric() && *behind != b'.');
    decimals.first().is_some_and(u8::is_ascii_digit) && !is_zero
}

/// True if the letter before `at` belongs to no word: it ends a terminal colour sequence, or is the start
/// sentinel of a magnetic stripe.
pub(super) fn follows_control_prefix(text: &[u8], at: usize) -> bool {
    let digits = || text[at..].iter().take(LOOKBACK).take_while(|byte| byte.is_ascii_digit()).count();
    ends_colour_sequence(text, at) || text[..at].ends_with(b"%B") && text.get(at + digits()) == Some(&b'^')
}

/// True if a terminal sequence for colours or the cursor (`ESC [ 1 ; 33 m`, `ESC [ K`) ends here.
fn ends_colour_sequence(text: &[u8], at: usize) -> bool {
    let Some((b'A'..=b'Z' | b'a'..=b'z', before)) = text[..at].split_last() else { return false };
    let near = &before[before.len().saturating_sub(LOOKBACK)..];
    let codes = near.iter().rev().take_while(|byte| byte.is_ascii_digit() || **byte == b';').count();
    near[..near.len() - codes].ends_with(b"\x1b[")
}

/// True if the number at `at` follows a dialling prefix: a plus sign that is neither a space in a form nor
/// the mark of a diff.
pub(super) fn is_dialled(text: &[u8], at: usize) -> bool {
    let Some(before) = text[..at].strip_suffix(b"+") else { return false };
    match before.last() {
        // Data of a program, in which the sign is a number.
        Some(b'=' | 0..=8) => false,
        None | Some(b'\n') => !(is_long_enough(&text[at..]) && is_diff(before)),
        Some(_) => !matches!(kind_before(text, at - 1), CharKind::Letter | CharKind::Digit(_)),
    }
}

/// True if there are as many digits as in a card number. Telephone numbers rarely have, so lists of them stay
/// cheap.
fn is_long_enough(text: &[u8]) -> bool {
    let part = text.iter().take(LOOKBACK).take_while(|byte| matches!(byte, b'0'..=b'9' | b' ' | b'-'));
    part.filter(|byte| byte.is_ascii_digit()).count() >= 13
}

/// True if the preceding lines are a diff.
fn is_diff(before: &[u8]) -> bool {
    let near = &before[before.len().saturating_sub(DIFF_LOOKBACK)..];
    near.starts_with(b"@@ -") || memmem::rfind(near, b"\n@@ -").is_some()
}

/// True if the chain at `at` belongs to a printed IBAN: two letters and two digits, followed by groups.
pub(super) fn is_in_account_number(text: &[u8], at: usize) -> bool {
    let is_word = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let mut before = &text[..at];
    // The first word is the country code with check digits; up to three words may have letters.
    for _ in 0..=3 {
        let length = before.iter().rev().take(HEX_WORD + 1).take_while(|byte| is_word(byte)).count();
        let (rest, word) = before.split_at(before.len() - length);
        let starts = !rest.last().is_some_and(u8::is_ascii_alphanumeric);
        match word {
            // The chain starts with the check digits.
            [a, b] if before.len() == at && starts && a.is_ascii_uppercase() && b.is_ascii_uppercase() => {
                return text
                    .get(at..at + 3)
                    .is_some_and(|head| head[..2].iter().all(u8::is_ascii_digit) && head[2] == b' ');
            }
            [a, b, c, d] if starts && a.is_ascii_uppercase() && b.is_ascii_uppercase() => {
                if c.is_ascii_digit() && d.is_ascii_digit() && before.len() < at {
                    return true;
                }
            }
            [_, _, _, _] | [] => {}
            _ => return false,
        }
        let Some(next) = rest.strip_suffix(b" ") else { return false };
        before = next;
    }
    false
}

/// Words that name an id in front of an underscore: `blk_` of HDFS, `req_` of logs.
const IDS: &[&[u8]] = &[
    b"blk", b"block", b"evt", b"event", b"id", b"job", b"msg", b"req", b"seq", b"span", b"task", b"trace",
    b"uid",
];

/// True if the number at `start` is an id or a negative number by what it is attached to: `blk_-1`, `id_1`, `x=-1`, or
/// `/1-title` in a URL. A hyphen at the start of a line may be the mark of a diff or a list.
pub(super) fn is_id(text: &[u8], start: usize, end: usize) -> bool {
    let before = &text[..start];
    let is_title = before.ends_with(b"/") && matches!(text[end..], [b'-', b'A'..=b'Z' | b'a'..=b'z', ..]);
    let unsigned = before.strip_suffix(b"-");
    let is_negative =
        unsigned.is_some_and(|before| matches!(before, [.., b'=' | b':' | b'(' | b'[' | b',' | b' ' | b'_']));
    is_title || is_negative || follows_name_of_id(before)
}

fn follows_name_of_id(before: &[u8]) -> bool {
    let Some(name) = before.strip_suffix(b"_") else { return false };
    let letters = name.iter().rev().take(LOOKBACK).take_while(|byte| byte.is_ascii_alphabetic()).count();
    IDS.iter().any(|id| name[name.len() - letters..].eq_ignore_ascii_case(id))
}

/// How much of a list is looked at, in bytes.
const MAX_LIST: usize = 40;

/// True if a four-digit hex word with a letter is adjacent to the chain, one space away: the chain is then
/// part of a hex dump or a fingerprint.
pub(super) fn is_among_hex_words(text: &[u8], start: usize, end: usize) -> bool {
    text[..start].strip_suffix(b" ").is_some_and(ends_hex_word)
        || text.get(end).is_some_and(|byte| *byte == b' ') && starts_hex_word(&text[end + 1..])
}

/// True if a list of numbers in brackets is adjacent to the chain: PDF documents write the widths of glyphs like that
/// (`[804 854]5475 5477 1172 5478[148 190]`).
pub(super) fn is_beside_list(text: &[u8], start: usize, end: usize) -> bool {
    let is_of_list = |byte: &&u8| byte.is_ascii_digit() || matches!(byte, b' ' | b'.' | b'-' | b'\r' | b'\n');
    let is_list = |numbers: &[u8]| {
        numbers.split(|byte| !byte.is_ascii_digit()).filter(|number| !number.is_empty()).count() >= 2
    };
    let before = text[..start].trim_ascii_end().strip_suffix(b"]").map(|list| {
        let length = list.iter().rev().take(MAX_LIST).take_while(is_of_list).count();
        &list[list.len() - length..]
    });
    let behind = text[end..].trim_ascii_start().strip_prefix(b"[").map(|list| {
        let length = list.iter().take(MAX_LIST).take_while(is_of_list).count();
        &list[..length]
    });
    before.into_iter().chain(behind).any(is_list)
}

/// True if a hex word ends here.
pub(super) fn ends_hex_word(text: &[u8]) -> bool {
    let (before, word) = text.split_at(text.len().saturating_sub(HEX_WORD));
    !before.last().is_some_and(u8::is_ascii_alphanumeric) && is_hex_word(word)
}

/// True if a hex word starts here.
pub(super) fn starts_hex_word(text: &[u8]) -> bool {
    let ends = !text.get(HEX_WORD).is_some_and(u8::is_ascii_alphanumeric);
    ends && text.get(..HEX_WORD).is_some_and(is_hex_word)
}

fn is_hex_word(word: &[u8]) -> bool {
    let all = |is: fn(&u8) -> bool| word.iter().all(is);
    // Lower-case letters alone may be a natural word.
    word.len() == HEX_WORD
        && all(u8::is_ascii_hexdigit)
        && word.iter().any(u8::is_ascii_alphabetic)
        && (word.iter().any(u8::is_ascii_digit) || all(u8::is_ascii_uppercase))
}
