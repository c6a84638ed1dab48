//! Cuts a stream into documents, each of which is read as a whole and holds several exchanges.
//!
//! A YAML stream is cut where a line starts with `---`, which no scalar can contain. A JSON file is one document.

use std::io;

use super::document::{Document, Source, Syntax};
use super::format::{Frame, Frames};
use super::found::{Found, Pieces};
use super::input::Input;
use super::window::Window;
use super::yaml_cut::{Cut, YamlCut};

/// Finds the exchanges of a document.
pub(super) type ReadDocument = fn(&Document<'_>, &mut Found<'_>);

/// The documents of a stream.
pub(super) struct Documents {
    read: ReadDocument,
    input: Input,
    /// What the last document holds.
    pieces: Pieces,
    /// The line breaks before the next document.
    lines: u64,
    syntax: Option<Syntax>,
    is_at_end: bool,
}

/// The extent of the next document.
enum Next {
    /// It has this many bytes at the start of the view.
    Document(usize),
    /// It was larger than allowed, and skipped.
    TooLarge,
    /// There are no more.
    End,
}

impl Documents {
    pub(super) fn new(read: ReadDocument, input: &Input) -> Self {
        Self {
            read,
            input: input.clone(),
            pieces: Pieces::default(),
            lines: 0,
            syntax: None,
            is_at_end: false,
        }
    }

    /// Reads the next document. False if there are no more.
    fn advance(&mut self, window: &mut Window, max_bytes: usize) -> io::Result<bool> {
        let is_first = self.syntax.is_none();
        let syntax = self.syntax(window)?;
        let next = match syntax {
            _ if self.is_at_end => return Ok(false),
            Syntax::Json => self.whole(window, max_bytes)?,
            Syntax::Yaml => self.document(window, max_bytes)?,
        };
        self.pieces.clear();
        match next {
            Next::End if is_first => self.pieces.unread("the file is empty".to_owned()),
            Next::End => return Ok(false),
            Next::TooLarge => self.pieces.unread(format!(
                "larger than {} MiB, the maximum for one document of this format: split it into several files",
                max_bytes / (1024 * 1024)
            )),
            Next::Document(length) => {
                let bytes = window.view().get(..length).unwrap_or_default();
                let lines_before = Some(self.lines);
                let source = Source { bytes, syntax, input: &self.input, lines_before, max_bytes };
                source.read(self.read, &mut self.pieces);
                self.pass(window, length);
            }
        }
        Ok(true)
    }

    /// JSON starts with a bracket. YAML in flow style does as well, but no tool writes that.
    fn syntax(&mut self, window: &mut Window) -> io::Result<Syntax> {
        if let Some(syntax) = self.syntax {
            return Ok(syntax);
        }
        let is_blank = |window: &Window| window.view().iter().all(u8::is_ascii_whitespace);
        while is_blank(window) && window.more()? {}
        let syntax = match window.view().trim_ascii_start().first() {
            Some(b'{' | b'[') => Syntax::Json,
            _ => Syntax::Yaml,
        };
        self.syntax = Some(syntax);
        Ok(syntax)
    }

    fn whole(&mut self, window: &mut Window, max_bytes: usize) -> io::Result<Next> {
        self.is_at_end = true;
        while window.view().len() <= max_bytes {
            if !window.more()? {
                return Ok(Next::Document(window.view().len()));
            }
        }
        Ok(Next::TooLarge)
    }

    fn document(&mut self, window: &mut Window, max_bytes: usize) -> io::Result<Next> {
        let mut cut = YamlCut::default();
        let mut is_too_large = false;
        let mut is_end = false;
        loop {
            let found = cut.find(window.view(), is_end);
            let length = match found {
                Cut::At(length) => Some(length),
                Cut::NotYet if is_end => {
                    self.is_at_end = true;
                    Some(window.view().len())
                }
                Cut::NotYet => None,
            };
            match length {
                Some(length) if is_too_large || length > max_bytes => {
                    self.pass(window, length);
                    return Ok(Next::TooLarge);
                }
                Some(_) if !cut.has_begun() => return Ok(Next::End),
                Some(length) => return Ok(Next::Document(length)),
                None => {}
            }
            if window.view().len() > max_bytes {
                is_too_large = true;
                let searched = cut.searched();
                self.pass(window, searched);
                cut.passed(searched);
            }
            is_end = !window.more()?;
        }
    }

    fn pass(&mut self, window: &mut Window, count: usize) {
        let passed = window.view().get(..count).unwrap_or_default();
        self.lines += memchr::memchr_iter(b'\n', passed).count() as u64;
        window.pass(count);
    }
}

impl Frames for Documents {
    fn next(&mut self, window: &mut Window, max_bytes: usize) -> io::Result<Frame> {
        loop {
            if let Some(frame) = self.pieces.next() {
                return Ok(frame);
            }
            if !self.advance(window, max_bytes)? {
                return Ok(Frame::End);
            }
        }
    }

    fn own(&self) -> &[u8] {
        self.pieces.current()
    }
}
