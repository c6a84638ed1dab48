//! Redaction of untrusted text, so that it can be shown.

use std::ops::RangeInclusive;

/// The maximum length of a message, in characters.
const MAX_MESSAGE_LENGTH: usize = 500;
/// The maximum length of an identifier.
const MAX_NAME_LENGTH: usize = 64;
/// A sequence of at least this many digits is redacted as a possible card number.
const MIN_CARD_DIGITS: usize = 12;
/// A word of letters and digits of at least this length is redacted as a possible token.
const MIN_TOKEN_LENGTH: usize = 16;
/// The maximum number of separators between two digits of one card number.
const MAX_SEPARATORS: usize = 2;

const REDACTED: &str = "[redacted]";
/// What is shown instead of a value that doesn't have the form of one.
pub(crate) const WITHHELD: &str = "[withheld]";

/// The numbers of digits that a card number may have.
const CARD_DIGITS: RangeInclusive<usize> = MIN_CARD_DIGITS..=19;
/// The most digits in a word of a vocabulary, such as an enum.
const MAX_WORD_DIGITS: usize = 2;

/// Returns `text` if it is a word as enums and names of fields have them, otherwise `placeholder`.
pub(crate) fn name<'a>(text: &'a str, placeholder: &'a str) -> &'a str {
    let is_word = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && is_identifier(text)
        && !text.contains('.')
        && text.bytes().filter(u8::is_ascii_digit).count() <= MAX_WORD_DIGITS;
    if is_word { text } else { placeholder }
}

/// Returns `text` if it is a plausible request id: a UUID or an identifier.
pub(crate) fn request_id(text: &str) -> Option<&str> {
    let is_id = (is_uuid(text) && !has_card_number(text)) || is_identifier(text);
    is_id.then_some(text)
}

/// Returns `text` if it has the form of an id: a UUID, hexadecimal digits behind a prefix, or an identifier that is too
/// short for a token. It contains no card number.
pub(crate) fn id(text: &str) -> Option<&str> {
    let has_form = if is_uuid(text) || is_prefixed_hex(text) {
        !has_card_number(text)
    } else {
        let word = text.trim_end_matches('=');
        is_identifier(word) && !word.contains('.') && text.len() - word.len() <= 2 && !is_token(word)
    };
    has_form.then_some(text)
}

/// Whether `text` is a run of hexadecimal digits, some of which are letters, behind a prefix such as `txn_`.
fn is_prefixed_hex(text: &str) -> bool {
    let (prefix, hex) = text.rsplit_once('_').unwrap_or(("", text));
    text.len() <= MAX_NAME_LENGTH
        && prefix.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        && hex.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'))
        && hex.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Whether the digits of `text`, joined over separators, contain a number with the check digit of a card number.
pub(crate) fn has_card_number(text: &str) -> bool {
    let is_in_run = |c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    text.split(|c| !is_in_run(c)).any(|run| {
        let digits: Vec<u8> = run.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect();
        (0..digits.len()).any(|start| starts_with_card_number(&digits[start..]))
    })
}

fn starts_with_card_number(digits: &[u8]) -> bool {
    // No issuer's numbers start with a zero, and zeros alone would pass.
    digits.first().is_some_and(|digit| *digit != 0)
        && CARD_DIGITS.filter_map(|length| digits.get(..length)).any(passes_luhn)
}

/// The check of ISO/IEC 7812-1, annex B.
fn passes_luhn(digits: &[u8]) -> bool {
    let weighted = |(index, digit): (usize, &u8)| match digit * (1 + u8::from(index % 2 == 1)) {
        large @ 10.. => u32::from(large - 9),
        small => u32::from(small),
    };
    digits.iter().rev().enumerate().map(weighted).sum::<u32>() % 10 == 0
}

/// Whether `text` consists of a few ASCII letters, digits, `_`, `.` and `-`, with too few digits for a card number.
fn is_identifier(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    !text.is_empty()
        && text.len() <= MAX_NAME_LENGTH
        && text.bytes().all(allowed)
        && text.bytes().filter(u8::is_ascii_digit).count() < MIN_CARD_DIGITS
}

/// Returns the message of a server on one line, truncated, without anything that resembles a card number or a token.
pub(crate) fn message(text: &str) -> String {
    let line: String =
        text.chars().take(MAX_MESSAGE_LENGTH).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<String> = line.split(' ').map(redact_tokens).collect();
    redact_card_numbers(&words.join(" "))
}

fn redact_tokens(word: &str) -> String {
    let is_token_char = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '+' | '/' | '=');
    let mut redacted = String::new();
    let mut rest = word;
    while !rest.is_empty() {
        let start = rest.find(is_token_char).unwrap_or(rest.len());
        redacted.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|c| !is_token_char(c)).unwrap_or(rest.len());
        redacted.push_str(if is_token(&rest[..end]) { REDACTED } else { &rest[..end] });
        rest = &rest[end..];
    }
    redacted
}

fn is_token(word: &str) -> bool {
    let letters = word.bytes().any(|byte| byte.is_ascii_alphabetic());
    let digits = word.bytes().any(|byte| byte.is_ascii_digit());
    word.len() >= MIN_TOKEN_LENGTH && letters && digits && !is_uuid(word.trim_end_matches('.'))
}

fn is_uuid(word: &str) -> bool {
    word.len() == 36
        && word.char_indices().all(|(index, c)| match index {
            8 | 13 | 18 | 23 => c == '-',
            _ => c.is_ascii_hexdigit(),
        })
}

/// Replaces sequences of digits and separators that contain as many digits as a card number.
fn redact_card_numbers(text: &str) -> String {
    let mut redacted = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        if let Some(end) = end_of_uuid(rest, start) {
            redacted.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        redacted.push_str(&rest[..start]);
        let run = digit_run(&rest[start..]);
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        redacted.push_str(if digits >= MIN_CARD_DIGITS { REDACTED } else { run });
        rest = &rest[start + run.len()..];
    }
    redacted.push_str(rest);
    redacted
}

/// The end of the word around `index`, if that word is a UUID.
fn end_of_uuid(text: &str, index: usize) -> Option<usize> {
    // A space may be several bytes long: French writes a no-break space between a number and its unit.
    let space = text[..index].char_indices().rfind(|(_, c)| c.is_whitespace());
    let start = space.map_or(0, |(index, c)| index + c.len_utf8());
    let word = text[start..].split_whitespace().next().unwrap_or_default();
    is_uuid(word.trim_matches(|c: char| !c.is_ascii_hexdigit())).then_some(start + word.len())
}

/// The leading digits of `text`, including separators between them.
fn digit_run(text: &str) -> &str {
    let mut end = 0;
    let mut separators = 0;
    for (index, c) in text.char_indices() {
        match c {
            '0'..='9' => {
                end = index + 1;
                separators = 0;
            }
            '-' | '.' | '_' | '/' | '\u{2010}'..='\u{2015}' if separators < MAX_SEPARATORS => separators += 1,
            c if c.is_whitespace() && separators < MAX_SEPARATORS => separators += 1,
            _ => break,
        }
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::message;

    proptest! {
        #[test]
        fn no_message_contains_twelve_digits_in_a_row(text in "[0-9a-f \u{a0}\u{202f}\u{3000}é٤.:/_-]{0,60}") {
            let redacted = message(&text);
            let mut digits = 0;
            for c in redacted.chars() {
                digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
                prop_assert!(digits < 12, "{}", redacted);
            }
        }
    }
}
