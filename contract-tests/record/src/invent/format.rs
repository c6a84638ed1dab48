//! Recognizes formats beyond letters, digits and punctuation, and invents values in them.

use std::net::IpAddr;

use rand::rngs::StdRng;
use rand::{Rng, RngExt};

use super::characters::{Lengths, replaced};
use super::prefixes::Prefixes;
use super::{time, token};

/// An invented value in the same format, if the text has a known one.
pub(super) fn invented(real: &str, prefixes: &Prefixes, random: &mut StdRng) -> Option<String> {
    if is_uuid(real) {
        return Some(uuid(real, random));
    }
    time::invented(real, random)
        .or_else(|| token::invented_jwt(real, prefixes, random))
        .or_else(|| mail(real, random))
        .or_else(|| url(real, random))
        .or_else(|| address(real, random))
        .or_else(|| base64(real, random))
        .or_else(|| token::invented_prefixed(real, prefixes, random))
}

/// True for the form 8-4-4-4-12.
pub(super) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// A random UUID (version 4), in the case of the real one.
fn uuid(real: &str, random: &mut StdRng) -> String {
    let mut bytes = [0u8; 16];
    random.fill_bytes(&mut bytes);
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let digits = format!("{:032x}", u128::from_be_bytes(bytes));
    let uuid = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-");
    if real.bytes().any(|byte| byte.is_ascii_uppercase()) { uuid.to_ascii_uppercase() } else { uuid }
}

/// `someone@example.com`
fn mail(real: &str, random: &mut StdRng) -> Option<String> {
    let (local, domain) = real.split_once('@')?;
    let one_word = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "@,;<>()/".contains(c))
    };
    let is_host =
        domain.contains('.') && domain.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    if !one_word(local) || !is_host {
        return None;
    }
    let local = replaced(local, Lengths::About, random);
    // Two people with short names must remain two people.
    Some(format!("{local}{}@example.com", random.random_range(100..1000)))
}

/// `https://example.com/...` with the same number of segments and the same file extension.
fn url(real: &str, random: &mut StdRng) -> Option<String> {
    let (scheme, rest) = real.split_once("://")?;
    if !matches!(scheme, "http" | "https") || rest.contains(char::is_whitespace) {
        return None;
    }
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    let mut url = format!("{scheme}://example.com");
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let (name, extension) = match segment.rsplit_once('.') {
            Some((name, extension)) if segments.peek().is_none() && EXTENSIONS.contains(&extension) => {
                (name, Some(extension))
            }
            _ => (segment, None),
        };
        url.push('/');
        let name =
            if is_uuid(name) { uuid(name, random) } else { replaced(&plain(name), Lengths::About, random) };
        url.push_str(&name);
        if let Some(extension) = extension {
            url.push('.');
            url.push_str(extension);
        }
    }
    Some(url)
}

/// A segment without percent signs, because the digits of an encoded byte must not be replaced individually.
fn plain(segment: &str) -> String {
    segment.replace('%', "-")
}

/// Common file extensions, none of which is a name.
const EXTENSIONS: &[&str] =
    &["csv", "gif", "html", "jpeg", "jpg", "json", "pdf", "png", "svg", "txt", "webp", "xml"];

/// An address reserved for documentation (RFC 5737, RFC 3849).
fn address(real: &str, random: &mut StdRng) -> Option<String> {
    match real.parse().ok()? {
        IpAddr::V4(_) => Some(format!("192.0.2.{}", random.random_range(1..255))),
        IpAddr::V6(_) => Some(format!("2001:db8::{:x}", random.random_range(1..0xffff))),
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// As many random bytes in padded base64. Unpadded base64 cannot be told from other ids.
fn base64(real: &str, random: &mut StdRng) -> Option<String> {
    let body = real.trim_end_matches('=');
    let padding = real.len() - body.len();
    let is_base64 = body.len() >= 6
        && matches!(padding, 1 | 2)
        && real.len().is_multiple_of(4)
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_'));
    if !is_base64 {
        return None;
    }
    let mut text: Vec<u8> = (0..body.len()).map(|_| ALPHABET[random.random_range(0..62)]).collect();
    // The unused bits before the padding are zero.
    let spare = if padding == 1 { 4 } else { 16 };
    if let Some(last) = text.last_mut() {
        *last = ALPHABET[random.random_range(0..62 / spare) * spare];
    }
    text.extend(std::iter::repeat_n(b'=', padding));
    String::from_utf8(text).ok()
}
