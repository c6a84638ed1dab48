//! The dialects pages are written in: a table with one row each.
//!
//! A dialect is one file with its [`Row`], and one line in [`Dialect::ALL`]. Which files are pages, how a page is
//! recognized, read and hashed follows from the table.

use std::fmt;

use super::{dense, html_page, markdown, text};
use crate::page::Block;

/// A dialect pages are written in.
#[derive(Clone, Copy)]
pub struct Dialect(&'static Row);

/// What the table knows of a dialect.
pub(crate) struct Row {
    /// The word for it.
    pub(super) name: &'static str,
    /// The endings of its files, without the dot, in lower case.
    pub(super) endings: &'static [&'static str],
    /// Endings by which a file is known that is named itself, and not looked for in folders.
    pub(super) rare_endings: &'static [&'static str],
    /// Whether the text of a file with such an ending is of this dialect.
    pub(super) confirms: fn(&str) -> bool,
    /// Whether a text whose name says nothing begins like this dialect.
    pub(super) begins: fn(&str) -> bool,
    /// Whether a server that sends this media type and this text sends this dialect.
    pub(super) is_served: fn(&str, &str) -> bool,
    /// What a server's ending is worth.
    pub(super) address: Address,
    /// The blocks of a page.
    pub(super) blocks: fn(&str) -> Vec<Block>,
    /// Where what is said of one operation ends.
    pub(super) operations: OperationEnd,
    /// The words of a page that count when two of its versions are compared.
    pub(super) words: fn(&str, &[Block]) -> String,
}

/// What the ending of a URL is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Address {
    /// As much as that of a file.
    Tells,
    /// Nothing: servers state the media type of this dialect.
    TellsNothing,
}

/// Where what a page says of one operation ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OperationEnd {
    /// At the next heading that is no part of it.
    NextTitle,
    /// Where the reader puts an end.
    Marked,
}

impl Dialect {
    /// The text of a rendered page.
    pub const TEXT: Self = Self(&text::DIALECT);
    /// Markdown, with or without components.
    pub const MARKDOWN: Self = Self(&markdown::DIALECT);
    /// Rendered HTML.
    pub const HTML: Self = Self(&html_page::DIALECT);

    /// Every dialect, in the order in which they are tried. The last one takes any text.
    pub const ALL: &'static [Self] = &[Self(&dense::DIALECT), Self::HTML, Self::MARKDOWN, Self::TEXT];

    /// The dialect of a file, by its name, or else by how its text begins.
    #[must_use]
    pub fn of(name: &str, text: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let named = |dialect: &Self| ending.as_deref().is_some_and(|ending| dialect.is_known_by(ending));
        let by_name = Self::all().find(|dialect| named(dialect) && (dialect.0.confirms)(text));
        by_name.unwrap_or_else(|| Self::by_text(text))
    }

    /// The dialect of what a server sent: what it says it is, unless its text is something else.
    #[must_use]
    pub(crate) fn of_served(media_type: &str, path: &str, text: &str) -> Self {
        if let Some(served) = Self::all().find(|dialect| (dialect.0.is_served)(media_type, text)) {
            return served;
        }
        let named = Self::of(path, text);
        match named.0.address {
            Address::Tells => named,
            Address::TellsNothing => Self::by_text(text),
        }
    }

    /// The endings of the files that are pages, without the dot.
    pub(crate) fn endings() -> impl Iterator<Item = &'static str> {
        let mut seen = std::collections::BTreeSet::new();
        Self::all().flat_map(|dialect| dialect.0.endings).copied().filter(move |ending| seen.insert(*ending))
    }

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.0.name
    }

    /// The blocks of a page.
    pub(crate) fn blocks(self, text: &str) -> Vec<Block> {
        (self.0.blocks)(text)
    }

    /// Where what is said of one operation ends.
    pub(crate) fn operations(self) -> OperationEnd {
        self.0.operations
    }

    /// The words of a page that count when two of its versions are compared.
    pub(crate) fn words(self, text: &str, blocks: &[Block]) -> String {
        (self.0.words)(text, blocks)
    }

    fn all() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied()
    }

    fn by_text(text: &str) -> Self {
        Self::all().find(|dialect| (dialect.0.begins)(text)).unwrap_or(Self::TEXT)
    }

    fn is_known_by(self, ending: &str) -> bool {
        self.0.endings.iter().chain(self.0.rare_endings).any(|known| *known == ending)
    }
}

impl PartialEq for Dialect {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Dialect {}

impl fmt::Debug for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Dialect;

    #[test]
    fn every_dialect_has_a_word_of_its_own_and_the_last_takes_any_text() {
        let words: BTreeSet<&str> = Dialect::ALL.iter().map(|dialect| dialect.word()).collect();
        assert_eq!(words.len(), Dialect::ALL.len());
        assert_eq!(Dialect::ALL.last(), Some(&Dialect::TEXT));
        assert!((Dialect::TEXT.0.begins)(""));
    }

    #[test]
    fn a_name_tells_unless_the_text_says_otherwise() {
        for (name, text, dialect) in [
            ("page.md", "# Boats", Dialect::MARKDOWN),
            ("page.mdx", "Boats", Dialect::MARKDOWN),
            ("PAGE.HTML", "Boats", Dialect::HTML),
            ("page.xhtml", "Boats", Dialect::HTML),
            ("page.txt", "# Boats", Dialect::TEXT),
            ("page.txt", "---\ntitle: Boats\n---\n", Dialect::MARKDOWN),
            ("page", "<!DOCTYPE html><p>## Boats", Dialect::HTML),
            ("page", "Boats\n## All of them", Dialect::MARKDOWN),
            ("page", "Boats", Dialect::TEXT),
        ] {
            assert_eq!(Dialect::of(name, text), dialect, "{name}: {text}");
        }
    }

    #[test]
    fn a_server_tells_by_the_media_type_unless_the_text_says_otherwise() {
        for (media_type, path, text, dialect) in [
            ("text/markdown", "/page", "Boats", Dialect::MARKDOWN),
            ("text/markdown", "/page.md", "<!doctype html>", Dialect::HTML),
            ("text/html; charset=utf-8", "/page", "<p>Boats", Dialect::HTML),
            ("text/html", "/page", "# Boats", Dialect::MARKDOWN),
            ("text/plain", "/page.html", "Boats", Dialect::TEXT),
            ("text/plain", "/page.md", "Boats", Dialect::MARKDOWN),
        ] {
            assert_eq!(Dialect::of_served(media_type, path, text), dialect, "{media_type} {path}: {text}");
        }
    }
}
