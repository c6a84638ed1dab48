//! Columns of text under headings.

use std::io::{self, Write};

/// A column is at most this wide; longer cells push the rest of their row aside.
const WIDEST: usize = 60;

/// Writes rows under headings, indented by two spaces. Nothing for no row.
pub(crate) fn write<const N: usize>(
    headings: [&str; N],
    rows: &[[String; N]],
    out: &mut dyn Write,
) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let widths: [usize; N] = std::array::from_fn(|column| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        let heading = headings.get(column).map_or(0, |heading| heading.len());
        cells.chain([heading]).max().unwrap_or(0).min(WIDEST)
    });
    line(&headings, &widths, out)?;
    rows.iter().try_for_each(|row| line(&row.each_ref().map(String::as_str), &widths, out))
}

fn line(cells: &[&str], widths: &[usize], out: &mut dyn Write) -> io::Result<()> {
    let mut text = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        let filling = width.saturating_sub(cell.chars().count());
        text.push_str("  ");
        text.push_str(cell);
        text.extend(std::iter::repeat_n(' ', filling));
    }
    writeln!(out, "{}", text.trim_end())
}
