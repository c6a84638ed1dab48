//! Entries cut out of a stream but not yet parsed, so that one thread can cut while others parse.

use zeroize::Zeroizing;

use std::ops::Range;

use super::decoder::{Decoder, Entry, unread};
use super::format::TrafficFormat;
use super::model::Locator;

/// The number of bytes at which a batch is full. A single entry may be larger.
const FULL: usize = 256 * 1024;

/// Consecutive entries of one input. Its memory is reused. It has no `Debug`, because it contains raw
/// traffic.
#[derive(Default)]
pub struct Batch {
    bytes: Zeroizing<Vec<u8>>,
    pieces: Vec<(u64, Piece)>,
    format: TrafficFormat,
    locator: Locator,
}

#[derive(Debug)]
enum Piece {
    /// The range of the entry in `bytes`.
    Frame(Range<usize>),
    /// Why the entry could not be cut out.
    Unread(String),
    /// A request of which no response was saved.
    Unanswered,
}

impl Batch {
    /// Creates an empty batch.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// True if it has no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The total size of the entries in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes.len()
    }

    /// The parsed entry at an index; `None` past the last one.
    pub fn entry<'a>(&'a mut self, at: usize, decoder: &'a mut Decoder) -> Option<Entry<'a>> {
        let (index, piece) = self.pieces.get(at)?;
        self.locator.index = *index;
        Some(match piece {
            Piece::Frame(range) => {
                let frame = self.bytes.get(range.clone()).unwrap_or_default();
                decoder.entry(frame, self.format, &self.locator)
            }
            Piece::Unread(reason) => unread(&self.locator, reason.clone()),
            Piece::Unanswered => Entry::Unanswered,
        })
    }

    pub(super) fn start(&mut self, format: TrafficFormat, source: &Locator) {
        self.bytes.clear();
        self.pieces.clear();
        self.format = format;
        self.locator = source.clone();
    }

    pub(super) fn push_frame(&mut self, index: u64, frame: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(frame);
        self.pieces.push((index, Piece::Frame(start..self.bytes.len())));
    }

    pub(super) fn push_unread(&mut self, index: u64, reason: String) {
        self.pieces.push((index, Piece::Unread(reason)));
    }

    pub(super) fn push_unanswered(&mut self, index: u64) {
        self.pieces.push((index, Piece::Unanswered));
    }

    pub(super) fn is_full(&self) -> bool {
        // Unread entries take memory too.
        self.bytes.len() >= FULL || self.pieces.len() >= FULL / 64
    }
}
