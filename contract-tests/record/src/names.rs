//! Names from outside: properties, query parameters, folders.

/// The longest name that is kept, in bytes.
const MAX_NAME: usize = 64;

/// True for names that may be shown and kept: up to 64 letters, digits, `_`, `.` and `-`.
pub(super) fn is_plain(name: &str) -> bool {
    (1..=MAX_NAME).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

/// The folder of an operation whose id has no ASCII letter or digit.
const NAMELESS: &str = "operation";

/// A folder name: plain, not hidden and never empty.
pub(super) fn folder(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '_' | '-') { c } else { '-' })
        .take(MAX_NAME)
        .collect();
    match plain.trim_matches('-') {
        "" => NAMELESS.to_owned(),
        trimmed => trimmed.to_owned(),
    }
}

/// Longer names may be encoded values.
const MIN_OPAQUE: usize = 16;

/// True for names that are likely values: ids, numbers, hashes, encoded text.
pub(super) fn is_value(name: &str) -> bool {
    let longest_number = name.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let is_number = digits >= 4 && digits * 2 >= name.len();
    longest_number >= 5 || digits >= 8 || is_number || is_opaque(name)
}

/// True if lower case, upper case and digits alternate more often than in a name made of words.
fn is_opaque(name: &str) -> bool {
    let changes = name.as_bytes().windows(2).filter(|pair| {
        let capital = pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
        let number = pair[0].is_ascii_digit() != pair[1].is_ascii_digit();
        capital || number
    });
    name.len() >= MIN_OPAQUE && changes.count() * 10 >= name.len() * 3
}
