//! Space for the pieces of a report that must be small enough to be opened, or accepted.

use std::io::{self, Write};

/// The space that is left.
#[derive(Debug)]
pub(super) struct Room {
    left: usize,
    is_full: bool,
    /// How many pieces were left out.
    pub(super) left_out: u64,
}

impl Room {
    pub(super) fn new(bytes: usize) -> Self {
        Self { left: bytes, is_full: false, left_out: 0 }
    }

    /// Takes the space of a piece, if there is enough. Nothing fits after the first piece that does not, so that what is
    /// shown is the start of the whole.
    pub(super) fn takes(&mut self, bytes: usize) -> bool {
        match self.left.checked_sub(bytes).filter(|_| !self.is_full) {
            Some(left) => self.left = left,
            None => self.is_full = true,
        }
        !self.is_full
    }

    /// Writes a piece if it fits, and counts it otherwise.
    pub(super) fn put(
        &mut self,
        out: &mut dyn Write,
        piece: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut bytes = Vec::new();
        if !self.is_full {
            piece(&mut bytes)?;
        }
        if self.takes(bytes.len()) {
            return out.write_all(&bytes);
        }
        self.left_out += 1;
        Ok(())
    }
}
