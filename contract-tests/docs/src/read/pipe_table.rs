//! Markdown tables.

use super::inline::{Cell, plain};
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

/// The table with these cells; rows have the index of their line.
pub(super) fn table(header: &[Cell], rows: Vec<(usize, Vec<Cell>)>, line: impl Fn(usize) -> u32) -> Table {
    let header: Vec<String> = header.iter().map(|cell| cell.plain.clone()).collect();
    let columns = columns(&header);
    let row = |(at, cells): (usize, Vec<Cell>)| Row { line: line(at), cells: row_cells(cells, &columns) };
    let rows = rows.into_iter().map(row).collect();
    Table { title: title(&header), columns, rows }
}

/// The cells of a row; those with descriptions keep the marks of code.
fn row_cells(cells: Vec<Cell>, columns: &[Column]) -> Vec<String> {
    let is_text = |column: &Column| matches!(column, Column::Text | Column::Values | Column::Other);
    let cells = cells.into_iter().zip(columns);
    cells.map(|(cell, column)| if is_text(column) { cell.with_code } else { cell.plain }).collect()
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
