//! Text of strangers (specs, ledgers, docs pages, file names, traffic) made harmless for terminals, logs and reports.
//!
//! Every character that is harmful by [`is_harmful`] becomes U+FFFD, and so does the second `#` of `##[error]` or
//! `##vso[...]`, which build servers obey anywhere in a line. Nothing is dropped, so a reader sees that something was
//! there. Formats escape their own markup on top of this.

use std::io::{self, Write};
use std::path::Path;

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointSetData};

/// The text on one line, with every harmful character replaced by U+FFFD, line breaks too.
#[must_use]
pub fn harmless(text: &str) -> String {
    replaced(text, is_harmful)
}

/// The same for a message of several lines: line feeds stay.
#[must_use]
pub fn harmless_lines(text: &str) -> String {
    replaced(text, |c| c != '\n' && is_harmful(c))
}

/// The text on one line: each run of white space becomes one space, every other harmful character U+FFFD.
#[must_use]
pub fn one_line(text: &str) -> String {
    harmless(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A path on one line, with every harmful character replaced: a file may be called anything.
#[must_use]
pub fn path(path: &Path) -> String {
    harmless(&path.to_string_lossy())
}

fn replaced(text: &str, harms: impl Fn(char) -> bool) -> String {
    let mut harmless = String::with_capacity(text.len());
    let mut before = '\0';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_replaced = harms(c) || starts_command(before, c, chars.peek().copied());
        harmless.push(if is_replaced { char::REPLACEMENT_CHARACTER } else { c });
        before = c;
    }
    harmless
}

/// True for the second sign of `##[` and `##word`. A heading has a space behind its signs.
#[must_use]
pub fn starts_command(before: char, c: char, behind: Option<char>) -> bool {
    before == '#' && c == '#' && behind.is_some_and(|next| next == '[' || next.is_ascii_alphabetic())
}

/// What is drawn: letters, marks, numbers, punctuation and symbols.
const DRAWN: GeneralCategoryGroup = GeneralCategoryGroup::Letter
    .union(GeneralCategoryGroup::Mark)
    .union(GeneralCategoryGroup::Number)
    .union(GeneralCategoryGroup::Punctuation)
    .union(GeneralCategoryGroup::Symbol);

/// True for every character that a reader would not see as what it is: it may steer a terminal, break the line, turn
/// the direction of writing, or be invisible.
///
/// Harmless are assigned letters, marks, numbers, punctuation and symbols, unless Unicode lets them be ignored when they
/// are drawn (variation selectors, fillers), and the plain space. Everything else is harmful, unassigned characters
/// included: a later version of Unicode may make anything of them.
#[must_use]
pub fn is_harmful(c: char) -> bool {
    if c.is_ascii() {
        return c != ' ' && !c.is_ascii_graphic();
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    !DRAWN.contains(category) || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// A writer that makes harmless all that passes through it; line feeds stay.
#[derive(Debug)]
pub struct HarmlessWriter<W> {
    inner: W,
}

impl<W: Write> HarmlessWriter<W> {
    /// A writer in front of another one.
    pub fn new(inner: W) -> Self {
        Self { inner }
    }
}

impl<W: Write> Write for HarmlessWriter<W> {
    /// Formatted text arrives in whole characters; a character that is split over two calls is replaced.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = harmless_lines(&String::from_utf8_lossy(bytes));
        self.inner.write_all(text.as_bytes()).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
