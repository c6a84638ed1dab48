//! Table columns: a line of names with lines of values, or the lists of an `INSERT`.

use super::key_value::{NameMatch, is_quote};

/// The longest list of names or values, in bytes.
const MAX_LINE: usize = 1024;
/// How many lines of values are examined.
const MAX_ROWS: usize = 3;
/// The longest column name, in bytes.
const MAX_NAME: usize = 40;

/// True if the name is a column and `wanted` holds for a value in that column.
pub(super) fn column_holds(name: NameMatch<'_>, wanted: impl Fn(&[u8]) -> bool) -> bool {
    let Some(separator) = separator(name) else {
        return false;
    };
    let before = name.before();
    let nearest = name.start.saturating_sub(MAX_LINE);
    let start =
        before[nearest..].iter().rposition(|byte| matches!(byte, b'\n' | b'(')).map(|at| nearest + at + 1);
    if start.is_none() && nearest > 0 {
        return false;
    }
    let start = start.unwrap_or(0);
    let Some(length) = end_of_list(name.behind()) else {
        return false;
    };
    let end = name.end + length;
    let names = cells(&name.text[start..end], separator);
    if names.len() < 2 || !names.iter().all(|cell| is_column_name(cell)) {
        return false;
    }
    let column = cells(&name.text[start..name.start], separator).len() - 1;
    rows(&name.text[end..]).take(MAX_ROWS).any(|row| {
        let values = cells(row, separator);
        values.len() == names.len() && wanted(bare(values[column]))
    })
}

/// The separator between this name and the next, or the previous one.
fn separator(name: NameMatch<'_>) -> Option<u8> {
    let is_separator = |byte: &u8| matches!(byte, b',' | b';' | b'\t' | b'|');
    let is_space = |byte: &u8| is_quote(*byte) || *byte == b' ';
    let next = name.behind().iter().find(|byte| !is_space(byte)).filter(|byte| is_separator(byte));
    let last = || name.before().iter().rev().find(|byte| !is_space(byte)).filter(|byte| is_separator(byte));
    next.or_else(last).copied()
}

fn end_of_list(behind: &[u8]) -> Option<usize> {
    behind.iter().take(MAX_LINE).position(|byte| matches!(byte, b'\n' | b')'))
}

/// The value lists that follow a list of names.
fn rows(behind: &[u8]) -> impl Iterator<Item = &[u8]> {
    let insert = behind.strip_prefix(b")").map(|rest| {
        let values = rest.trim_ascii_start();
        let is_insert = values.get(..6).is_some_and(|word| word.eq_ignore_ascii_case(b"values"));
        if is_insert { &values[6..] } else { &[] }
    });
    let (lists, lines) = match insert {
        Some(lists) => (&lists[..lists.len().min(MAX_LINE * MAX_ROWS)], &[][..]),
        None => (&[][..], behind.get(1..).unwrap_or_default()),
    };
    let lists = lists.split(|byte| *byte == b'(').skip(1);
    let lists = lists.filter_map(|list| Some(&list[..list.iter().position(|byte| *byte == b')')?]));
    let lines = &lines[..lines.len().min(MAX_LINE * MAX_ROWS)];
    lists.chain(lines.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end))
}

/// Splits at separators outside of quotes.
fn cells(list: &[u8], separator: u8) -> Vec<&[u8]> {
    let mut quote = None;
    list.split(|byte| {
        match quote {
            None if matches!(byte, b'"' | b'\'') => quote = Some(*byte),
            Some(open) if open == *byte => quote = None,
            _ => {}
        }
        quote.is_none() && *byte == separator
    })
    .collect()
}

fn is_column_name(cell: &[u8]) -> bool {
    cell.len() <= MAX_NAME
        && cell
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || is_quote(*byte) || b"_-. \r/[]".contains(byte))
}

/// A cell without surrounding blanks and quotes.
fn bare(cell: &[u8]) -> &[u8] {
    let cell = cell.trim_ascii();
    match cell {
        [open, inner @ .., close] if open == close && is_quote(*open) => inner,
        _ => cell,
    }
}
