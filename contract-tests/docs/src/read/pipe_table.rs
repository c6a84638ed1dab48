//! Markdown tables.

use crate::page::{Row, Table};
use crate::vocabulary::{Column, column};

/// The columns of a header row, by name. The first column, for names, may have any title.
pub(crate) fn columns(cells: &[String]) -> Vec<Column> {
    let mut columns: Vec<Column> =
        cells.iter().map(|cell| column(&plain(cell)).unwrap_or(Column::Other)).collect();
    let typed =
        columns.iter().any(|column| matches!(column, Column::Type | Column::Required | Column::Default));
    if typed
        && !columns.contains(&Column::Name)
        && !columns.contains(&Column::Media)
        && let Some(first) = columns.first_mut()
    {
        *first = Column::Name;
    }
    columns
}

/// The title of the column for names.
pub(super) fn title(header: &[String]) -> String {
    header.first().map(|cell| plain(cell).to_lowercase()).unwrap_or_default()
}

/// The table that starts at this line, and its number of lines.
pub(crate) fn table(lines: &[(u32, String)]) -> Option<(Table, usize)> {
    let header = cells(&lines.first()?.1)?;
    let rule = cells(&lines.get(1)?.1)?;
    let is_rule = rule.iter().all(|cell| cell.contains('-') && cell.chars().all(|c| "-: ".contains(c)));
    if !is_rule {
        return None;
    }
    let columns = columns(&header);
    let mut rows = Vec::new();
    for (line, text) in lines.iter().skip(2) {
        let Some(mut cells) = cells(text) else { break };
        cells.resize(columns.len(), String::new());
        rows.push(Row { line: *line, cells: row_cells(&cells, &columns) });
    }
    let used = rows.len() + 2;
    Some((Table { title: title(&header), columns, rows }, used))
}

/// The cells of a row; those with descriptions keep the marks of code.
fn row_cells(cells: &[String], columns: &[Column]) -> Vec<String> {
    let is_text = |column: &Column| matches!(column, Column::Text | Column::Values | Column::Other);
    cells
        .iter()
        .zip(columns)
        .map(|(cell, column)| if is_text(column) { with_code(cell) } else { plain(cell) })
        .collect()
}

pub(super) fn cells(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    if !line.contains('|') {
        return None;
    }
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = if inner.ends_with("\\|") { inner } else { inner.strip_suffix('|').unwrap_or(inner) };
    let mut cells = vec![String::new()];
    let mut in_code = false;
    let mut before = ' ';
    for c in inner.chars() {
        if c == '`' {
            in_code = !in_code;
        }
        match c {
            '|' if before != '\\' && !in_code => cells.push(String::new()),
            _ => cells.last_mut()?.push(c),
        }
        before = c;
    }
    Some(cells.iter().map(|cell| cell.replace("\\|", "|").trim().to_owned()).collect())
}

/// Text without Markdown marks.
pub(crate) fn plain(text: &str) -> String {
    unmarked(text, &['`', '*'])
}

/// Text without Markdown marks, except for those of code.
pub(crate) fn with_code(text: &str) -> String {
    unmarked(text, &['*'])
}

fn unmarked(text: &str, marks: &[char]) -> String {
    let mut out = String::new();
    let mut rest = text.trim();
    while let Some(c) = rest.chars().next() {
        // Links keep their text; tags are removed.
        if c == '['
            && let Some((label, after)) = link(rest)
        {
            out.push_str(label);
            rest = after;
            continue;
        }
        if c == '<'
            && let Some((name, after)) = tag(rest)
        {
            // A line break parts words.
            if name == "br" || name == "p" {
                out.push(' ');
            }
            rest = after;
            continue;
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '\\' => {
                let next = rest.chars().next().unwrap_or('\\');
                out.push(next);
                rest = rest.get(next.len_utf8()..).unwrap_or_default();
            }
            c if marks.contains(&c) => {}
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

fn link(text: &str) -> Option<(&str, &str)> {
    let close = near(text).find("](")?;
    let label = text.get(1..close)?;
    let after = text.get(close + 2..)?;
    let end = after.find(')')?;
    (!label.contains('[')).then_some((label, after.get(end + 1..)?))
}

/// The text after an HTML tag; placeholders such as `<token>` are kept.
fn tag(text: &str) -> Option<(&str, &str)> {
    const TAGS: &[&str] = &["br", "code", "b", "i", "em", "strong", "a", "sup", "sub", "span", "p", "kbd"];
    let end = near(text).find('>')?;
    let inside = text.get(1..end)?.trim_start_matches('/');
    let name = inside.split([' ', '/']).next()?;
    TAGS.contains(&name).then(|| text.get(end + 1..)).flatten().map(|after| (name, after))
}

/// The maximum length of a link label or tag.
fn near(text: &str) -> &str {
    let end = text.char_indices().nth(400).map_or(text.len(), |(index, _)| index);
    text.get(..end).unwrap_or_default()
}
