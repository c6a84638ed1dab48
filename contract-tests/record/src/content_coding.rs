//! Content codings: how bodies are compressed on the way.

use std::io::Read;

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use zeroize::Zeroizing;

/// The largest body that is held after its compression was taken off, in bytes.
const MAX_DECODED: usize = 32 << 20;

/// A way to compress a body (RFC 9110, section 8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

impl Coding {
    /// The codings that a header names, in the order they were applied; `None` if one of them is not known.
    pub(super) fn list(header: &str) -> Option<Vec<Self>> {
        let names = header.split(',').map(|name| name.trim().to_ascii_lowercase());
        names
            .filter(|name| !name.is_empty() && name != "identity")
            .map(|name| match name.as_str() {
                "gzip" | "x-gzip" => Some(Self::Gzip),
                "deflate" => Some(Self::Deflate),
                "br" => Some(Self::Brotli),
                "zstd" => Some(Self::Zstd),
                _ => None,
            })
            .collect()
    }
}

/// The bytes without these codings; `None` if they are damaged or there is too much in them.
pub(super) fn decoded(codings: &[Coding], bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(bytes.to_vec());
    for coding in codings.iter().rev() {
        bytes = match coding {
            Coding::Gzip => read(MultiGzDecoder::new(bytes.as_slice())),
            // What is called deflate has zlib's frame, except where it hasn't.
            Coding::Deflate => read(ZlibDecoder::new(bytes.as_slice()))
                .or_else(|| read(DeflateDecoder::new(bytes.as_slice()))),
            Coding::Brotli => read(Decompressor::new(bytes.as_slice(), 4096)),
            Coding::Zstd => read(zstd::stream::read::Decoder::new(bytes.as_slice()).ok()?),
        }?;
    }
    Some(bytes)
}

/// Everything that comes, in memory that never moves and is wiped.
fn read(mut reader: impl Read) -> Option<Zeroizing<Vec<u8>>> {
    let mut whole = Zeroizing::new(Vec::new());
    let mut piece = Zeroizing::new(vec![0; 64 << 10]);
    loop {
        let count = reader.read(&mut piece).ok()?;
        let read = piece.get(..count)?;
        if read.is_empty() {
            return Some(whole);
        }
        if whole.len() + count > MAX_DECODED {
            return None;
        }
        append(&mut whole, read);
    }
}

/// Appends to bytes; where they have to move to grow, the place they leave is wiped.
pub(crate) fn append(whole: &mut Zeroizing<Vec<u8>>, more: &[u8]) {
    if whole.capacity() - whole.len() < more.len() {
        let mut grown =
            Zeroizing::new(Vec::with_capacity((whole.len() + more.len()).max(whole.capacity() * 2)));
        grown.extend_from_slice(whole);
        *whole = grown;
    }
    whole.extend_from_slice(more);
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{Coding, MAX_DECODED, decoded};

    #[test]
    fn codings_are_taken_off_the_last_one_first() {
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(b"{\"a\":1}").unwrap();
        let inner = zlib.finish().unwrap();
        let outer = zstd::encode_all(inner.as_slice(), 1).unwrap();
        let codings = Coding::list("Deflate, identity,zstd").unwrap();
        assert_eq!(*decoded(&codings, &outer).unwrap(), b"{\"a\":1}");
        assert!(decoded(&codings, b"nothing of the kind").is_none());
        assert!(Coding::list("compress").is_none());
    }

    #[test]
    fn a_bomb_is_not_held() {
        let bomb = zstd::encode_all(vec![0; MAX_DECODED + 1].as_slice(), 1).unwrap();
        assert!(bomb.len() < 1 << 20);
        assert!(decoded(&[Coding::Zstd], &bomb).is_none());
    }
}
