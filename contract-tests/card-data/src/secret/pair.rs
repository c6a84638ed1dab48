//! Names and values with labels of their own: `{"name": "...", "value": "..."}`, and parts of multipart
//! forms.

use super::key_value::{NameMatch, is_quote, skip_blanks, skip_closers, skip_quote, skip_sign};

/// How far after the name its value may be, in bytes.
const MAX_DISTANCE: usize = 256;

/// Labels of names.
const LABELS: &[&[u8]] = &[b"name", b"key", b"id", b"field"];

/// The value of a labelled pair with this name.
pub(super) fn value_of_pair(name: NameMatch<'_>) -> Option<&[u8]> {
    if !is_labelled(name) {
        return None;
    }
    let behind = name.behind();
    let window = &behind[..behind.len().min(MAX_DISTANCE)];
    let end =
        window.iter().position(|byte| matches!(byte, b'<' | b'>' | b'{' | b'}')).unwrap_or(window.len());
    let window = &window[..end];
    memchr::memmem::find_iter(window, b"alue").find_map(|at| {
        let is_label = matches!(window.get(at.checked_sub(1)?), Some(b'v' | b'V'));
        let starts_word = at < 2 || !window[at - 2].is_ascii_alphanumeric();
        let sign = skip_blanks(skip_quote(&behind[at + 4..]));
        (is_label && starts_word).then(|| skip_sign(sign)).flatten()
    })
}

/// The body of the multipart part with this name: the text after the next empty line.
pub(super) fn in_part(name: NameMatch<'_>) -> Option<&[u8]> {
    if !is_labelled(name) {
        return None;
    }
    let behind = skip_closers(name.behind());
    if !matches!(behind, [b'\r' | b'\n' | b';', ..]) {
        return None;
    }
    let window = &behind[..behind.len().min(MAX_DISTANCE)];
    let empty = ["\r\n\r\n", "\n\n"]
        .iter()
        .filter_map(|line| memchr::memmem::find(window, line.as_bytes()).map(|at| at + line.len()))
        .min()?;
    Some(&behind[empty..])
}

/// True if a label and a sign precede the name.
fn is_labelled(name: NameMatch<'_>) -> bool {
    // The rest of a longer name, or an index.
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'[' | b'.');
    let before = name.before();
    let before = &before[..before.len() - before.iter().rev().take(MAX_DISTANCE).take_while(is_part).count()];
    let quote = before.last().is_some_and(|byte| is_quote(*byte));
    let before = before[..before.len() - usize::from(quote)].trim_ascii_end();
    let Some((b':' | b'=', label)) = before.split_last() else {
        return false;
    };
    let label = label.trim_ascii_end();
    let quote = label.last().is_some_and(|byte| is_quote(*byte));
    let label = &label[..label.len() - usize::from(quote)];
    LABELS.iter().any(|known| {
        label.len() >= known.len() && label[label.len() - known.len()..].eq_ignore_ascii_case(known)
    })
}
