//! Text of strangers (specs, ledgers, docs pages, file names, traffic) made harmless for terminals, logs and reports.
//!
//! Every character that is harmful by [`is_harmful`] becomes U+FFFD, and so does the second `#` of `##[error]` or
//! `##vso[...]`, which build servers obey anywhere in a line. Nothing is dropped, so a reader sees that something was
//! there. Formats escape their own markup on top of this.

use std::io::{self, Write};
use std::path::Path;

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

/// True for a character that steers a terminal, breaks the line, turns the direction of writing, or is not visible.
///
/// In Unicode's words: control characters, format characters except those that are drawn (the Arabic number signs),
/// line and paragraph separators, default ignorable code points (bidi controls, zero-width characters, soft hyphens,
/// variation selectors, tags), characters of private use, and noncharacters.
#[must_use]
pub fn is_harmful(c: char) -> bool {
    c.is_control()
        || u32::from(c) & 0xfffe == 0xfffe
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}')
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
