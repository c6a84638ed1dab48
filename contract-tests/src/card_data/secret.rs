//! Finds secrets by the name of their place: security codes, bearer tokens, client keys, private keys.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::digit::{Unit, unit_at};
use super::finding::Class;
use super::invented::INVENTED_WORD;
use super::token::{JWT_START, is_foreign_jwt};

/// How many blanks may stand around a separator.
const BLANKS: usize = 8;
/// A credential has at least this many characters; examples in documentation are shorter.
const SHORTEST_CREDENTIAL: usize = 12;
/// A key starts within this many bytes of its block's head, behind the headers it may have.
const KEY_WITHIN: usize = 512;
/// A line of a key is no shorter, unless it is the last one.
const KEY_LINE: usize = 48;
/// Payloads of card tokens are small.
const LONGEST_CARD_TOKEN: usize = 512;

/// Any digits that are no invented code.
const SOME_CODE: u32 = 999;
/// Any letters and digits that are long enough for a key.
const SOME_KEY: &str = "a1a1a1a1a1a1";

#[derive(Clone, Copy)]
enum Clue {
    /// A place for a security code.
    SecurityCode,
    /// `value` in the payload of a card token.
    CardTokenValue,
    Bearer,
    ClientKey,
    PrivateKey,
    Jwt,
}

const CLUES: &[(&str, Clue)] = &[
    ("cvv", Clue::SecurityCode),
    ("cvc", Clue::SecurityCode),
    ("cvn", Clue::SecurityCode),
    ("csc", Clue::SecurityCode),
    ("security_code", Clue::SecurityCode),
    ("security-code", Clue::SecurityCode),
    ("security code", Clue::SecurityCode),
    ("securitycode", Clue::SecurityCode),
    ("verification_value", Clue::SecurityCode),
    ("verificationvalue", Clue::SecurityCode),
    ("\"value\"", Clue::CardTokenValue),
    ("bearer", Clue::Bearer),
    ("client_key", Clue::ClientKey),
    ("clientkey", Clue::ClientKey),
    ("client_secret", Clue::ClientKey),
    ("clientsecret", Clue::ClientKey),
    ("private key-----", Clue::PrivateKey),
    ("eyj", Clue::Jwt),
];

/// Searches for secrets; made once, used for every layer.
pub(super) struct SecretSearch {
    clues: Option<AhoCorasick>,
}

impl SecretSearch {
    pub(super) fn new() -> Self {
        let clues = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostFirst)
            .kind(Some(AhoCorasickKind::DFA))
            .build(CLUES.iter().map(|(word, _)| word))
            .ok();
        Self { clues }
    }

    /// True if three digits in a place of this name would be a security code.
    pub(super) fn is_security_code_name(&self, name: &str) -> bool {
        self.has_class(&format!("{name}:{SOME_CODE}"), Class::SecurityCode)
    }

    /// True if a mixed text in a place of this name would be a key.
    pub(super) fn is_credential_name(&self, name: &str) -> bool {
        self.has_class(&format!("{name}:{SOME_KEY}"), Class::ClientKey)
    }

    fn has_class(&self, text: &str, wanted: Class) -> bool {
        let mut is_wanted = false;
        self.search(text.as_bytes(), |class, _| is_wanted |= class == wanted);
        is_wanted
    }

    /// Calls `found` with each secret's class and offset, ascending.
    pub(super) fn search(&self, text: &[u8], mut found: impl FnMut(Class, usize)) {
        for hit in self.clues.iter().flat_map(|clues| clues.find_iter(text)) {
            let behind = &text[hit.end()..];
            let class = match CLUES[hit.pattern().as_usize()].1 {
                Clue::SecurityCode if is_security_code(behind) => Class::SecurityCode,
                Clue::CardTokenValue if is_card_token(text) && is_code_value(behind) => Class::SecurityCode,
                Clue::Bearer if is_bearer_token(behind) => Class::Token,
                Clue::ClientKey if is_named_credential(behind) => Class::ClientKey,
                Clue::PrivateKey if is_key_block(&text[..hit.start()], behind) => Class::PrivateKey,
                Clue::Jwt
                    if text[hit.start()..].starts_with(JWT_START) && is_foreign_jwt(&text[hit.start()..]) =>
                {
                    Class::Token
                }
                _ => continue,
            };
            found(class, hit.start());
        }
    }
}

/// The rest of a place's name, a separator, and three or four digits.
fn is_security_code(behind: &[u8]) -> bool {
    let end = behind.iter().position(|byte| !is_name(*byte)).unwrap_or(behind.len());
    let rest = behind[..end].to_ascii_lowercase();
    let rest = rest.strip_prefix(b"2").unwrap_or(&rest);
    let rest = rest.strip_prefix(b"_").or_else(|| rest.strip_prefix(b"-")).unwrap_or(rest);
    matches!(rest, b"" | b"code" | b"number" | b"value" | b"num" | b"no" | b"token")
        && is_code_value(&behind[end..])
}

/// A separator and three or four digits, not all of them zero (the invented code).
fn is_code_value(behind: &[u8]) -> bool {
    let Some(value) = skip_separator(behind) else {
        return false;
    };
    // One object in between: `"cvv": {"value": "..."}`.
    let value = match value.strip_prefix(b"{") {
        Some(object) => {
            let member = skip_quote(skip_blanks(object)).strip_prefix(b"value").and_then(skip_separator);
            member.unwrap_or(value)
        }
        None => value,
    };
    let value = skip_quote(value);
    let mut at = 0;
    let (mut digits, mut sum) = (0, 0);
    loop {
        match unit_at(value, at) {
            (Unit::Digit(digit), length) => {
                digits += 1;
                sum += u32::from(digit);
                at += length;
            }
            (Unit::Letter, _) => return false,
            _ => break,
        }
        if digits > 4 {
            return false;
        }
    }
    (3..=4).contains(&digits) && sum > 0 && ends_value(&value[at..])
}

/// Nothing, or what stands behind a whole value: not the rest of a date, a decimal or a name.
fn ends_value(behind: &[u8]) -> bool {
    match behind {
        [] => true,
        [b'.', next, ..] => !next.is_ascii_alphanumeric(),
        [next, ..] => next.is_ascii_whitespace() || b".\"'`\\,;&|)]}<".contains(next),
    }
}

/// The text is the payload of a card token: a small object with `value` and `iat`.
fn is_card_token(text: &[u8]) -> bool {
    text.len() <= LONGEST_CARD_TOKEN
        && text.trim_ascii_start().starts_with(b"{")
        && memchr::memmem::find(text, b"\"iat\"").is_some()
}

fn is_bearer_token(behind: &[u8]) -> bool {
    let rest = behind.strip_prefix(b"%20").or_else(|| behind.strip_prefix(b"+")).unwrap_or(behind);
    // A JWT is judged by its payload.
    let token = skip_blanks(rest);
    token.len() < behind.len() && !token.starts_with(JWT_START) && is_credential(token)
}

fn is_named_credential(behind: &[u8]) -> bool {
    let quoted = skip_quote(behind);
    skip_separator(quoted).is_some_and(|value| is_credential(skip_quote(value)))
}

/// A run of token characters that is long and mixed enough to be a credential rather than a word.
fn is_credential(text: &[u8]) -> bool {
    let end = text.iter().position(|byte| !is_credential_char(*byte)).unwrap_or(text.len());
    let value = &text[..end];
    value.len() >= SHORTEST_CREDENTIAL
        && value.iter().any(u8::is_ascii_digit)
        && value.iter().any(u8::is_ascii_alphabetic)
        // A call or a path in source code: `env::var(...)`, `credentials.key_1()`.
        && !matches!(text.get(end), Some(b'(' | b':' | b'!' | b'$' | b'{'))
        && !contains_word(value, INVENTED_WORD)
        && !contains_word(value, "example")
}

fn contains_word(value: &[u8], word: &str) -> bool {
    value.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

/// The marker is the head of a PEM block (`BEGIN` and perhaps an algorithm stand before it), and a key follows.
fn is_key_block(before: &[u8], behind: &[u8]) -> bool {
    let algorithm =
        before.iter().rev().take_while(|byte| byte.is_ascii_uppercase() || **byte == b' ').count();
    let (dashes, words) = before.split_at(before.len() - algorithm);
    let window = &behind[..behind.len().min(KEY_WITHIN)];
    let mut runs = window.split(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'+' | b'/' | b'='));
    dashes.ends_with(b"-----") && words.starts_with(b"BEGIN ") && runs.any(|run| run.len() >= KEY_LINE)
}

/// Behind a name: an optional quote, blanks, a separator, blanks.
fn skip_separator(text: &[u8]) -> Option<&[u8]> {
    let text = skip_blanks(skip_quote(text));
    let (separator, rest) = text.split_first()?;
    let rest = match separator {
        b'=' => rest.strip_prefix(b">").unwrap_or(rest),
        b':' | b'>' => rest,
        _ => return None,
    };
    Some(skip_blanks(rest))
}

fn skip_blanks(text: &[u8]) -> &[u8] {
    let blanks = text.iter().take(BLANKS).take_while(|byte| byte.is_ascii_whitespace()).count();
    &text[blanks..]
}

/// Skips a quote, escaped or not.
fn skip_quote(text: &[u8]) -> &[u8] {
    let rest = text.strip_prefix(b"\\").unwrap_or(text);
    match rest.split_first() {
        Some((b'"' | b'\'' | b'`', rest)) => rest,
        _ => text,
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

fn is_credential_char(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'~' | b'+' | b'/')
}
