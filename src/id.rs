//! Ids in URL paths.

use std::fmt::Write as _;

use crate::error::Error;

const MAX_LENGTH: usize = 128;

/// Percent-encodes an id as one path segment (RFC 3986, section 2.1).
pub(crate) fn encode(id: &str) -> String {
    let mut text = String::with_capacity(id.len());
    for byte in id.bytes() {
        if is_unreserved(byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a `String` can't fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

/// The unreserved characters of RFC 3986, section 2.3.
fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~')
}

/// Returns `id` if it is a valid path segment without encoding. The API uses UUIDs today, but to this client an id is an
/// opaque string.
pub(crate) fn check<'a>(field: &'static str, id: &'a str) -> Result<&'a str, Error> {
    let refused = |reason| Err(Error::InvalidInput { field, reason });
    if id.is_empty() || id.len() > MAX_LENGTH {
        return refused("an id has 1 to 128 characters");
    }
    if !id.bytes().all(is_unreserved) {
        return refused("an id consists of ASCII letters, digits, `-`, `_`, `.` and `~`");
    }
    if id.bytes().all(|byte| byte == b'.') {
        return refused("an id of dots only would change the path");
    }
    if (12..=19).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit()) {
        return refused(
            "the id may be a card number, which must not appear in a URL; use the id of the card",
        );
    }
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn an_encoded_id_is_one_path_segment() {
        assert_eq!(encode("8d4f-2A_b.c~"), "8d4f-2A_b.c~");
        assert_eq!(encode("a/b?c#d%e f\\é"), "a%2Fb%3Fc%23d%25e%20f%5C%C3%A9");
    }
}
