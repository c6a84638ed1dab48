//! Compressed streams with magic bytes.

use std::io::{self, Read};
use std::sync::LazyLock;

use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use liblzma::read::XzDecoder;
use liblzma::stream::{CONCATENATED, Stream};
use memchr::memmem::Finder;

use crate::finding::Encoding;

/// The most memory that a decoder of xz may take, in bytes; twice what the tools need at their highest level.
const MAX_XZ_MEMORY: u64 = 256 << 20;
/// The work of an attempt to decompress, in bytes: decoders prepare tables before they read.
const MIN_ATTEMPT: usize = 4 << 10;

/// A compression with magic bytes.
struct Row {
    encoding: Encoding,
    /// The first bytes of a stream.
    magic: &'static [u8],
    /// Bytes of the magic that may be any digit but zero.
    level: Option<usize>,
    /// The endings of the names of files.
    endings: &'static [&'static str],
}

const ROWS: &[Row] = &[
    Row { encoding: Encoding::Gzip, magic: b"\x1f\x8b\x08", level: None, endings: &["gz", "tgz"] },
    Row { encoding: Encoding::Zstd, magic: b"\x28\xb5\x2f\xfd", level: None, endings: &["zst", "tzst"] },
    Row { encoding: Encoding::Bzip2, magic: b"BZh91AY&SY", level: Some(3), endings: &["bz2", "tbz", "tbz2"] },
    Row { encoding: Encoding::Xz, magic: b"\xfd7zXZ\0", level: None, endings: &["xz", "txz"] },
];

/// A finder of each magic, behind its level, and how much is before that. Short texts are many.
static FINDERS: LazyLock<Vec<(usize, Finder<'static>)>> = LazyLock::new(|| {
    let finder = |row: &Row| {
        let skipped = row.level.map_or(0, |at| at + 1);
        (skipped, Finder::new(row.magic.get(skipped..).unwrap_or_default()))
    };
    ROWS.iter().map(finder).collect()
});

impl Row {
    fn starts(&self, bytes: &[u8]) -> bool {
        bytes.len() >= self.magic.len() && self.agrees(bytes)
    }

    /// True if the bytes, as far as there are any, are those of the magic.
    fn agrees(&self, bytes: &[u8]) -> bool {
        bytes.iter().zip(self.magic).enumerate().all(|(at, (byte, magic))| {
            if self.level == Some(at) { matches!(byte, b'1'..=b'9') } else { byte == magic }
        })
    }
}

/// The compression, by magic bytes.
pub(crate) fn compression(bytes: &[u8]) -> Option<Encoding> {
    ROWS.iter().find(|row| row.starts(bytes)).map(|row| row.encoding)
}

/// True if the bytes are the start of a magic and nothing more.
pub(crate) fn is_cut_magic(bytes: &[u8]) -> bool {
    !bytes.is_empty() && ROWS.iter().any(|row| bytes.len() < row.magic.len() && row.agrees(bytes))
}

/// True if a file with this ending is compressed.
pub(crate) fn is_compressed_ending(ending: &str) -> bool {
    ROWS.iter().flat_map(|row| row.endings).any(|known| ending.eq_ignore_ascii_case(known))
}

/// The offsets at which compressed streams may start, except 0.
pub(crate) fn compressed_starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    // What follows the level is as rare as the whole magic.
    let starts = FINDERS.iter().flat_map(move |(skipped, finder)| {
        finder.find_iter(bytes).filter_map(move |at| at.checked_sub(*skipped))
    });
    starts.filter(|start| *start > 0)
}

/// A reader of the decompressed bytes.
pub(crate) fn decompressed<'r>(
    compression: Encoding,
    reader: impl Read + 'r,
) -> io::Result<Box<dyn Read + 'r>> {
    Ok(match compression {
        Encoding::Zstd => Box::new(zstd::stream::read::Decoder::new(reader)?),
        Encoding::Bzip2 => Box::new(MultiBzDecoder::new(reader)),
        Encoding::Xz => {
            Box::new(XzDecoder::new_stream(reader, Stream::new_stream_decoder(MAX_XZ_MEMORY, CONCATENATED)?))
        }
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

impl Inflated {
    /// The work that it took, in bytes.
    pub(crate) fn work(&self) -> usize {
        self.read.max(self.bytes.len()).max(MIN_ATTEMPT)
    }
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
