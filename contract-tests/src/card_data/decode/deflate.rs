//! Compressed data without a mark of its own at the start of a file: zlib streams, members of zip files, and the payloads
//! of tokens that say `"zip":"DEF"`.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use memchr::{memchr_iter, memchr3_iter};

use crate::card_data::finding::Encoding;

/// How many zlib streams are looked for inside one layer.
const STREAMS: usize = 64;
/// How many members of zip files are looked for inside one layer.
const MEMBERS: usize = 4096;
/// The head of a member, without its name and extra field.
const HEAD: usize = 30;
/// The method of a member that is compressed.
const DEFLATED: [u8; 2] = [8, 0];

/// A place where a compressed stream may start.
pub(in crate::card_data) struct Stream {
    /// Where it starts, its head included.
    pub(in crate::card_data) start: usize,
    /// What it is.
    pub(in crate::card_data) encoding: Encoding,
    data: usize,
}

impl Stream {
    /// A stream without any head.
    pub(in crate::card_data) fn bare() -> Self {
        Self { start: 0, encoding: Encoding::Deflate, data: 0 }
    }

    /// Decompresses up to `limit` bytes; damaged streams give what came before the damage. The flag says that there was
    /// more.
    pub(in crate::card_data) fn inflate(&self, bytes: &[u8], limit: usize) -> (Vec<u8>, bool) {
        let data = bytes.get(self.data..).unwrap_or_default();
        let mut inflated = Vec::new();
        let most = limit as u64 + 1;
        // An error ends the stream; the bytes before it are kept in `inflated`, and they are what counts.
        let _damaged = match self.encoding {
            Encoding::Zlib => ZlibDecoder::new(data).take(most).read_to_end(&mut inflated).is_err(),
            _ => DeflateDecoder::new(data).take(most).read_to_end(&mut inflated).is_err(),
        };
        let more = inflated.len() > limit;
        inflated.truncate(limit);
        (inflated, more)
    }
}

/// Where streams may start in these bytes.
pub(in crate::card_data) fn deflate_streams(bytes: &[u8]) -> Vec<Stream> {
    let zlib = |start| Stream { start, encoding: Encoding::Zlib, data: start };
    // The second byte is rare in text. The one of a middling compression isn't: that is looked for at the start only.
    let second = memchr3_iter(0x01, 0x9c, 0xda, bytes).filter(|at| *at > 0 && bytes[at - 1] == 0x78);
    let mut streams: Vec<Stream> = second.take(STREAMS).map(|at| zlib(at - 1)).collect();
    if bytes.starts_with(b"\x78\x5e") {
        streams.push(zlib(0));
    }
    let members = memchr_iter(0x04, bytes).filter(|at| bytes[..*at].ends_with(b"PK\x03")).take(MEMBERS);
    streams.extend(members.filter_map(|last| member(bytes, last - 3)));
    streams
}

fn member(bytes: &[u8], start: usize) -> Option<Stream> {
    let head = bytes.get(start..start + HEAD)?;
    let length = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
    let data = start + HEAD + length(26) + length(28);
    (head[8..10] == DEFLATED).then_some(Stream { start, encoding: Encoding::Zip, data })
}
