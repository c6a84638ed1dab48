//! The outline of a YAML document in block style, by its lines.

use super::outline::{MAX_MEMBERS, Member, Outline};

/// The outline of the first document.
pub(super) fn of(bytes: &[u8]) -> Outline {
    let mut outline = Outline { is_yaml: true, ..Outline::default() };
    let mut at = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let rest = bytes.get(at..).unwrap_or_default();
        at += line.len();
        let has_begun = !outline.members.is_empty();
        let is_item = line.starts_with(b"- ");
        outline.is_list |= is_item && !has_begun;
        let is_next = line.starts_with(b"---") || (is_item && outline.is_list);
        if has_begun && (is_next || outline.members.len() == MAX_MEMBERS) {
            outline.is_settled = true;
            break;
        }
        let rest = if outline.is_list { rest.get(2..).unwrap_or_default() } else { rest };
        let is_indented = outline.is_list && !is_item && !line.starts_with(b"  ");
        if let Some((key, value)) = member(rest).filter(|_| !is_indented) {
            outline.members.push(Member::new(key, value));
        }
    }
    outline
}

/// The key at the start of a line, and what follows it: its value, and what comes after that.
fn member(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let quote = rest.first().filter(|byte| matches!(byte, b'"' | b'\''));
    let rest = if quote.is_some() { rest.get(1..)? } else { rest };
    let length = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"_-.".contains(byte))?;
    let (key, after) = rest.split_at_checked(length).filter(|(key, _)| !key.is_empty())?;
    let after = match quote {
        Some(quote) => after.strip_prefix(&[*quote])?,
        None => after,
    };
    let value = after.strip_prefix(b":")?;
    let is_key = value.first().is_none_or(u8::is_ascii_whitespace);
    is_key.then(|| (key, line_or_block(value)))
}

/// The rest of the line, or else the indented lines below it.
fn line_or_block(value: &[u8]) -> &[u8] {
    let line = value.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if !line.trim_ascii().is_empty() {
        return line.trim_ascii();
    }
    value.get(line.len() + 1..).unwrap_or_default()
}
