//! Content codings: the compression of bodies in transit.

use brotli_decompressor::Decompressor;
use contract_core::zeroed::read_within;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use zeroize::Zeroizing;

/// The most bytes that the decompressed bodies of an exchange may have.
pub(super) const MAX_DECODED: usize = 32 << 20;

/// A content coding (RFC 9110, section 8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

impl Coding {
    /// The codings in a header, in the order of application; `None` if one is unknown.
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

/// Decodes the codings; `None` if the bytes are damaged, or decode to more than `room` at any step.
pub(super) fn decoded(codings: &[Coding], bytes: &[u8], room: usize) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(bytes.to_vec());
    for coding in codings.iter().rev() {
        bytes = match coding {
            Coding::Gzip => read_within(MultiGzDecoder::new(bytes.as_slice()), room),
            // "deflate" means the zlib format, but some servers send raw deflate.
            Coding::Deflate => read_within(ZlibDecoder::new(bytes.as_slice()), room)
                .or_else(|| read_within(DeflateDecoder::new(bytes.as_slice()), room)),
            Coding::Brotli => read_within(Decompressor::new(bytes.as_slice(), 4096), room),
            Coding::Zstd => read_within(zstd::stream::read::Decoder::new(bytes.as_slice()).ok()?, room),
        }?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{Coding, decoded};

    #[test]
    fn codings_are_taken_off_the_last_one_first() {
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(b"{\"a\":1}").unwrap();
        let inner = zlib.finish().unwrap();
        let outer = zstd::encode_all(inner.as_slice(), 1).unwrap();
        let codings = Coding::list("Deflate, identity,zstd").unwrap();
        assert_eq!(*decoded(&codings, &outer, inner.len()).unwrap(), b"{\"a\":1}");
        assert!(decoded(&codings, &outer, inner.len() - 1).is_none());
        assert!(decoded(&codings, b"nothing of the kind", 99).is_none());
        assert!(Coding::list("compress").is_none());
    }

    #[test]
    fn a_bomb_is_not_held() {
        const ROOM: usize = 4 << 20;
        let bomb = zstd::encode_all(vec![0; ROOM + 1].as_slice(), 1).unwrap();
        assert!(bomb.len() < 1 << 20);
        assert!(decoded(&[Coding::Zstd], &bomb, ROOM).is_none());
    }
}
