//! Header rows without cell borders: `FieldTypeRequiredDescription`.

use crate::vocabulary::{Column, column, columns_at_start};

/// The columns of a header row without borders; `None` for other lines.
pub(crate) fn header(line: &str) -> Option<Vec<Column>> {
    let line = line.trim();
    if line.len() > 200
        || line.ends_with(['.', ':', ',', ';'])
        || !line.starts_with(|c: char| c.is_ascii_uppercase())
    {
        return None;
    }
    let mut best: Option<Vec<Option<Column>>> = None;
    let mut budget = 2_000_u32;
    cover(line, &mut Vec::new(), &mut best, &mut budget);
    let columns = best?;
    let known = columns.iter().flatten().count();
    let usable = known >= 2 && columns.len() - known <= 1;
    usable.then(|| columns.into_iter().map(|column| column.unwrap_or(Column::Other)).collect())
}

/// `Parameter Required Type Description`: column names separated only by spaces, so that rows cannot be
/// split.
pub(crate) fn is_spaced_header(line: &str) -> bool {
    let words: Vec<&str> = line.split(' ').collect();
    let known = words.iter().filter(|word| column(word).is_some()).count();
    let capitals = words.iter().all(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
    known >= 3 && known + 1 >= words.len() && capitals
}

fn cover(
    rest: &str,
    so_far: &mut Vec<Option<Column>>,
    best: &mut Option<Vec<Option<Column>>>,
    budget: &mut u32,
) {
    if *budget == 0 || so_far.len() > 12 {
        return;
    }
    *budget -= 1;
    if rest.is_empty() {
        let rank =
            |columns: &[Option<Column>]| (columns.iter().filter(|c| c.is_none()).count(), columns.len());
        if so_far.len() >= 2 && best.as_ref().is_none_or(|best| rank(so_far) < rank(best)) {
            *best = Some(so_far.clone());
        }
        return;
    }
    let known: Vec<(usize, Column)> = columns_at_start(rest).collect();
    for (length, column) in known {
        so_far.push(Some(column));
        cover(rest.get(length..).unwrap_or_default(), so_far, best, budget);
        so_far.pop();
    }
    if let Some(length) = unknown_column(rest) {
        so_far.push(None);
        cover(rest.get(length..).unwrap_or_default(), so_far, best, budget);
        so_far.pop();
    }
}

/// A capitalised piece that ends where a capital letter follows a lower-case one.
fn unknown_column(text: &str) -> Option<usize> {
    let mut characters = text.char_indices();
    if !characters.next()?.1.is_ascii_uppercase() {
        return None;
    }
    let mut before = 'A';
    for (index, c) in characters {
        if c.is_ascii_uppercase() && before.is_ascii_lowercase() {
            return Some(index);
        }
        if !(c.is_ascii_alphabetic() || c == ' ') {
            return None;
        }
        before = c;
    }
    Some(text.len())
}

/// True if the line looks like a row of joined cells, although no header explains it.
pub(crate) fn looks_joined(line: &str) -> bool {
    let mut before = ' ';
    let mut boundaries = 0;
    for c in line.chars() {
        if c.is_uppercase() && (before.is_lowercase() || before == ')' || before == '.') {
            boundaries += 1;
        }
        before = c;
    }
    let words = line.split_whitespace().count();
    boundaries >= 2 && (words <= 2 || boundaries * 4 >= words)
}
