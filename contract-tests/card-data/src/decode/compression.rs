//! Gzip and Zstandard.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;
use memchr::memmem;

use crate::finding::Encoding;

/// The compression, by magic bytes.
pub(crate) fn compression(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [0x1f, 0x8b, 8, ..] => Some(Encoding::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Encoding::Zstd),
        _ => None,
    }
}

/// The offsets at which compressed streams may start, except 0.
pub(crate) fn compressed_starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let gzip = memmem::find_iter(bytes, b"\x1f\x8b\x08");
    let zstd = memmem::find_iter(bytes, b"\x28\xb5\x2f\xfd");
    gzip.chain(zstd).filter(|start| *start > 0)
}

/// A reader of the decompressed bytes.
pub(crate) fn decompressed<'r>(
    compression: Encoding,
    reader: impl Read + 'r,
) -> io::Result<Box<dyn Read + 'r>> {
    Ok(match compression {
        Encoding::Zstd => Box::new(zstd::stream::read::Decoder::new(reader)?),
        _ => Box::new(MultiGzDecoder::new(reader)),
    })
}

/// The content of a compressed stream.
pub(crate) struct Inflated {
    /// The inflated bytes up to the limit; for a damaged stream, those before the damage.
    pub(crate) bytes: Vec<u8>,
    /// The content exceeds the limit.
    pub(crate) exceeds_limit: bool,
    /// The stream is damaged or followed by other bytes.
    pub(crate) damaged: bool,
    /// The stream may continue after the available bytes.
    pub(crate) may_continue: bool,
    /// How many compressed bytes were read.
    pub(crate) read: usize,
}

/// Decompresses up to `limit` bytes.
pub(crate) fn inflate(compression: Encoding, compressed: &[u8], limit: usize) -> Inflated {
    let mut bytes = Vec::new();
    let mut left = compressed;
    // An error ends the stream; the bytes before it are kept.
    let error = decompressed(compression, &mut left)
        .and_then(|reader| reader.take(limit as u64 + 1).read_to_end(&mut bytes))
        .err();
    let exceeds_limit = bytes.len() > limit;
    bytes.truncate(limit);
    let may_continue = error.as_ref().is_some_and(|error| error.kind() == io::ErrorKind::UnexpectedEof);
    Inflated {
        bytes,
        exceeds_limit,
        damaged: error.is_some(),
        may_continue,
        read: compressed.len() - left.len(),
    }
}
