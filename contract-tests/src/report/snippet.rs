//! The line of the spec that a finding refers to.

use std::ops::Range;

use contract_core::harmless::harmless;
use contract_core::spec::{Site, Spec};

/// The longest line that is shown. Longer ones, as in minified specs, are only referred to.
const LONGEST: usize = 160;

/// A line of the spec, with the relevant part.
pub(super) struct Excerpt {
    pub(super) line: String,
    pub(super) number: usize,
    pub(super) span: Range<usize>,
}

/// The lines of the spec, by file.
pub(super) struct Lines<'a> {
    files: Vec<Vec<&'a str>>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(spec: Option<&'a Spec>) -> Self {
        let files = spec.into_iter().flat_map(|spec| spec.files.texts());
        Self { files: files.map(|text| text.lines().collect()).collect() }
    }

    /// The line of a place; `None` if the place is unknown or the line too long.
    pub(super) fn excerpt(&self, site: &Site) -> Option<Excerpt> {
        let number = site.place.line as usize;
        let line = site.file.of(&self.files)?.get(number.checked_sub(1)?)?;
        if line.len() > LONGEST {
            return None;
        }
        let line = harmless(&line.replace('\t', " "));
        let start = line.char_indices().nth((site.place.column as usize).checked_sub(1)?)?.0;
        let rest = line.get(start..)?;
        let span = start..start + name_length(rest).max(1).min(rest.len());
        Some(Excerpt { line, number, span })
    }
}

/// The length of the name or value that a text starts with, in YAML or JSON.
fn name_length(text: &str) -> usize {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => quoted_length(text, quote),
        _ => plain_length(text),
    }
}

/// The length of a quoted text, with its quotes; a quote in it is escaped or written twice.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        let is_doubled = quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == quote);
        if (quote == '"' && character == '\\') || (character == quote && is_doubled) {
            characters.next();
        } else if character == quote {
            return at + quote.len_utf8();
        }
    }
    text.trim_end().len()
}

/// The length of a plain text: a key ends at its colon, an item at the following comma, bracket or comment.
fn plain_length(text: &str) -> usize {
    let ends = [": ", ", ", "]", "}", " #"].into_iter().filter_map(|end| text.find(end)).min();
    let text = text.get(..ends.unwrap_or(text.len())).unwrap_or(text).trim_end();
    text.strip_suffix(':').unwrap_or(text).len()
}
