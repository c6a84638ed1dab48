//! Table columns: a line of names with lines of values, or the lists of an `INSERT`.

use std::ops::Range;

use super::key_value::{NameMatch, is_quote};

/// The longest list of names or values, in bytes.
const MAX_LINE: usize = 1024;
/// How many lines of values are examined.
const MAX_ROWS: usize = 3;
/// The longest column name, in bytes.
const MAX_NAME: usize = 40;

/// The tables of a text, from left to right. Each list of names is read once, however many names it has.
#[derive(Default)]
pub(super) struct Tables<'t> {
    /// The list that was read last.
    last: Option<Table<'t>>,
    breaks: Breaks,
}

/// A list of names with the lists of values that follow it.
struct Table<'t> {
    /// The range of the list in the text.
    list: Range<usize>,
    separator: u8,
    /// The offsets of the separators between the names.
    ends: Vec<usize>,
    /// The values; none unless the list is one of column names.
    rows: Vec<Vec<&'t [u8]>>,
}

/// The breaks between lists, around an offset that moves from left to right.
#[derive(Default)]
struct Breaks {
    /// The last break before `searched`.
    last: Option<usize>,
    searched: usize,
    /// A part of the text without a break.
    free: Range<usize>,
}

impl<'t> Tables<'t> {
    /// The values in the column of this name; none if it is no column.
    pub(super) fn column(&mut self, name: NameMatch<'t>) -> impl Iterator<Item = &'t [u8]> {
        let table = separator(name).and_then(|separator| self.table(name, separator));
        let column = table.map(|table| (table.ends.partition_point(|end| *end < name.start), &table.rows));
        column.into_iter().flat_map(|(column, rows)| {
            rows.iter().filter_map(move |row| row.get(column).map(|cell| bare(cell)))
        })
    }

    fn table(&mut self, name: NameMatch<'t>, separator: u8) -> Option<&Table<'t>> {
        let is_known = |table: &Table<'_>| table.list.contains(&name.start) && table.separator == separator;
        if !self.last.as_ref().is_some_and(is_known) {
            self.last = Some(Table::read(name.text, self.breaks.around(name)?, separator));
        }
        self.last.as_ref()
    }
}

impl<'t> Table<'t> {
    fn read(text: &'t [u8], list: Range<usize>, separator: u8) -> Self {
        let names = cells(&text[list.clone()], separator);
        let mut end = list.start;
        let ends = names.iter().map(|name| {
            end += name.len() + 1;
            end - 1
        });
        let ends: Vec<usize> = ends.take(names.len() - 1).collect();
        let is_header = names.len() > 1 && names.iter().all(|cell| is_column_name(cell));
        let rows = rows(&text[list.end..]).take(if is_header { MAX_ROWS } else { 0 });
        let rows = rows.map(|row| cells(row, separator)).filter(|row| row.len() == names.len()).collect();
        Self { list, separator, ends, rows }
    }
}

impl Breaks {
    /// The range of the list around a name, if it is not too long.
    fn around(&mut self, name: NameMatch<'_>) -> Option<Range<usize>> {
        let text = name.text;
        let nearest = name.start.saturating_sub(MAX_LINE);
        let from = self.searched.max(nearest).min(name.start);
        let new = text[from..name.start].iter().rposition(|byte| matches!(byte, b'\n' | b'('));
        self.last = new.map(|at| from + at + 1).or(self.last);
        self.searched = self.searched.max(name.start);
        let start = match self.last.filter(|last| *last >= nearest) {
            None if nearest > 0 => return None,
            start => start.unwrap_or(0),
        };
        Some(start..self.end(text, name.end)?)
    }

    fn end(&mut self, text: &[u8], at: usize) -> Option<usize> {
        let limit = text.len().min(at + MAX_LINE);
        let from = if self.free.contains(&at) { self.free.end } else { at };
        let found = text.get(from..limit)?.iter().position(|byte| matches!(byte, b'\n' | b')'));
        let end = found.map(|length| from + length);
        self.free = at..end.unwrap_or(limit);
        end
    }
}

/// The separator between this name and the next, or the previous one.
fn separator(name: NameMatch<'_>) -> Option<u8> {
    let is_separator = |byte: &u8| matches!(byte, b',' | b';' | b'\t' | b'|');
    let is_space = |byte: &u8| is_quote(*byte) || *byte == b' ';
    let next = name.behind().iter().find(|byte| !is_space(byte)).filter(|byte| is_separator(byte));
    let last = || name.before().iter().rev().find(|byte| !is_space(byte)).filter(|byte| is_separator(byte));
    next.or_else(last).copied()
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
