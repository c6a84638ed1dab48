//! Tables whose cells are separated by tabs, as they are copied from a screen.

use super::inline::plain;
use super::pipe_table::{columns, title};
use crate::page::{Row, Table};
use crate::vocabulary::{Column, column};

/// The table that starts at this line, and its number of lines.
pub(super) fn table(lines: &[(u32, String)]) -> Option<(Table, usize)> {
    let header = cells(&lines.first()?.1)?;
    // Some tables have several tabs between cells, to align them.
    let is_aligned = header.iter().any(String::is_empty);
    let header = if is_aligned { filled(header) } else { header };
    let known = header.iter().filter(|cell| column(cell).is_some()).count();
    if known < 2 || known + 1 < header.len() {
        return None;
    }
    let columns: Vec<Column> = columns(&header);
    let mut rows = Vec::new();
    for (line, text) in lines.iter().skip(1) {
        let Some(mut cells) = cells(text) else { break };
        if is_aligned {
            cells = filled(cells);
        }
        cells.resize(columns.len(), String::new());
        rows.push(Row { line: *line, cells: cells.iter().map(|cell| plain(cell)).collect() });
    }
    let used = rows.len() + 1;
    (!rows.is_empty()).then(|| (Table { title: title(&header), columns, rows }, used))
}

fn filled(cells: Vec<String>) -> Vec<String> {
    cells.into_iter().filter(|cell| !cell.is_empty()).collect()
}

fn cells(line: &str) -> Option<Vec<String>> {
    let cells: Vec<String> = line.split('\t').map(|cell| cell.trim().to_owned()).collect();
    (cells.len() >= 2 && cells.first().is_some_and(|cell| !cell.is_empty())).then_some(cells)
}
