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
    state: State,
    /// The number of bytes of the stream before the view.
    passed: u64,
}

/// Whether there is more to read.
enum State {
    Open,
    Finished,
    /// Reading failed. A stream that failed once never counts as finished, whoever asks.
    Failed(io::ErrorKind, String),
}

impl State {
    fn failed(error: &io::Error) -> Self {
        Self::Failed(error.kind(), error.to_string())
    }
}

impl Window {
    pub(super) fn new(input: Box<dyn Read + Send>) -> Self {
        Self { input, buffer: Zeroizing::default(), start: 0, end: 0, state: State::Open, passed: 0 }
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

    /// Reads more into the view; `false` at the end of the stream. An error comes again with each call.
    pub(super) fn more(&mut self) -> io::Result<bool> {
        match &self.state {
            State::Open => self.read_on(),
            State::Finished => Ok(false),
            State::Failed(kind, message) => Err(io::Error::new(*kind, message.clone())),
        }
    }

    fn read_on(&mut self) -> io::Result<bool> {
        self.make_room();
        let Some(room) = self.buffer.get_mut(self.end..) else { return Ok(false) };
        let read = loop {
            match self.input.read(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        match &read {
            Ok(0) => self.state = State::Finished,
            Ok(count) => self.end += count,
            Err(error) => self.state = State::failed(error),
        }
        read.map(|count| count > 0)
    }

    /// Makes room for a chunk behind the view.
    fn make_room(&mut self) {
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
    }
}
