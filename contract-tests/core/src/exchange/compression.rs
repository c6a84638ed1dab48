//! The compression of traffic files, one row each.

use std::io::{self, Read};

use strum::VariantArray as _;

use super::utf16::{ByteOrder, Utf16};

/// A compression that is removed before reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum Compression {
    /// gzip, including multi-member files.
    Gzip,
    /// Zstandard.
    Zstd,
}

/// A stream that may be read on another thread.
pub(super) type Stream = Box<dyn Read + Send>;

/// A row of the table.
struct Row {
    ending: &'static str,
    /// The first bytes of a compressed stream.
    magic: &'static [u8],
    open: fn(Stream) -> io::Result<Stream>,
}

impl Compression {
    const fn row(self) -> &'static Row {
        match self {
            Self::Gzip => &Row {
                ending: "gz",
                magic: &[0x1f, 0x8b],
                open: |stream| Ok(Box::new(flate2::read::MultiGzDecoder::new(stream))),
            },
            Self::Zstd => &Row {
                ending: "zst",
                magic: &[0x28, 0xb5, 0x2f, 0xfd],
                open: |stream| Ok(Box::new(zstd::stream::read::Decoder::new(stream)?)),
            },
        }
    }

    /// The compression of these bytes, detected by the first ones.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        Self::VARIANTS.iter().copied().find(|known| bytes.starts_with(known.row().magic))
    }

    /// The decompressed stream.
    pub(super) fn open(self, stream: Stream) -> io::Result<Stream> {
        (self.row().open)(stream)
    }

    /// The extension of compressed files, without the dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        self.row().ending
    }
}

/// The name of a file without the extension of a compression.
pub(super) fn plain_name(name: &str) -> &str {
    let stem = |compression: &Compression| name.strip_suffix(compression.ending())?.strip_suffix('.');
    Compression::VARIANTS.iter().find_map(stem).unwrap_or(name)
}

/// The decompressed stream. The compression is detected by the first bytes.
///
/// # Errors
/// The stream cannot be read, or is empty though its name has the extension of a compression.
pub(super) fn decompressed(stream: Stream, name: &str) -> io::Result<Stream> {
    let longest = Compression::VARIANTS.iter().map(|known| known.row().magic.len()).max().unwrap_or(0);
    let (head, whole) = peeked(stream, longest)?;
    if head.is_empty() && plain_name(name) != name {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "a compressed file is never empty"));
    }
    match Compression::of(&head) {
        Some(compression) => compression.open(whole),
        None => Ok(whole),
    }
}

/// The stream as UTF-8, if its byte order mark denotes UTF-16.
pub(super) fn as_utf8(stream: Stream) -> io::Result<Stream> {
    let (head, whole) = peeked(stream, 2)?;
    Ok(match ByteOrder::of_mark(&head) {
        Some(order) => Box::new(Utf16::new(whole, order)),
        None => whole,
    })
}

/// The first bytes of a stream, and the complete stream.
fn peeked(mut stream: Stream, length: usize) -> io::Result<(Vec<u8>, Stream)> {
    let mut head = Vec::with_capacity(length);
    stream.by_ref().take(length as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(io::Cursor::new(head).chain(stream))))
}
