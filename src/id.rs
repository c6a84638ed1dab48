//! Ids on their way into a path.

use crate::error::Error;

const LONGEST: usize = 128;

/// `id` if it stays what it is inside a path. The API's ids are UUIDs today, but opaque texts to this client.
pub(crate) fn check<'a>(field: &'static str, id: &'a str) -> Result<&'a str, Error> {
    let refused = |reason| Err(Error::InvalidInput { field, reason });
    if id.is_empty() || id.len() > LONGEST {
        return refused("an id has 1 to 128 characters");
    }
    if !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~')) {
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
