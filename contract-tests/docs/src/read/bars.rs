//! Tables in plain text with cells separated by bars, as text extractors produce them: with or without a rule
//! below the header, with or without bars at the ends of a row, and possibly after the last words of the
//! preceding sentence.

use super::inline::plain;
use super::pipe_table::{cells, columns, title};
use crate::page::{Row, Table};
use crate::vocabulary::column;

/// The maximum number of lines of a broken row.
const LONGEST_ROW: usize = 6;

/// A table in plain text.
pub(super) struct BarTable {
    /// Words on the line of the header that are not part of it.
    pub(super) lead: Option<String>,
    pub(super) table: Table,
    /// The number of lines.
    pub(super) used: usize,
}

/// The table that starts at this line.
pub(super) fn table(lines: &[(u32, String)]) -> Option<BarTable> {
    let first = lines.first()?.1.trim();
    let is_ruled = lines.get(1).is_some_and(|(_, text)| is_rule(text));
    let (lead, header) = parted(first, is_ruled)?;
    let header = cells(header)?;
    let known = header.iter().filter(|cell| column(&plain(cell)).is_some()).count();
    if !is_ruled && (header.len() < 2 || known < header.len()) {
        return None;
    }
    let columns = columns(&header);
    let mut used = if is_ruled { 2 } else { 1 };
    let mut rows = Vec::new();
    loop {
        let rest = lines.get(used..).unwrap_or_default();
        let blank = rest.iter().take_while(|(_, text)| text.trim().is_empty()).count();
        let rest = rest.get(blank..).unwrap_or_default();
        // Only rows with bars at both ends continue after a blank line.
        let is_closed =
            |text: &str| text.trim().len() > 1 && text.trim().starts_with('|') && text.trim().ends_with('|');
        // The header of the next table may follow directly.
        let is_header = rest.get(1).is_some_and(|(_, text)| is_rule(text));
        if is_header {
            break;
        }
        let goes_on = rest.first().is_some_and(|(_, text)| blank == 0 || is_closed(text));
        let Some((row, taken)) = goes_on.then(|| row(rest, columns.len())).flatten() else { break };
        rows.push(row);
        used += blank + taken;
    }
    (!rows.is_empty()).then_some(BarTable {
        lead,
        table: Table { title: title(&header), columns, rows },
        used,
    })
}

/// `|---|:--|`, with any number of cells.
fn is_rule(text: &str) -> bool {
    let text = text.trim();
    text.contains('|') && text.contains("---") && text.chars().all(|c| "-|: ".contains(c))
}

/// The header of a table, and the words before it on the same line: `Payload:| Field | Type |`.
fn parted(line: &str, is_ruled: bool) -> Option<(Option<String>, &str)> {
    let at = line.find('|')?;
    let (before, rest) = line.split_at(at);
    let is_table = line.ends_with('|') && line.matches('|').count() >= 2;
    match before.chars().next_back() {
        None => is_table.then_some((None, line)),
        Some(last) if last.is_whitespace() => is_ruled.then_some((None, line)),
        Some(_) => (is_ruled && is_table && rest.len() > 1).then(|| (Some(before.to_owned()), rest)),
    }
}

/// A row, possibly broken within a cell, and its number of lines.
fn row(lines: &[(u32, String)], width: usize) -> Option<(Row, usize)> {
    let (line, first) = lines.first()?;
    if !first.contains('|') || first.starts_with(['{', '[']) {
        return None;
    }
    let mut text = String::new();
    for (index, (_, part)) in lines.iter().take(LONGEST_ROW).enumerate() {
        if part.trim().is_empty() {
            break;
        }
        text = if index == 0 { part.trim().to_owned() } else { format!("{text} {}", part.trim()) };
        let mut found = cells(&text)?;
        if text.ends_with('|') && text.len() > 1 && (found.len() >= width || index == 0) {
            found.resize(width, String::new());
            return Some((
                Row { line: *line, cells: found.iter().map(|cell| plain(cell)).collect() },
                index + 1,
            ));
        }
    }
    let mut found = cells(first)?;
    (found.len() == width).then(|| {
        found.resize(width, String::new());
        (Row { line: *line, cells: found.iter().map(|cell| plain(cell)).collect() }, 1)
    })
}

#[cfg(test)]
mod tests {
    use super::table;

    fn numbered(text: &str) -> Vec<(u32, String)> {
        (1..).zip(text.lines()).map(|(line, text)| (line, text.to_owned())).collect()
    }

    #[test]
    fn rows_need_no_leading_bar() {
        let found = table(&numbered(
            "| Name | Type | Description |\n|---|---|---|\nid | string | The ship. |\nflag | string | Its\nflag. |\nResponse",
        ))
        .unwrap();
        assert_eq!(found.used, 5);
        assert_eq!(found.table.rows.len(), 2);
        assert_eq!(found.table.rows[1].cells, ["flag", "string", "Its flag."]);
    }

    #[test]
    fn a_header_can_stand_behind_a_sentence() {
        let found = table(&numbered("Payload:| Field | Type |\n|---|\nid | string |\n")).unwrap();
        assert_eq!((found.lead.as_deref(), found.table.columns.len(), found.used), (Some("Payload:"), 2, 3));
    }

    #[test]
    fn bars_in_a_sentence_are_no_table() {
        for text in ["true | false\nnext", "a | b |\nc | d |", "| just | words |\n| more | words |"] {
            assert!(table(&numbered(text)).is_none(), "{text}");
        }
    }
}
