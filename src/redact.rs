//! Texts of strangers, made fit to be shown.

/// The longest message of a server that is kept, in characters.
const LONGEST_MESSAGE: usize = 500;
/// The longest word that may be a name.
const LONGEST_NAME: usize = 64;
/// From how many digits on a run of digits is taken for a card number.
const CARD_DIGITS: usize = 12;
/// From how many characters on a word of letters and digits is taken for a token.
const TOKEN_LENGTH: usize = 16;
/// How many separators may stand between two groups of a number's digits.
const WIDEST_GAP: usize = 2;

const REDACTED: &str = "[redacted]";

/// `text` if it looks like the name of something, else `instead`.
pub(crate) fn name<'a>(text: &'a str, instead: &'a str) -> &'a str {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let fits = !text.is_empty() && text.len() <= LONGEST_NAME && text.bytes().all(plain);
    if fits && digits < CARD_DIGITS { text } else { instead }
}

/// `text` if it can be the id of a request: a UUID, or the name of something.
pub(crate) fn request_id(text: &str) -> Option<&str> {
    (is_uuid(text) || !name(text, "").is_empty()).then_some(text)
}

/// A server's message without what looks like a card number or a token, on one line.
pub(crate) fn message(text: &str) -> String {
    let short: String =
        text.chars().take(LONGEST_MESSAGE).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut kept = String::with_capacity(short.len());
    for (index, word) in short.split(' ').enumerate() {
        if index > 0 {
            kept.push(' ');
        }
        kept.push_str(&without_tokens(word));
    }
    without_card_numbers(&kept)
}

fn without_tokens(word: &str) -> String {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '+' | '/' | '=');
    let mut kept = String::new();
    let mut rest = word;
    while !rest.is_empty() {
        let start = rest.find(inside).unwrap_or(rest.len());
        kept.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|c| !inside(c)).unwrap_or(rest.len());
        kept.push_str(if is_token(&rest[..end]) { REDACTED } else { &rest[..end] });
        rest = &rest[end..];
    }
    kept
}

fn is_token(word: &str) -> bool {
    let letters = word.bytes().any(|byte| byte.is_ascii_alphabetic());
    let digits = word.bytes().any(|byte| byte.is_ascii_digit());
    word.len() >= TOKEN_LENGTH && letters && digits && !is_uuid(word.trim_end_matches('.'))
}

fn is_uuid(word: &str) -> bool {
    word.len() == 36
        && word.char_indices().all(|(index, c)| match index {
            8 | 13 | 18 | 23 => c == '-',
            _ => c.is_ascii_hexdigit(),
        })
}

/// Replaces runs of digits, with single separators between them, that have as many digits as a card number.
fn without_card_numbers(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        // A space may be several bytes long: French has one before a number's unit.
        let space = rest[..start].char_indices().rfind(|(_, c)| c.is_whitespace());
        let word_start = space.map_or(0, |(index, c)| index + c.len_utf8());
        let word = rest[word_start..].split_whitespace().next().unwrap_or_default();
        if is_uuid(word.trim_matches(|c: char| !c.is_ascii_hexdigit())) {
            let end = word_start + word.len();
            kept.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        kept.push_str(&rest[..start]);
        let run = digit_run(&rest[start..]);
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        kept.push_str(if digits >= CARD_DIGITS { REDACTED } else { run });
        rest = &rest[start + run.len()..];
    }
    kept.push_str(rest);
    kept
}

/// The digits `text` starts with, and the spaces, hyphens, points and strokes between them, a few at a time.
fn digit_run(text: &str) -> &str {
    let mut end = 0;
    let mut gap = 0;
    for (index, c) in text.char_indices() {
        match c {
            '0'..='9' => {
                end = index + 1;
                gap = 0;
            }
            '-' | '.' | '_' | '/' | '\u{2010}'..='\u{2015}' if gap < WIDEST_GAP => gap += 1,
            c if c.is_whitespace() && gap < WIDEST_GAP => gap += 1,
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
        fn any_text_can_be_shown(text in "[0-9a-f \u{a0}\u{202f}\u{3000}é٤.:/_-]{0,60}") {
            let shown = message(&text);
            let mut digits = 0;
            for c in shown.chars() {
                digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
                prop_assert!(digits < 12, "{}", shown);
            }
        }
    }
}
