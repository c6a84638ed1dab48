//! Names from outside: property names, query parameters, folders.

/// The longest name that is kept.
const LONGEST: usize = 64;

/// True for names that may be shown and kept: letters, digits, `_`, `.` and `-`, at most 64.
pub(super) fn is_plain(name: &str) -> bool {
    (1..=LONGEST).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

/// A name for a folder: plain, and not hidden.
pub(super) fn folder(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '_' | '-') { c } else { '-' })
        .take(LONGEST)
        .collect();
    plain.trim_matches('-').to_owned()
}
