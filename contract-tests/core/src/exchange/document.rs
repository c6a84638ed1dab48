//! A document of JSON or YAML that holds several exchanges.

use cartevo_yaml::{ReadError, read_data};

use super::documents::ReadDocument;
use super::found::{Found, Pieces};
use super::input::Input;
use super::model::BYTE_ORDER_MARK;
use super::tree::Tree;
use crate::json::Tape;

/// A document.
pub(super) struct Document<'a> {
    pub(super) root: Tree<'a>,
    /// Where it is from.
    pub(super) input: &'a Input,
}

/// What a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Json,
    Yaml,
}

/// The bytes of a document.
pub(super) struct Source<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) syntax: Syntax,
    pub(super) input: &'a Input,
    /// The line breaks before it; `None` if its lines are not those of the file.
    pub(super) lines_before: Option<u64>,
    pub(super) max_bytes: usize,
}

impl Source<'_> {
    /// Reads the document.
    pub(super) fn read(&self, read: ReadDocument, pieces: &mut Pieces) {
        if let Err(reason) = self.try_read(read, pieces) {
            pieces.unread(reason);
        }
    }

    fn try_read(&self, read: ReadDocument, pieces: &mut Pieces) -> Result<(), String> {
        let text = std::str::from_utf8(self.bytes).map_err(|error| {
            let before = self.bytes.get(..error.valid_up_to()).unwrap_or_default();
            format!("not UTF-8 at line {}", self.line_after(before))
        })?;
        let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        let mut found = Found::new(text, self.lines_before, pieces, self.max_bytes);
        match self.syntax {
            Syntax::Json => {
                let mut tape = Tape::new();
                let document = tape.parse_replacing(text).map_err(|error| {
                    let before = text.as_bytes().get(..error.offset).unwrap_or_default();
                    format!("not JSON: {error}, which is line {}", self.line_after(before))
                })?;
                read(&Document { root: Tree::Json(document.root()), input: self.input }, &mut found);
            }
            Syntax::Yaml => {
                let root = read_data(text).map_err(|error| self.not_yaml(&error))?;
                read(&Document { root: Tree::Yaml(&root, text), input: self.input }, &mut found);
            }
        }
        Ok(())
    }

    /// The line after these bytes at the start of the document, from 1.
    fn line_after(&self, before: &[u8]) -> u64 {
        self.lines_before.unwrap_or_default() + memchr::memchr_iter(b'\n', before).count() as u64 + 1
    }

    /// The error, without what it quotes of the text.
    fn not_yaml(&self, error: &ReadError) -> String {
        let line = self.lines_before.unwrap_or_default() + u64::from(error.place.line);
        let what = error.what.split(':').next().unwrap_or_default();
        if what.contains(['`', '\'', '"']) {
            return format!("not YAML at line {line}");
        }
        format!("not YAML at line {line}: {what}")
    }
}
