//! Names of folders.

/// The longest name of a folder, in bytes.
const MAX_NAME: usize = 64;

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
