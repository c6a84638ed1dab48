//! Tokens: JSON Web Tokens, and opaque ones with a prefix.

use rand::RngExt;
use rand::rngs::StdRng;

use super::characters::{Lengths, replaced};
use super::prefixes::Prefixes;
use card_data::{INVENTED_WORD, invented_jwt as constant_jwt};

/// Longer prefixes are part of the value.
const MAX_PREFIX: usize = 10;
/// Shorter values after a prefix are words (`not_found`).
const MIN_REST: usize = 6;
/// Shorter tokens have no room for the marker.
const MIN_MARKED: usize = 12;

/// The only JWT that may be recorded, with the real one's prefix and a signature of the same length.
pub(super) fn invented_jwt(real: &str, prefixes: &Prefixes, random: &mut StdRng) -> Option<String> {
    let parts: Vec<&str> = real.split('.').collect();
    let [header, payload, signature] = parts[..] else {
        return None;
    };
    let is_base64url =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let start = header.find("eyJ")?;
    let prefix = &header[..start];
    if !payload.starts_with("eyJ") || !is_base64url(real.replace('.', "").as_str()) || !is_prefix(prefix) {
        return None;
    }
    let signature: String = signature.chars().map(|_| alphanumeric(random)).collect();
    Some(constant_jwt(&prefixes.kept(prefix, random), &signature))
}

/// `prefix_` and other letters and digits.
pub(super) fn invented_prefixed(real: &str, prefixes: &Prefixes, random: &mut StdRng) -> Option<String> {
    let (prefix, rest) = real.split_at(real.find('_')? + 1);
    let is_opaque = rest.len() >= MIN_REST
        && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && rest.bytes().any(|byte| byte.is_ascii_digit());
    if !is_opaque || !is_prefix(prefix) {
        return None;
    }
    let rest = replaced(rest, Lengths::Exact, random);
    Some(prefixes.kept(prefix, random) + &rest)
}

/// Writes the marker of invented credentials over the start of a token, if it is long enough.
pub(super) fn marked(token: &str) -> Option<String> {
    if token.contains(INVENTED_WORD) || token.contains('.') {
        return None;
    }
    let start = token.find('_').map_or(0, |underscore| underscore + 1);
    let end = start + INVENTED_WORD.len();
    let room = token.len() >= MIN_MARKED && token.is_ascii() && token.len() >= end;
    let opaque = room && token[start..end].bytes().all(|byte| byte.is_ascii_alphanumeric());
    opaque.then(|| format!("{}{INVENTED_WORD}{}", &token[..start], &token[end..]))
}

/// Writes the marker over the start of every alphanumeric run that has room for it.
pub(super) fn marked_throughout(token: &str) -> String {
    let mut out = String::with_capacity(token.len());
    for piece in token.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let run = piece.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if run < INVENTED_WORD.len() {
            out.push_str(piece);
            continue;
        }
        out.push_str(INVENTED_WORD);
        out.push_str(&piece[INVENTED_WORD.len()..]);
    }
    out
}

/// True for an empty text, or a few letters followed by an underscore.
fn is_prefix(text: &str) -> bool {
    let Some(word) = text.strip_suffix('_') else {
        return text.is_empty();
    };
    (1..=MAX_PREFIX).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn alphanumeric(random: &mut StdRng) -> char {
    const CHARACTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    char::from(CHARACTERS[random.random_range(0..CHARACTERS.len())])
}
