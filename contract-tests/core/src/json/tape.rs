//! The memory a parsed text lives in.

use std::fmt;

use zeroize::Zeroize;

use super::{JsonError, Node, Problem, parse};

/// Deepest nesting of arrays and objects that is read; `serde_json` has the same limit.
pub const MAX_DEPTH: usize = 128;

/// Longest text that is read: places are kept as 32-bit numbers.
pub const MAX_BYTES: usize = u32::MAX as usize - 1;

/// What an [`Entry`] stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Null,
    True,
    False,
    Number,
    /// A string without escapes: its value is the text between the quotes.
    Plain,
    /// A string with escapes: its value is in `Tape::decoded`.
    Escaped,
    Array,
    Object,
}

/// One value, or one key of an object, in the order of the text. A container is followed by its content.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) tag: Tag,
    /// First byte of the value.
    pub(super) start: u32,
    /// First byte after the value.
    pub(super) end: u32,
    /// For a container the index of the first entry after its content, for an escaped string its index in `ranges`.
    pub(super) extra: u32,
}

/// Reusable memory for parsed texts. Parsing a second text into it allocates nothing unless that text is larger.
///
/// It may hold what must not be left in memory, so it is wiped when it goes, and `Debug` shows nothing of it.
#[derive(Default)]
pub struct Tape {
    pub(super) entries: Vec<Entry>,
    pub(super) decoded: String,
    pub(super) ranges: Vec<(u32, u32)>,
    pub(super) open: Vec<u32>,
}

impl Tape {
    /// An empty tape.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Parses `text`, forgetting what was parsed before.
    ///
    /// # Errors
    /// The text is not JSON as RFC 8259 has it, or is nested deeper than [`MAX_DEPTH`].
    pub fn parse<'a>(&'a mut self, text: &'a str) -> Result<Document<'a>, JsonError> {
        self.load(text)?;
        Ok(Document { text, tape: self })
    }

    /// Parses `text` like [`Tape::parse`], for a caller who keeps text and tape side by side and asks for the
    /// document later with [`Tape::document`].
    ///
    /// # Errors
    /// As [`Tape::parse`]. The tape is empty afterwards.
    pub fn load(&mut self, text: &str) -> Result<(), JsonError> {
        self.clear();
        let parsed = if text.len() > MAX_BYTES {
            Err(JsonError { problem: Problem::TooLong, offset: MAX_BYTES })
        } else {
            parse::parse(text, self)
        };
        if parsed.is_err() {
            self.clear();
        }
        parsed
    }

    /// The document last loaded, if there is one. `text` has to be the text that was loaded; with another one, values
    /// come out wrong or empty, but nothing panics.
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
    /// The value of the text.
    #[must_use]
    pub fn root(self) -> Node<'a> {
        Node { document: self, index: 0 }
    }

    /// The text it was parsed from.
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

    /// Index of the entry after the value at `index` and everything in it.
    #[inline]
    pub(super) fn after(self, index: u32) -> u32 {
        let entry = self.entry(index);
        match entry.tag {
            Tag::Array | Tag::Object => entry.extra,
            _ => index + 1,
        }
    }
}
