//! A decoded part of a text with its origin.

use crate::finding::Encoding;

/// The decoded content of one encoded run.
#[derive(Debug)]
pub(crate) struct Section {
    /// The encoding that was decoded.
    pub(crate) encoding: Encoding,
    /// The decoded bytes.
    pub(crate) bytes: Vec<u8>,
    origin: Origin,
}

#[derive(Debug)]
enum Origin {
    /// The whole section comes from the run at this offset.
    Run(usize),
    /// Pairs of decoded and encoded offsets, ascending; bytes between two pairs were copied unchanged.
    Pieces(Vec<(usize, usize)>),
}

impl Section {
    /// A section whose bytes all map to the start of its run.
    pub(super) fn of_run(encoding: Encoding, start: usize, bytes: Vec<u8>) -> Self {
        Self { encoding, bytes, origin: Origin::Run(start) }
    }

    /// The encoded offset of a decoded one.
    pub(crate) fn encoded_offset(&self, decoded: usize) -> usize {
        match &self.origin {
            Origin::Run(start) => *start,
            Origin::Pieces(pieces) => {
                let after = pieces.partition_point(|(from, _)| *from <= decoded);
                let (from, source) =
                    after.checked_sub(1).and_then(|last| pieces.get(last)).copied().unwrap_or((0, 0));
                source + (decoded - from)
            }
        }
    }
}

/// Builds a section from plain and decoded pieces.
pub(super) struct Pieces {
    bytes: Vec<u8>,
    placed: Vec<(usize, usize)>,
}

impl Pieces {
    /// Starts at this offset of the text.
    pub(super) fn from(start: usize) -> Self {
        Self { bytes: Vec::new(), placed: vec![(0, start)] }
    }

    /// Copies plain bytes.
    pub(super) fn plain(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Adds the decoded bytes of the piece from `at` to `behind`.
    pub(super) fn decoded(&mut self, at: usize, bytes: &[u8], behind: usize) {
        self.placed.push((self.bytes.len(), at));
        self.bytes.extend_from_slice(bytes);
        self.placed.push((self.bytes.len(), behind));
    }

    /// The finished section.
    pub(super) fn section(self, encoding: Encoding) -> Section {
        Section { encoding, bytes: self.bytes, origin: Origin::Pieces(self.placed) }
    }
}
