//! Compressed data: gzip and Zstandard.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;
use memchr::memmem;

use crate::card_data::finding::Encoding;

/// What the bytes are compressed with, by how they start.
pub(in crate::card_data) fn compression(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [0x1f, 0x8b, 8, ..] => Some(Encoding::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Encoding::Zstd),
        _ => None,
    }
}

/// How many compressed streams are looked for inside one layer.
const EMBEDDED: usize = 64;

/// Where compressed streams may start in the bytes, the start left out.
pub(in crate::card_data) fn compressed_starts(bytes: &[u8]) -> Vec<usize> {
    let gzip = memmem::find_iter(bytes, b"\x1f\x8b\x08");
    let zstd = memmem::find_iter(bytes, b"\x28\xb5\x2f\xfd");
    gzip.take(EMBEDDED).chain(zstd.take(EMBEDDED)).filter(|start| *start > 0).collect()
}

/// A reader of the decompressed bytes.
pub(in crate::card_data) fn decompressed<'r>(
    compression: Encoding,
    reader: impl Read + 'r,
) -> io::Result<Box<dyn Read + 'r>> {
    Ok(match compression {
        Encoding::Zstd => Box::new(zstd::stream::read::Decoder::new(reader)?),
        _ => Box::new(MultiGzDecoder::new(reader)),
    })
}

/// What was in a compressed stream.
pub(in crate::card_data) struct Inflated {
    /// Up to the limit; of a damaged stream, what came before the damage.
    pub(in crate::card_data) bytes: Vec<u8>,
    /// There was more than the limit.
    pub(in crate::card_data) more: bool,
    /// The stream is damaged, or something else stands behind it.
    pub(in crate::card_data) damaged: bool,
}

/// Decompresses up to `limit` bytes.
pub(in crate::card_data) fn inflate(compression: Encoding, compressed: &[u8], limit: usize) -> Inflated {
    let mut bytes = Vec::new();
    // An error ends the stream; the bytes before it are kept.
    let damaged = decompressed(compression, compressed)
        .and_then(|reader| reader.take(limit as u64 + 1).read_to_end(&mut bytes))
        .is_err();
    let more = bytes.len() > limit;
    bytes.truncate(limit);
    Inflated { bytes, more, damaged }
}
