//! Space for the pieces of a section: the page of a large document must be small enough to be opened.

use std::io::{self, Write};

/// The space of the sections, in bytes. Together with the head they stay below a megabyte.
pub(super) const FINDINGS: usize = 400_000;
pub(super) const SETTLED: usize = 80_000;
pub(super) const FIELDS: usize = 350_000;
pub(super) const NOTES: usize = 100_000;

/// The space that is left in a section.
#[derive(Debug)]
pub(super) struct Room {
    left: usize,
    /// How many pieces were left out.
    pub(super) left_out: u64,
}

impl Room {
    pub(super) fn new(bytes: usize) -> Self {
        Self { left: bytes, left_out: 0 }
    }

    /// Writes a piece if it fits, and counts it otherwise. Nothing follows the first piece that does not fit, so that
    /// what is shown is the start of the whole.
    pub(super) fn put(
        &mut self,
        out: &mut dyn Write,
        piece: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        if self.left_out > 0 {
            self.left_out += 1;
            return Ok(());
        }
        let mut bytes = Vec::new();
        piece(&mut bytes)?;
        let Some(left) = self.left.checked_sub(bytes.len()) else {
            self.left_out += 1;
            return Ok(());
        };
        self.left = left;
        out.write_all(&bytes)
    }
}
