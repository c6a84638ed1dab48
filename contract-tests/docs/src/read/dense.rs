//! Text without blank lines and heading marks, as text extractors produce it. The method of the operation is
//! on its own line near the top, and its path only in the sentence that describes it.

use super::dialect::{Address, OperationEnd, Row};
use super::operation_line::is_part;
use super::{site, text};
use crate::vocabulary::method;

/// Text with a Markdown extension that was extracted from a page without its marks.
pub(super) static DIALECT: Row = Row {
    name: "dense",
    endings: &["md"],
    rare_endings: &["markdown"],
    confirms: is_dense,
    begins: |_| false,
    is_served: |_, _| false,
    address: Address::Tells,
    asked_for: None,
    is_indexed: true,
    blocks: text::blocks,
    lines: site::lines,
    operations: OperationEnd::NextTitle,
    text: site::text,
};

/// Headings of reference pages that do not name a part of an operation.
const TITLES: &[&str] = &[
    "authorizations",
    "examples",
    "next steps",
    "notes",
    "overview",
    "prerequisites",
    "rate limits",
    "related",
    "related endpoints",
    "see also",
    "webhooks",
    "webhooks fired",
    "when to use it",
];

/// The lines at the top in which the method may be on its own line.
const HEAD: usize = 15;

/// True if this text has no blank lines.
pub(super) fn is_dense(text: &str) -> bool {
    let blank = text.lines().filter(|line| line.trim().is_empty()).count();
    let full = text.lines().count() - blank;
    let begins = text.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| line.starts_with("# "));
    full >= 8 && blank * 20 < full && !begins && !text.lines().any(is_marked)
}

/// True for Markdown marks: a page with these needs no heuristics. A single number sign may be a comment in
/// code.
fn is_marked(line: &str) -> bool {
    let line = line.trim_start();
    ["```", "~~~", "## ", "### ", "#### "].iter().any(|mark| line.starts_with(mark))
}

/// True if this line is an unmarked heading. `before` and `after` are the adjacent lines.
pub(super) fn is_heading(before: &str, line: &str, after: &str) -> bool {
    is_known(line) || is_event(line, after) || is_title(before, line, after)
}

/// `ship.moored`, the name of an event above its description.
fn is_event(line: &str, after: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    line.contains('.') && line.split('.').all(part) && after.starts_with(|c: char| c.is_ascii_uppercase())
}

/// A few plain words after the end of a sentence or table, before the start of a new paragraph.
fn is_title(before: &str, line: &str, after: &str) -> bool {
    const UNFINISHED: &[&str] = &[
        "a", "an", "and", "are", "be", "by", "for", "from", "if", "in", "is", "must", "of", "on", "or",
        "see", "the", "to", "via", "with", "your",
    ];
    let words: Vec<&str> = line.split_whitespace().collect();
    let last = words.last().map(|word| word.to_ascii_lowercase()).unwrap_or_default();
    let ends = before.trim_end().ends_with(['.', '|', '}', ']', '!', ')']);
    let begins = after.trim_start().starts_with(|c: char| c.is_ascii_uppercase() || "|{[-".contains(c));
    (2..=4).contains(&words.len())
        && line.starts_with(|c: char| c.is_ascii_uppercase())
        && line.chars().all(|c| c.is_alphabetic() || c == ' ')
        && method(words.first().copied().unwrap_or_default()).is_none()
        && !UNFINISHED.contains(&last.as_str())
        && ends
        && begins
}

/// True if this line is a known heading.
fn is_known(line: &str) -> bool {
    let line = line.trim().trim_end_matches(':');
    if line.contains('|') || line.len() < 3 {
        return false;
    }
    if let Some(length) = super::split_cells::status(line) {
        let rest = line.get(length..).unwrap_or_default().trim_start();
        return rest.is_empty() || rest.starts_with(['\u{2014}', '\u{2013}', '-']) && line.len() <= 90;
    }
    line.starts_with(|c: char| c.is_ascii_uppercase())
        && (is_part(line) || TITLES.contains(&line.to_ascii_lowercase().as_str()))
}

/// The line on which a page names its operation within a sentence, if the method is on its own line near the
/// top; with the line of the method.
pub(super) fn operation(lines: &[(u32, String)]) -> Option<(usize, usize, &'static str, String)> {
    let (head, verb) = lines
        .iter()
        .take(HEAD)
        .enumerate()
        .find_map(|(at, (_, text))| method(text.trim()).map(|verb| (at, verb)))?;
    lines.iter().enumerate().skip(head + 1).find_map(|(at, (_, text))| {
        let mut words = text.split_whitespace();
        if words.next().and_then(method) != Some(verb) {
            return None;
        }
        let path = words.next().filter(|path| path.starts_with('/'))?;
        // `POST /ships.` is the end of a sentence about another operation.
        let is_sentence = words.next().is_some() && !path.ends_with(['.', ',', ';', ':', ')']);
        is_sentence.then(|| (head, at, verb, path.to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_dense, is_heading, operation};

    #[test]
    fn headings_are_known_by_their_words() {
        for line in ["Path parameters", "200 \u{2014} Success", "Overview", "Body fields", "Error responses"]
        {
            assert!(is_heading("", line, ""), "{line}");
        }
        for line in ["body", "Card status must be", "200 | Success |", "A", "200 cards a day"] {
            assert!(!is_heading("", line, ""), "{line}");
        }
        assert!(is_heading("It ends.", "Naming of ships", "All ships have names."));
        assert!(!is_heading("It ends.", "Send a", "POST request."));
        assert!(!is_heading("The master", "Ship sails", "on."));
        assert!(is_heading("It ends.", "ship.moored", "Sent when a ship has moored."));
    }

    #[test]
    fn the_operation_is_named_by_the_sentence_about_its_method() {
        let text = "Moor a ship\nPOST\nMoor a ship\nGET /ships lists them.\nPOST /ships.\nPOST /ships/{id}/moor moors one.";
        let lines: Vec<(u32, String)> =
            (1..).zip(text.lines()).map(|(at, text)| (at, text.to_owned())).collect();
        assert_eq!(operation(&lines), Some((1, 5, "POST", "/ships/{id}/moor".to_owned())));
        assert!(!is_dense(text), "too short to tell");
    }
}
