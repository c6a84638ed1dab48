//! Texts beside the content of compressed files: the names and comments of gzip, and frames that decoders skip.

use std::io::{self, Read};

/// The shortest text that may hold a card number. Compressed bytes have such texts seldom.
const MIN_TEXT: usize = 12;

/// The most that is kept, in bytes. More is no text beside a content.
const MAX_TEXTS: usize = 1 << 20;

/// Passes bytes on, and keeps the texts among them.
pub(super) struct Printable<R> {
    reader: R,
    /// The printable bytes before the next one.
    run: Vec<u8>,
    texts: Vec<u8>,
}

impl<R: Read> Printable<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, run: Vec::new(), texts: Vec::new() }
    }

    /// The texts, a line each.
    pub(super) fn texts(mut self) -> Vec<u8> {
        self.end_run();
        self.texts
    }

    fn add(&mut self, byte: u8) {
        if matches!(byte, b' '..=b'~') && self.run.len() < MAX_TEXTS {
            self.run.push(byte);
        } else {
            self.end_run();
        }
    }

    fn end_run(&mut self) {
        if self.run.len() >= MIN_TEXT && self.texts.len() < MAX_TEXTS {
            self.texts.append(&mut self.run);
            self.texts.push(b'\n');
        }
        self.run.clear();
    }
}

impl<R: Read> Read for Printable<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.reader.read(buffer)?;
        buffer.iter().take(length).for_each(|byte| self.add(*byte));
        Ok(length)
    }
}
