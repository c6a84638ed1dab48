//! A decoded part of a text, and where in that text it came from.

use crate::finding::Encoding;

/// What a decoder made of one encoded run.
#[derive(Debug)]
pub(crate) struct Section {
    /// The layer that was taken off.
    pub(crate) encoding: Encoding,
    /// The decoded bytes.
    pub(crate) bytes: Vec<u8>,
    origin: Origin,
}

#[derive(Debug)]
enum Origin {
    /// All of it comes from the run that starts here.
    Run(usize),
    /// Pairs of decoded and encoded offsets, ascending; what lies between two pairs was copied as it is.
    Pieces(Vec<(usize, usize)>),
}

impl Section {
    /// A section that can only be placed as a whole.
    pub(super) fn of_run(encoding: Encoding, start: usize, bytes: Vec<u8>) -> Self {
        Self { encoding, bytes, origin: Origin::Run(start) }
    }

    /// The offset in the encoded text that a decoded offset comes from.
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

/// Collects a section of a text that is mostly plain, piece by piece.
pub(super) struct Pieces {
    bytes: Vec<u8>,
    placed: Vec<(usize, usize)>,
}

impl Pieces {
    /// Pieces from this offset of the text on.
    pub(super) fn from(start: usize) -> Self {
        Self { bytes: Vec::new(), placed: vec![(0, start)] }
    }

    /// Copies bytes that stand for themselves.
    pub(super) fn plain(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Adds what the encoded piece from `at` to `behind` stands for.
    pub(super) fn decoded(&mut self, at: usize, bytes: &[u8], behind: usize) {
        self.placed.push((self.bytes.len(), at));
        self.bytes.extend_from_slice(bytes);
        self.placed.push((self.bytes.len(), behind));
    }

    /// The section that they make.
    pub(super) fn section(self, encoding: Encoding) -> Section {
        Section { encoding, bytes: self.bytes, origin: Origin::Pieces(self.placed) }
    }
}
