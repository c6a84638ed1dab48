//! Converts UTF-16 streams to UTF-8. Windows shells write redirected output as UTF-16.

use std::io::{self, Read};

use zeroize::Zeroizing;

/// The number of bytes read at a time.
const CHUNK: usize = 16 * 1024;

/// The byte order of code units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ByteOrder {
    Little,
    Big,
}

impl ByteOrder {
    /// The byte order in the mark of a stream, if it is UTF-16.
    pub(super) fn of_mark(start: &[u8]) -> Option<Self> {
        match start {
            [0xff, 0xfe, ..] => Some(Self::Little),
            [0xfe, 0xff, ..] => Some(Self::Big),
            _ => None,
        }
    }

    fn unit(self, bytes: [u8; 2]) -> u16 {
        match self {
            Self::Little => u16::from_le_bytes(bytes),
            Self::Big => u16::from_be_bytes(bytes),
        }
    }
}

/// A UTF-16 stream as UTF-8, with U+FFFD for lone surrogates.
pub(super) struct Utf16<R> {
    input: R,
    order: ByteOrder,
    /// Bytes not decoded yet.
    raw: Zeroizing<Vec<u8>>,
    text: Zeroizing<String>,
    /// The length of the part of `text` already returned.
    taken: usize,
}

impl<R: Read> Utf16<R> {
    pub(super) fn new(input: R, order: ByteOrder) -> Self {
        // Neither grows: a growing vector leaves copies behind.
        let (raw, text) = (Vec::with_capacity(CHUNK + 4), String::with_capacity(2 * CHUNK));
        Self { input, order, raw: Zeroizing::new(raw), text: Zeroizing::new(text), taken: 0 }
    }

    /// Decodes the next chunk. False at the end of the stream.
    fn refill(&mut self) -> io::Result<bool> {
        self.text.clear();
        self.taken = 0;
        let read = self.input.by_ref().take(CHUNK as u64).read_to_end(&mut self.raw)?;
        let (pairs, _) = self.raw.as_chunks::<2>();
        let mut units: Vec<u16> = pairs.iter().map(|pair| self.order.unit(*pair)).collect();
        // The second half of a pair may be in the next chunk.
        units.pop_if(|last| read > 0 && (0xd800..0xdc00).contains(last));
        let characters = char::decode_utf16(units.iter().copied());
        self.text.extend(characters.map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER)));
        self.raw.drain(..units.len() * 2);
        Ok(read > 0)
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.text.len() {
            if !self.refill()? && self.text.is_empty() {
                return Ok(0);
            }
        }
        let rest = self.text.as_bytes().get(self.taken..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.taken += count;
        Ok(count)
    }
}
