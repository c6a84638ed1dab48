//! Bearer tokens, client keys and client secrets: long mixed words behind their names.

use super::joint::{Joint, Named, Reached, skip_blanks, skip_quote};
use crate::invented::INVENTED_WORD;
use crate::token::{is_cut_jwt, is_jwt, starts_as_jwt};

/// A credential has at least this many characters; examples in documentation are shorter.
const SHORTEST: usize = 12;
/// Values are looked at up to here.
const LONGEST: usize = 4096;
/// Names in source code change this often between letters and digits at most: `sha256_key1`.
const CHANGES_IN_NAMES: usize = 4;

/// Credentials that RFCs print (6749, 6750 and 5849), and with them the documentation of most libraries. The world knows
/// them, and no server takes them.
const PUBLISHED: &[&[u8]] =
    &[b"2YotnFZFEjr1zCsicMWpAA", b"7Fjfp0ZBr1KtDRbnfVdmIw", b"h480djs93hd8", b"mF_9.B5f-4.1JqM"];

/// A token behind `Bearer`, in a header or in a place that is named for one.
pub(super) fn is_bearer_token(clue: Named<'_>) -> bool {
    let behind = clue.behind();
    if let Some(name) = with_token(clue) {
        return name.value().is_some_and(|reached| reached.joint != Joint::Blank && is_token(reached));
    }
    if let Some(rest) = behind.strip_prefix(b"%20").or_else(|| behind.strip_prefix(b"+")) {
        return is_token(Reached { value: skip_quote(skip_blanks(rest)), joint: Joint::Blank, quote: None });
    }
    clue.value().is_some_and(is_token)
}

/// `bearerToken`, `bearer_token`.
fn with_token(clue: Named<'_>) -> Option<Named<'_>> {
    let behind = clue.behind();
    let joint = usize::from(matches!(behind, [b'_' | b'-', ..]));
    let word = behind.get(joint..joint + 5)?;
    word.eq_ignore_ascii_case(b"token").then_some(Named { end: clue.end + joint + 5, ..clue })
}

fn is_token(reached: Reached<'_>) -> bool {
    let value = reached.value;
    if starts_as_jwt(value) {
        // A JWT is judged by its payload, and the start of one with dots behind it is an example.
        return !is_jwt(value) && !is_cut_jwt(value) && is_credential(reached);
    }
    // An id before the secret.
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = match value[digits..].strip_prefix(b"|").or_else(|| value[digits..].strip_prefix(b":")) {
        Some(rest) if digits > 0 => rest,
        _ => value,
    };
    is_credential(Reached { value: rest, ..reached })
}

/// A value behind a name of a client's key.
pub(super) fn is_named_credential(name: Named<'_>) -> bool {
    name.value().is_some_and(|reached| reached.joint != Joint::Blank && is_credential(reached))
}

/// A value that is long and mixed enough to be a credential rather than a word.
fn is_credential(reached: Reached<'_>) -> bool {
    let value = &reached.value[..reached.value.len().min(LONGEST)];
    let length = match reached.quote {
        Some(quote) => quoted_length(value, quote),
        None => bare_length(value),
    };
    let (value, behind) = value.split_at(length);
    value.len() >= SHORTEST
        && value.iter().any(u8::is_ascii_digit)
        && value.iter().any(u8::is_ascii_alphabetic)
        && !is_source_code(value, behind, reached.quote)
        && !contains_word(value, INVENTED_WORD)
        && !contains_word(value, "example")
        && !PUBLISHED.contains(&value)
}

/// Up to a quote, or to what no credential holds.
fn quoted_length(value: &[u8], quote: u8) -> usize {
    let ends = |byte: &u8| *byte == quote || *byte == b'\\' || !byte.is_ascii_graphic();
    value.iter().position(ends).unwrap_or(value.len())
}

/// A run of token characters; other signs that passwords hold count between them.
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

/// A call, a path, a placeholder or an address: `env::var(...)`, `credentials.key_1()`, `${CLIENT_KEY_1}`.
fn is_source_code(value: &[u8], behind: &[u8], quote: Option<u8>) -> bool {
    if quote.is_some() {
        return ["://", "::", "()", "${", "{{", "$(", "%(", "<", "%{"]
            .iter()
            .any(|sign| memchr::memmem::find(value, sign.as_bytes()).is_some())
            || matches!(value, [b'$' | b'{' | b'%', ..]);
    }
    match behind {
        [b':', b':', ..] | [b':', b'/', b'/', ..] | [b'!', b'(' | b'[' | b'{', ..] | [b'$' | b'{', ..] => {
            true
        }
        [b'(' | b'[', ..] => changes(value) <= CHANGES_IN_NAMES,
        _ => false,
    }
}

/// How often letters follow digits or the other way round.
fn changes(value: &[u8]) -> usize {
    let is_changed = |pair: &[u8]| pair[0].is_ascii_digit() != pair[1].is_ascii_digit();
    value.windows(2).filter(|pair| is_changed(pair)).count()
}

fn contains_word(value: &[u8], word: &str) -> bool {
    value.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

fn is_credential_char(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'~' | b'+' | b'/')
}
