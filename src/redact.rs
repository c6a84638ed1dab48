//! Redaction of untrusted text, so that it can be shown.

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

/// Returns `text` if it is an identifier, otherwise `placeholder`.
pub(crate) fn name<'a>(text: &'a str, placeholder: &'a str) -> &'a str {
    if is_identifier(text) { text } else { placeholder }
}

/// Returns `text` if it is a plausible request id: a UUID or an identifier.
pub(crate) fn request_id(text: &str) -> Option<&str> {
    (is_uuid(text) || is_identifier(text)).then_some(text)
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
