//! Ids on their way into a path.

use std::fmt::Write as _;

use crate::error::Error;

const LONGEST: usize = 128;

/// An id as a segment of a path: what is no plain character is written as `%` and two hexadecimal digits.
pub(crate) fn encode(id: &str) -> String {
    let mut text = String::with_capacity(id.len());
    for byte in id.bytes() {
        if is_plain(byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a string can't fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~')
}

/// `id` if it stays what it is inside a path. The API's ids are UUIDs today, but opaque texts to this client.
pub(crate) fn check<'a>(field: &'static str, id: &'a str) -> Result<&'a str, Error> {
    let refused = |reason| Err(Error::InvalidInput { field, reason });
    if id.is_empty() || id.len() > LONGEST {
        return refused("an id has 1 to 128 characters");
    }
    if !id.bytes().all(is_plain) {
        return refused("an id has only letters, digits, `-`, `_`, `.` and `~`");
    }
    if id.bytes().all(|byte| byte == b'.') {
        return refused("points alone would change the path");
    }
    if (12..=19).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit()) {
        return refused("this may be a card number, which must not become part of a URL; use the card's id");
    }
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn an_encoded_id_is_one_segment() {
        assert_eq!(encode("8d4f-2A_b.c~"), "8d4f-2A_b.c~");
        assert_eq!(encode("a/b?c#d%e f\\é"), "a%2Fb%3Fc%23d%25e%20f%5C%C3%A9");
    }
}
