//! Rows without cell borders: `limitinteger50Items per page.`
//!
//! Each kind of column limits its content, so a row has few interpretations. The best one is chosen: known
//! field names, long types, canonical defaults, and text that starts like a sentence.

use std::collections::HashSet;

use crate::vocabulary::{Column, answer_at_start, is_name, types_at_start, whole_type};

/// The maximum number of interpretations tried for a row.
const BUDGET: u32 = 20_000;

/// The cells of a row; `None` if the line is not a row of this table.
pub(crate) fn row(line: &str, columns: &[Column], names: &HashSet<String>) -> Option<Vec<String>> {
    if line.len() > 4_000 {
        return None;
    }
    let mut search = Search { columns, names, budget: BUDGET, cells: Vec::new(), best: None };
    search.next(line.trim(), 0);
    search.best.map(|(_, cells)| cells)
}

struct Search<'a> {
    columns: &'a [Column],
    names: &'a HashSet<String>,
    budget: u32,
    cells: Vec<String>,
    best: Option<(i32, Vec<String>)>,
}

impl Search<'_> {
    fn next(&mut self, rest: &str, score: i32) {
        if self.budget == 0 {
            return;
        }
        self.budget -= 1;
        let Some(column) = self.columns.get(self.cells.len()).copied() else {
            if rest.is_empty() && self.best.as_ref().is_none_or(|(best, _)| score > *best) {
                self.best = Some((score, self.cells.clone()));
            }
            return;
        };
        let is_last = self.cells.len() + 1 == self.columns.len();
        for (length, bonus) in self.candidates(column, rest, is_last) {
            let Some((cell, rest)) = rest.split_at_checked(length) else { continue };
            self.cells.push(cell.to_owned());
            self.next(rest, score + bonus);
            self.cells.pop();
        }
    }

    /// The possible lengths of a cell, each with its score.
    fn candidates(&self, column: Column, rest: &str, is_last: bool) -> Vec<(usize, i32)> {
        if is_last && !matches!(column, Column::Status | Column::Required | Column::Optional | Column::Type) {
            return vec![(rest.len(), sentence(rest))];
        }
        match column {
            Column::Name => self.names_at_start(rest),
            Column::Type => {
                types_at_start(rest).iter().map(|word| (word.length, 2 + length_bonus(word.length))).collect()
            }
            Column::Required | Column::Optional | Column::Nullable => {
                answer_at_start(rest).map(|(length, _)| (length, 4)).into_iter().collect()
            }
            Column::Default => self.defaults(rest),
            Column::Place => words_at_start(rest, &["path", "query", "header", "body", "cookie"]),
            Column::Status => status(rest).map(|length| (length, 5)).into_iter().collect(),
            Column::Message
            | Column::Values
            | Column::Example
            | Column::Text
            | Column::Media
            | Column::Other => texts(rest),
        }
    }

    fn names_at_start(&self, rest: &str) -> Vec<(usize, i32)> {
        let ends = rest.char_indices().map(|(index, c)| index + c.len_utf8()).take(160);
        let mut found = Vec::new();
        for end in ends {
            let Some(text) = rest.get(..end) else { continue };
            let Some(names) = name_list(text) else { continue };
            let known = names.iter().filter(|name| self.names.contains(last_part(name))).count();
            let all = i32::try_from(names.len()).unwrap_or(1);
            let bonus = if known == names.len() { 6 } else { 0 };
            let stub = text.ends_with(['_', '$', '[']);
            found.push((end, bonus + all - i32::from(stub) * 4));
        }
        found
    }

    fn defaults(&self, rest: &str) -> Vec<(usize, i32)> {
        let kind = self.cells.iter().find_map(|cell| whole_type(cell)).map(|word| word.name);
        let mut found = vec![(0, 0)];
        if matches!(kind, Some("boolean") | None) {
            found.extend(words_at_start(rest, &["true", "false"]).into_iter().map(|(length, _)| (length, 4)));
        }
        if matches!(kind, Some("integer" | "number") | None) {
            let digits = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
            for length in 1..=digits {
                let text = rest.get(..length).unwrap_or_default();
                let canonical = text == "0" || !text.starts_with('0');
                found.push((length, if canonical && !text.ends_with('.') { 4 } else { -4 }));
            }
        }
        if let Some(length) = quoted(rest) {
            found.push((length, 4));
        }
        if !matches!(kind, Some("boolean" | "integer" | "number")) {
            found.extend(words_at_start(rest, &["null", "none", "None", "—", "–", "-"]));
            found.extend(boundaries(rest).into_iter().filter(|end| *end <= 40).map(|end| (end, 1)));
        }
        found
    }
}

/// `id`, `street, city` or `created_at / updated_at`, as single names.
pub(crate) fn name_list(text: &str) -> Option<Vec<&str>> {
    // `X-Rate/Limit` is one name that is not read, rather than two.
    let is_joined = |at: usize| {
        let around = text.get(..at).zip(text.get(at + 1..)).unwrap_or_default();
        !around.0.ends_with(' ') && !around.1.starts_with(' ')
    };
    if text.match_indices('/').any(|(at, _)| is_joined(at)) {
        return None;
    }
    let names: Vec<&str> = text.split([',', '/']).map(|name| name.trim().trim_matches('`')).collect();
    let spaced = text.contains(", ") || text.contains('/') || !text.contains(',');
    (spaced && names.iter().all(|name| is_name(name))).then_some(names)
}

fn last_part(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name).trim_end_matches("[]")
}

fn length_bonus(length: usize) -> i32 {
    i32::try_from(length.min(12)).unwrap_or(0) / 3
}

fn words_at_start(text: &str, words: &[&str]) -> Vec<(usize, i32)> {
    words.iter().filter(|word| text.starts_with(**word)).map(|word| (word.len(), 3)).collect()
}

/// `404`, `5xx`, `200 OK` at the start.
pub(crate) fn status(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let first = bytes.first().is_some_and(|b| (b'1'..=b'5').contains(b));
    let rest = bytes.get(1..3)?;
    let plain = rest.iter().all(u8::is_ascii_digit) || rest.eq_ignore_ascii_case(b"xx");
    let ends = !bytes.get(3).is_some_and(u8::is_ascii_digit);
    (first && plain && ends).then_some(3)
}

/// The positions where a text cell can end.
fn texts(rest: &str) -> Vec<(usize, i32)> {
    if let Some(length) = quoted(rest) {
        return vec![(length, 5)];
    }
    let mut found: Vec<(usize, i32)> = boundaries(rest).into_iter().map(|end| (end, 3)).collect();
    found.push((0, -1));
    found
}

/// The positions where a capital letter or quote follows the end of a word without a space.
fn boundaries(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut before = ' ';
    for (index, c) in text.char_indices() {
        let ends = before.is_lowercase() || before.is_ascii_digit() || ".)!?\"`%".contains(before);
        if index > 0 && ends && (c.is_uppercase() || c == '"') && found.len() < 24 {
            found.push(index);
        }
        before = c;
    }
    found
}

/// The length of a quoted text at the start.
fn quoted(text: &str) -> Option<usize> {
    let quote = text.chars().next().filter(|c| "\"`'\u{201c}".contains(*c))?;
    let close = if quote == '\u{201c}' { '\u{201d}' } else { quote };
    let end = text.get(quote.len_utf8()..)?.find(close)?;
    Some(quote.len_utf8() + end + close.len_utf8())
}

/// How much the text looks like the start of a text cell.
fn sentence(text: &str) -> i32 {
    let Some(first) = text.chars().next() else { return -1 };
    if first.is_uppercase() || first == '"' || first == '`' {
        return 3;
    }
    if first.is_ascii_digit() {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = text.len() - rest.len();
        let leading_zero = digits > 1 && text.starts_with('0');
        return if rest.starts_with(['-', ' ', '\u{2013}']) && !leading_zero { 3 } else { 0 };
    }
    if first.is_alphabetic() || first == '<' || first == '(' { 1 } else { -6 }
}
