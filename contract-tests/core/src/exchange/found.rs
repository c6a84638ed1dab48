//! The exchanges found in a document, as far as they were not yet handed out.

use std::collections::VecDeque;
use std::io;
use std::ops::Range;

use zeroize::Zeroizing;

use super::format::Frame;
use super::told::Told;
use super::tree::{Tree, TreePlace};
use crate::zeroed::append;

/// The size of all exchanges of a document, as a multiple of the maximum for one. Only aliases and variables make them
/// larger than the document.
const MAX_GROWTH: usize = 4;

/// The exchanges of one document.
#[derive(Default)]
pub(super) struct Pieces {
    bytes: Zeroizing<Vec<u8>>,
    queue: VecDeque<Piece>,
    current: Range<usize>,
}

enum Piece {
    Exchange(Range<usize>),
    Unread(String),
    Unanswered,
}

impl Pieces {
    /// The next exchange or reason; `None` if there are no more.
    pub(super) fn next(&mut self) -> Option<Frame> {
        match self.queue.pop_front()? {
            Piece::Unread(reason) => Some(Frame::Unread(reason)),
            Piece::Unanswered => Some(Frame::Unanswered),
            Piece::Exchange(range) => {
                self.current = range;
                Some(Frame::Own)
            }
        }
    }

    /// The exchange that was handed out last.
    pub(super) fn current(&self) -> &[u8] {
        self.bytes.get(self.current.clone()).unwrap_or_default()
    }

    /// Adds an exchange, unless it is larger than the room.
    pub(super) fn exchange(&mut self, told: &Told<'_>, room: usize) -> Result<(), serde_json::Error> {
        let start = self.bytes.len();
        let written = serde_json::to_writer(Within { bytes: &mut self.bytes, room }, told);
        match &written {
            Ok(()) => self.queue.push_back(Piece::Exchange(start..self.bytes.len())),
            Err(_) => self.bytes.truncate(start),
        }
        written
    }

    pub(super) fn unread(&mut self, reason: String) {
        self.queue.push_back(Piece::Unread(reason));
    }

    pub(super) fn unanswered(&mut self) {
        self.queue.push_back(Piece::Unanswered);
    }

    pub(super) fn clear(&mut self) {
        self.bytes = Zeroizing::default();
        self.queue.clear();
    }
}

/// Takes what a reader finds in a document.
pub(super) struct Found<'d> {
    text: &'d str,
    /// The line breaks before the document; `None` if its lines are not those of the file.
    lines_before: Option<u64>,
    /// An offset in the text, and the line breaks before it.
    counted: (usize, u64),
    pieces: &'d mut Pieces,
    max_bytes: usize,
    is_full: bool,
}

impl<'d> Found<'d> {
    pub(super) fn new(
        text: &'d str,
        lines_before: Option<u64>,
        pieces: &'d mut Pieces,
        max_bytes: usize,
    ) -> Self {
        Self { text, lines_before, counted: (0, 0), pieces, max_bytes, is_full: false }
    }

    /// Adds an exchange, or the reason why there is none. `at` is where it is written.
    pub(super) fn add(&mut self, at: Tree<'_>, read: Result<Told<'_>, String>) {
        if self.is_full {
            return;
        }
        match read {
            Ok(told) => self.exchange(at, &told),
            Err(reason) => self.unread(at, &reason),
        }
    }

    /// Adds the reason why something is no exchange.
    pub(super) fn unread(&mut self, at: Tree<'_>, reason: &str) {
        match self.lines_before {
            Some(before) => {
                let line = before + self.line(at);
                self.pieces.unread(format!("line {line}: {reason}"));
            }
            None => self.pieces.unread(reason.to_owned()),
        }
    }

    /// Adds a request of which no response was saved.
    pub(super) fn unanswered(&mut self) {
        self.pieces.unanswered();
    }

    /// The document holds no exchanges, for this reason.
    pub(super) fn refuse(&mut self, reason: impl Into<String>) {
        self.pieces.unread(reason.into());
    }

    fn exchange(&mut self, at: Tree<'_>, told: &Told<'_>) {
        let left = (self.max_bytes * MAX_GROWTH).saturating_sub(self.pieces.bytes.len());
        if self.pieces.exchange(told, self.max_bytes.min(left)).is_ok() {
            return;
        }
        let most = self.max_bytes / (1024 * 1024);
        self.is_full = left < self.max_bytes;
        let reason = if self.is_full {
            let most = most * MAX_GROWTH;
            format!(
                "this and the rest of the document are larger than {most} MiB, aliases and variables expanded"
            )
        } else {
            format!("larger than {most} MiB, the maximum for one exchange")
        };
        self.unread(at, &reason);
    }

    /// The line of a value in the document, from 1.
    fn line(&mut self, at: Tree<'_>) -> u64 {
        match at.place() {
            TreePlace::Line(line) => line,
            TreePlace::Byte(offset) => {
                let (from, lines) = if offset >= self.counted.0 { self.counted } else { (0, 0) };
                let skipped = self.text.as_bytes().get(from..offset).unwrap_or_default();
                let lines = lines + memchr::memchr_iter(b'\n', skipped).count() as u64;
                self.counted = (offset, lines);
                lines + 1
            }
        }
    }
}

/// Appends to a buffer as long as there is room.
struct Within<'b> {
    bytes: &'b mut Zeroizing<Vec<u8>>,
    room: usize,
}

impl io::Write for Within<'_> {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        self.room = self.room.checked_sub(more.len()).ok_or(io::ErrorKind::FileTooLarge)?;
        append(self.bytes, more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
