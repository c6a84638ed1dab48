//! XML and HTML elements.

use super::key_value::NameMatch;

/// The most bytes of attributes before an element's text.
const MAX_ATTRIBUTES: usize = 256;

/// The text of an element with this name, after its attributes.
pub(super) fn behind_attributes(name: NameMatch<'_>) -> Option<&[u8]> {
    let behind = name.behind();
    if !behind.first()?.is_ascii_whitespace() || !starts_element(name.before()) {
        return None;
    }
    let window = &behind[..behind.len().min(MAX_ATTRIBUTES)];
    let end = window.iter().position(|byte| matches!(byte, b'<' | b'>'))?;
    (window[end] == b'>' && window[..end].contains(&b'=')).then(|| &behind[end + 1..])
}

/// True if an angle bracket, with or without a namespace prefix, precedes the name.
fn starts_element(before: &[u8]) -> bool {
    let is_prefix = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.');
    let prefix = before.iter().rev().take(MAX_ATTRIBUTES).take_while(is_prefix).count();
    before[..before.len() - prefix].ends_with(b"<")
}
