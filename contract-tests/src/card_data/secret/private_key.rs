//! Private keys in PEM.

use super::joint::Named;

/// A key starts within this many bytes of its block's head, behind the headers it may have.
const KEY_WITHIN: usize = 512;
/// A line of a key is no shorter, unless it is the last one.
const KEY_LINE: usize = 48;

/// The marker is the head of a PEM block (`BEGIN` and perhaps an algorithm stand before it), and a key follows.
pub(super) fn is_key_block(head: Named<'_>) -> bool {
    let (before, behind) = (head.before(), head.behind());
    let algorithm =
        before.iter().rev().take_while(|byte| byte.is_ascii_uppercase() || **byte == b' ').count();
    let (dashes, words) = before.split_at(before.len() - algorithm);
    let window = &behind[..behind.len().min(KEY_WITHIN)];
    let mut runs = window.split(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'+' | b'/' | b'='));
    dashes.ends_with(b"-----") && words.starts_with(b"BEGIN ") && runs.any(|run| run.len() >= KEY_LINE)
}
