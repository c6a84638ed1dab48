//! The dialects of pages, one row each.
//!
//! To add a dialect, add a file with its [`Row`] and a line in [`Dialect::ALL`]. The table determines which
//! files are pages, and how a page is recognised, read and hashed.

use std::fmt;

use super::{dense, html_page, markdown, openapi_file, text};
use crate::page::Block;

/// A dialect of pages.
#[derive(Clone, Copy)]
pub struct Dialect(&'static Row);

/// A row of the table.
pub(crate) struct Row {
    /// The name of the dialect.
    pub(super) name: &'static str,
    /// The file extensions, without the dot, in lower case.
    pub(super) endings: &'static [&'static str],
    /// Extensions that are accepted for single files, but not searched in folders.
    pub(super) rare_endings: &'static [&'static str],
    /// Whether the text of a file with such an extension is in this dialect.
    pub(super) confirms: fn(&str) -> bool,
    /// Whether a text without a telling name starts like this dialect.
    pub(super) begins: fn(&str) -> bool,
    /// Whether a response with this media type and text is in this dialect.
    pub(super) is_served: fn(&str, &str) -> bool,
    /// How reliable the extension in a URL is.
    pub(super) address: Address,
    /// The media type to ask a server for, and how much it is preferred, in tenths; none if another row
    /// asks for it.
    pub(super) asked_for: Option<(&'static str, u8)>,
    /// Whether the entries of an `llms.txt` with such an extension are pages.
    pub(super) is_indexed: bool,
    /// The blocks of a page.
    pub(super) blocks: fn(&str) -> Vec<Block>,
    /// The lines of a page as its blocks number them, each with its line in the file.
    pub(super) lines: fn(&str) -> Vec<(u32, String)>,
    /// Where the description of an operation ends.
    pub(super) operations: OperationEnd,
    /// The text of a page that counts in comparisons of two versions.
    pub(super) text: fn(&str, &[Block]) -> String,
}

/// How reliable the extension of a URL is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Address {
    /// As reliable as that of a file.
    Tells,
    /// Not reliable: servers state the media type of this dialect.
    TellsNothing,
}

/// Where the description of an operation ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OperationEnd {
    /// At the next heading that is not part of it.
    NextTitle,
    /// At an end marked by the reader.
    Marked,
}

impl Dialect {
    /// The text of a rendered page.
    pub const TEXT: Self = Self(&text::DIALECT);
    /// Markdown, with or without components.
    pub const MARKDOWN: Self = Self(&markdown::DIALECT);
    /// Rendered HTML.
    pub const HTML: Self = Self(&html_page::DIALECT);

    /// An OpenAPI document.
    pub const OPENAPI: Self = Self(&openapi_file::DIALECT);

    /// All dialects, in the order in which they are tried. The last one accepts any text.
    pub const ALL: &'static [Self] =
        &[Self(&dense::DIALECT), Self::OPENAPI, Self::HTML, Self::MARKDOWN, Self::TEXT];

    /// The dialect of a file, by its name, or else by the start of its text.
    #[must_use]
    pub fn of(name: &str, text: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let named = |dialect: &Self| ending.as_deref().is_some_and(|ending| dialect.is_known_by(ending));
        let by_name = Self::all().find(|dialect| named(dialect) && (dialect.0.confirms)(text));
        by_name.unwrap_or_else(|| Self::by_text(text))
    }

    /// The dialect of a response, by its media type, unless the text is clearly in another dialect.
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

    /// The extensions of page files, without the dot.
    pub(crate) fn endings() -> impl Iterator<Item = &'static str> {
        let mut seen = std::collections::BTreeSet::new();
        Self::all().flat_map(|dialect| dialect.0.endings).copied().filter(move |ending| seen.insert(*ending))
    }

    /// The extensions of page files, for messages: `.html, .md or .txt`, with `last` before the last one.
    #[must_use]
    pub fn shown_endings(last: &str) -> String {
        let shown: Vec<String> = Self::endings().map(|ending| format!(".{ending}")).collect();
        match shown.split_last() {
            Some((end, [])) => end.clone(),
            Some((end, others)) => format!("{}{last}{end}", others.join(", ")),
            None => String::new(),
        }
    }

    /// The value of `Accept`: what servers are asked for, the preferred dialect first.
    pub(crate) fn accept() -> String {
        let mut asked: Vec<_> = Self::all().filter_map(|dialect| dialect.0.asked_for).collect();
        asked.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
        let shown = |(media_type, weight): (&str, u8)| match weight {
            10 => media_type.to_owned(),
            weight => format!("{media_type};q=0.{weight}"),
        };
        asked.into_iter().map(shown).collect::<Vec<_>>().join(", ")
    }

    /// True if an index entry with this path is a page.
    pub(super) fn is_indexed(path: &str) -> bool {
        let ending = path.rsplit('/').next().and_then(|file| file.rsplit_once('.'));
        let ending = ending.map(|(_, ending)| ending.to_ascii_lowercase());
        let indexed = |ending: &str| {
            Self::all().any(|dialect| dialect.0.is_indexed && dialect.0.endings.contains(&ending))
        };
        ending.is_some_and(|ending| indexed(&ending))
    }

    /// The name of the dialect.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.0.name
    }

    /// The blocks of a page.
    pub(crate) fn blocks(self, text: &str) -> Vec<Block> {
        (self.0.blocks)(text)
    }

    /// The lines of a page as its blocks number them, each with its line in the file.
    pub(crate) fn lines(self, text: &str) -> Vec<(u32, String)> {
        (self.0.lines)(text)
    }

    /// Where the description of an operation ends.
    pub(crate) fn operations(self) -> OperationEnd {
        self.0.operations
    }

    /// The text of a page that counts in comparisons of two versions.
    pub(crate) fn text(self, text: &str, blocks: &[Block]) -> String {
        (self.0.text)(text, blocks)
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
