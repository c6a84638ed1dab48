//! A part of a stream in memory, only as large as needed.

use std::io::{self, Read};

use zeroize::Zeroizing;

/// The number of bytes read at a time.
const CHUNK: usize = 256 * 1024;

/// A sliding view of a stream.
pub(super) struct Window {
    input: Box<dyn Read + Send>,
    /// Zeroed on drop, and when it is moved by growing.
    buffer: Zeroizing<Vec<u8>>,
    start: usize,
    end: usize,
    finished: bool,
    /// The number of bytes of the stream before the view.
    passed: u64,
}

impl Window {
    pub(super) fn new(input: Box<dyn Read + Send>) -> Self {
        Self { input, buffer: Zeroizing::default(), start: 0, end: 0, finished: false, passed: 0 }
    }

    /// The bytes in view.
    pub(super) fn view(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Offset of the view in the stream.
    pub(super) fn offset(&self) -> u64 {
        self.passed
    }

    /// Drops the first `count` bytes of the view.
    pub(super) fn pass(&mut self, count: usize) {
        let count = count.min(self.end - self.start);
        self.start += count;
        self.passed += count as u64;
    }

    /// Reads more into the view; `false` at the end of the stream.
    pub(super) fn more(&mut self) -> io::Result<bool> {
        if self.finished {
            return Ok(false);
        }
        if self.start > 0 && (self.start == self.end || self.end + CHUNK > self.buffer.len()) {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end + CHUNK > self.buffer.len() {
            let wanted = (self.end + CHUNK).max(self.end * 2);
            let mut grown = Zeroizing::new(vec![0; wanted]);
            if let (Some(to), Some(from)) = (grown.get_mut(..self.end), self.buffer.get(..self.end)) {
                to.copy_from_slice(from);
            }
            self.buffer = grown;
        }
        let Some(room) = self.buffer.get_mut(self.end..) else { return Ok(false) };
        loop {
            match self.input.read(room) {
                Ok(0) => {
                    self.finished = true;
                    return Ok(false);
                }
                Ok(count) => {
                    self.end += count;
                    return Ok(true);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.finished = true;
                    return Err(error);
                }
            }
        }
    }
}
