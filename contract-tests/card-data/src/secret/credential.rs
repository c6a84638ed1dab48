//! Tokens, keys and passwords after their names: long mixed words.

use super::key_value::{Assignment, FoundValue, NameMatch, skip_blanks, skip_quote};
use super::placeholder::is_placeholder;
use crate::decode::decode_run;
use crate::invented::INVENTED_WORD;
use crate::token::{is_jwt, is_truncated_jwt, starts_as_jwt};

/// The fewest characters of a credential; examples in documentation are shorter.
const MIN_LENGTH: usize = 12;
/// The most characters of a value that are examined.
const MAX_LENGTH: usize = 4096;
/// The fewest characters of a password.
const MIN_PASSWORD: usize = 6;
/// The fewest characters of a user and a password in base64.
const MIN_BASIC: usize = 10;
/// The most characters of the name of a scheme.
const MAX_SCHEME: usize = 16;
/// Schemes of the header `Authorization` with a credential behind them.
const AUTHORIZATION_SCHEMES: &[&[u8]] = &[b"token", b"apikey", b"key", b"bot", b"sso", b"session"];
/// Words that stand for passwords, in documentation and in set-ups that nobody reaches.
const KNOWN_PASSWORDS: &[&[u8]] = &[
    b"password",
    b"passwd",
    b"pass",
    b"pwd",
    b"secret",
    b"changeme",
    b"postgres",
    b"mysql",
    b"root",
    b"admin",
    b"guest",
    b"test",
    b"user",
    b"foo",
    b"bar",
    b"hello",
    b"opensesame",
    b"x",
];
/// The most alternations between letters and digits in an identifier, such as `sha256_key1`.
const MAX_NAME_ALTERNATIONS: usize = 4;

/// Sample credentials from RFCs 6749, 6750 and 5849, which many docs repeat. They are public and no server
/// accepts them.
const PUBLISHED_SAMPLES: &[&[u8]] =
    &[b"2YotnFZFEjr1zCsicMWpAA", b"7Fjfp0ZBr1KtDRbnfVdmIw", b"h480djs93hd8", b"mF_9.B5f-4.1JqM"];

/// True for a token after `Bearer`, in a header or in a place named for one.
pub(super) fn is_bearer_token(keyword: NameMatch<'_>) -> bool {
    let behind = keyword.behind();
    if let Some(name) = with_token(keyword) {
        return name.value().is_some_and(|found| found.assignment != Assignment::Space && is_token(found));
    }
    if let Some(rest) = behind.strip_prefix(b"%20").or_else(|| behind.strip_prefix(b"+")) {
        return is_token(FoundValue {
            value: skip_quote(skip_blanks(rest)),
            assignment: Assignment::Space,
            quote: None,
        });
    }
    keyword.value().is_some_and(is_token)
}

/// `bearerToken`, `bearer_token`.
fn with_token(keyword: NameMatch<'_>) -> Option<NameMatch<'_>> {
    let behind = keyword.behind();
    let separator = usize::from(matches!(behind, [b'_' | b'-', ..]));
    let word = behind.get(separator..separator + 5)?;
    word.eq_ignore_ascii_case(b"token").then_some(NameMatch { end: keyword.end + separator + 5, ..keyword })
}

/// True for a credential that is no JWT: the search finds those by what they look like.
fn is_token(found: FoundValue<'_>) -> bool {
    let value = found.value;
    if starts_as_jwt(value) {
        // A complete JWT is judged by its payload; a truncated one is an example.
        return !is_jwt(value) && !is_truncated_jwt(value) && is_credential(found);
    }
    // An id may precede the secret.
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = match value[digits..].strip_prefix(b"|").or_else(|| value[digits..].strip_prefix(b":")) {
        Some(rest) if digits > 0 => rest,
        _ => value,
    };
    is_credential(FoundValue { value: rest, ..found })
}

/// True for a credential after the name of a client key.
pub(super) fn is_named_credential(name: NameMatch<'_>) -> bool {
    name.value().is_some_and(|found| found.assignment != Assignment::Space && is_token(found))
}

/// True if a value is long and mixed enough to be a credential rather than a word.
fn is_credential(found: FoundValue<'_>) -> bool {
    let value = &found.value[..found.value.len().min(MAX_LENGTH)];
    let length = match found.quote {
        Some(quote) => quoted_length(value, quote),
        None => bare_length(value),
    };
    let (value, behind) = value.split_at(length);
    is_mixed(value) && !is_source_code(value, behind, found.quote)
}

/// True for a whole text that is long and mixed enough to be a credential, and nothing that a template fills in.
pub(super) fn is_credential_text(value: &[u8]) -> bool {
    is_mixed(value) && value.iter().all(u8::is_ascii_graphic) && !is_template(value)
}

fn is_mixed(value: &[u8]) -> bool {
    value.len() >= MIN_LENGTH
        && value.iter().any(u8::is_ascii_digit)
        && value.iter().any(u8::is_ascii_alphabetic)
        && !is_placeholder(value)
        && !contains_word(value, INVENTED_WORD)
        && !contains_word(value, "example")
        && !PUBLISHED_SAMPLES.contains(&value)
}

/// True for a password that protects something: not the name of its user, a word for itself or a placeholder.
pub(super) fn is_real_password(user: &[u8], password: &[u8]) -> bool {
    let is_plain = |byte: &u8| *byte == b' ' || byte.is_ascii_graphic();
    let has_digit_or_sign = password.iter().any(|byte| !byte.is_ascii_alphabetic());
    password.len() >= MIN_PASSWORD
        && has_digit_or_sign
        && password.iter().chain(user).all(is_plain)
        && !password.eq_ignore_ascii_case(user)
        && !is_template(password)
        && !contains_word(user, "$")
        && !is_known_password(password)
        && ![INVENTED_WORD, "example"].iter().any(|word| contains_word(password, word))
}

/// True for a password that is a word for itself, with or without digits or signs around it.
fn is_known_password(password: &[u8]) -> bool {
    let letters: Vec<u8> =
        password.iter().filter(|byte| byte.is_ascii_alphabetic()).map(u8::to_ascii_lowercase).collect();
    letters.is_empty() || KNOWN_PASSWORDS.contains(&letters.as_slice())
}

/// True for `Basic` with base64 of a user and a password.
pub(super) fn is_basic_login(keyword: NameMatch<'_>) -> bool {
    let behind = keyword.behind();
    let blanks = behind.iter().take(4).take_while(|byte| **byte == b' ').count();
    let behind =
        if blanks == 0 { behind.strip_prefix(b"%20").unwrap_or_default() } else { &behind[blanks..] };
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_');
    let length = behind.iter().take(MAX_LENGTH).take_while(is_part).count();
    if keyword.ends_a_word() || length < MIN_BASIC {
        return false;
    }
    let login = decode_run(&behind[..length]);
    let colon = memchr::memchr(b':', &login);
    colon.is_some_and(|colon| is_real_password(&login[..colon], &login[colon + 1..]))
}

/// True for `Authorization: token ...` and other schemes with one credential.
pub(super) fn is_authorization(name: NameMatch<'_>) -> bool {
    let Some(found) = name.value().filter(|found| found.assignment != Assignment::Space) else {
        return false;
    };
    let length = found.value.iter().take(MAX_SCHEME).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let (scheme, rest) = found.value.split_at(length);
    let blanks = rest.iter().take_while(|byte| **byte == b' ').take(MAX_SCHEME).count();
    let is_scheme = AUTHORIZATION_SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let value = if is_scheme && blanks > 0 { &rest[blanks..] } else { found.value };
    let is_bare = length > 0 && blanks == 0;
    (is_scheme || is_bare) && is_token(FoundValue { value, ..found })
}

/// The length up to the closing quote, or to a character that no credential contains.
fn quoted_length(value: &[u8], quote: u8) -> usize {
    let ends = |byte: &u8| *byte == quote || *byte == b'\\' || !byte.is_ascii_graphic();
    value.iter().position(ends).unwrap_or(value.len())
}

/// The length of a run of token characters; `$` and `!` count between them.
fn bare_length(value: &[u8]) -> usize {
    let mut length = 0;
    loop {
        length += value[length..]
            .iter()
            .position(|byte| !is_credential_char(*byte))
            .unwrap_or(value.len() - length);
        match &value[length..] {
            [b'$' | b'!', next, ..] if length > 0 && is_credential_char(*next) => length += 1,
            _ => return length,
        }
    }
}

/// True for a call, a path, a placeholder or a URL: `env::var(...)`, `credentials.key_1()`,
/// `${CLIENT_KEY_1}`.
fn is_source_code(value: &[u8], behind: &[u8], quote: Option<u8>) -> bool {
    if quote.is_some() {
        return is_template(value);
    }
    match behind {
        [b':', b':', ..] | [b':', b'/', b'/', ..] | [b'!', b'(' | b'[' | b'{', ..] | [b'$' | b'{', ..] => {
            true
        }
        [b'(' | b'[', ..] => alternations(value) <= MAX_NAME_ALTERNATIONS,
        _ => false,
    }
}

/// True for a text that something else fills in, or that names something else.
fn is_template(value: &[u8]) -> bool {
    ["://", "::", "()", "${", "{{", "$(", "%(", "<", "%{"]
        .iter()
        .any(|sign| memchr::memmem::find(value, sign.as_bytes()).is_some())
        || matches!(value, [b'$' | b'{' | b'%', ..])
}

/// How often the text alternates between letters and digits.
fn alternations(value: &[u8]) -> usize {
    let is_changed = |pair: &[u8]| pair[0].is_ascii_digit() != pair[1].is_ascii_digit();
    value.windows(2).filter(|pair| is_changed(pair)).count()
}

fn contains_word(value: &[u8], word: &str) -> bool {
    value.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

fn is_credential_char(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'~' | b'+' | b'/')
}
