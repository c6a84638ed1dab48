//! The memory of a parsed text.

use std::fmt;

use zeroize::Zeroize;

use super::string::LoneSurrogates;
use super::{JsonError, Node, Problem, parse};

/// The deepest supported nesting of arrays and objects, the same as in `serde_json`.
pub const MAX_DEPTH: usize = 128;

/// The longest supported text, in bytes; offsets are stored in 32 bits.
pub const MAX_BYTES: usize = u32::MAX as usize - 1;

/// The kind of an [`Entry`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    Null,
    True,
    False,
    Number,
    /// A string without escapes; its value is the text between the quotes.
    Plain,
    /// A string with escapes; its value is in `Tape::decoded`.
    Escaped,
    Array,
    Object,
}

/// A value or an object key, in document order. A container is followed by its content.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) tag: Tag,
    /// The offset of its first byte.
    pub(super) start: u32,
    /// The offset after its last byte.
    pub(super) end: u32,
    /// For a container, the index of the entry after its content; for an escaped string, its index in
    /// `ranges`.
    pub(super) extra: u32,
}

/// Reusable memory for parsed texts. Parsing another text allocates only if that text is larger.
///
/// The content may be sensitive: decoded strings are zeroed on drop, and `Debug` shows nothing.
#[derive(Default)]
pub struct Tape {
    pub(super) entries: Vec<Entry>,
    pub(super) decoded: String,
    pub(super) ranges: Vec<(u32, u32)>,
    pub(super) open: Vec<u32>,
}

impl Tape {
    /// Creates an empty tape.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Parses `text` and replaces the previous content.
    ///
    /// # Errors
    ///
    /// The text is not JSON by RFC 8259, or is nested deeper than [`MAX_DEPTH`].
    pub fn parse<'a>(&'a mut self, text: &'a str) -> Result<Document<'a>, JsonError> {
        self.load(text)?;
        Ok(Document { text, tape: self })
    }

    /// Parses `text` like [`Tape::parse`], and lone surrogates as U+FFFD. RFC 8259 allows them and
    /// `JSON.stringify` writes them, so recorders have them in their files.
    ///
    /// # Errors
    ///
    /// As for [`Tape::parse`], but for lone surrogates.
    pub fn parse_replacing<'a>(&'a mut self, text: &'a str) -> Result<Document<'a>, JsonError> {
        self.load_as(text, LoneSurrogates::Replaced)?;
        Ok(Document { text, tape: self })
    }

    /// Parses `text` like [`Tape::parse`], for callers that store text and tape side by side and get the
    /// document later from [`Tape::document`].
    ///
    /// # Errors
    ///
    /// As for [`Tape::parse`]. The tape is empty afterwards.
    pub fn load(&mut self, text: &str) -> Result<(), JsonError> {
        self.load_as(text, LoneSurrogates::Refused)
    }

    fn load_as(&mut self, text: &str, lone: LoneSurrogates) -> Result<(), JsonError> {
        self.clear();
        let parsed = if text.len() > MAX_BYTES {
            Err(JsonError { problem: Problem::TooLong, offset: MAX_BYTES })
        } else {
            parse::parse(text, lone, self)
        };
        if parsed.is_err() {
            self.clear();
        }
        parsed
    }

    /// The document that was last loaded, if any. `text` must be the loaded text; with another one the values
    /// are wrong or empty, but nothing panics.
    #[must_use]
    pub fn document<'a>(&'a self, text: &'a str) -> Option<Document<'a>> {
        (!self.entries.is_empty()).then_some(Document { text, tape: self })
    }

    fn clear(&mut self) {
        self.entries.clear();
        self.decoded.clear();
        self.ranges.clear();
        self.open.clear();
    }
}

impl Drop for Tape {
    fn drop(&mut self) {
        self.decoded.zeroize();
    }
}

impl fmt::Debug for Tape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tape").finish_non_exhaustive()
    }
}

/// One parsed text. Always holds exactly one value, the [`root`](Document::root).
#[derive(Clone, Copy)]
pub struct Document<'a> {
    pub(super) text: &'a str,
    pub(super) tape: &'a Tape,
}

impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document").finish_non_exhaustive()
    }
}

impl<'a> Document<'a> {
    /// The top-level value.
    #[must_use]
    pub fn root(self) -> Node<'a> {
        Node { document: self, index: 0 }
    }

    /// The text that was parsed.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.text
    }

    #[inline]
    pub(super) fn entry(self, index: u32) -> Entry {
        self.tape.entries.get(index as usize).copied().unwrap_or(Entry {
            tag: Tag::Null,
            start: 0,
            end: 0,
            extra: u32::MAX,
        })
    }

    /// The index of the entry after the value at `index` and its content.
    #[inline]
    pub(super) fn after(self, index: u32) -> u32 {
        let entry = self.entry(index);
        match entry.tag {
            Tag::Array | Tag::Object => entry.extra,
            _ => index + 1,
        }
    }
}
