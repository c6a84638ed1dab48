//! Compressed data without distinctive magic bytes: zlib streams, members of zip archives, and JWT payloads
//! with `"zip":"DEF"`.

use std::io::Read;
use std::sync::LazyLock;

use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use memchr::memmem::{self, Finder};
use memchr::{memchr_iter, memchr3_iter};

use super::compression::Inflated;
use super::printable::is_printable;
use super::section::Section;
use crate::finding::Encoding;

/// The length of a member's header, without name and extra field.
const MEMBER_HEADER: usize = 30;
/// The compression method of a deflated member.
const DEFLATED: [u8; 2] = [8, 0];

/// The start of a zlib stream of the fast levels.
static FAST: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"\x78\x5e"));
/// The start of a member of a zip archive.
static MEMBER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"PK\x03\x04"));

/// The bytes by which a stream is told from text.
const SAMPLE: usize = 16;

/// How much of the dictionary of a PDF's stream is read, in bytes.
const MAX_DICTIONARY: usize = 1024;
/// The bytes of the head of a block up to the lengths of its codes: 17 bits, and 3 for each of 19.
const BLOCK_HEAD: usize = 10;

/// A possible compressed stream.
pub(crate) struct Stream {
    /// The offset of its start, including its header.
    pub(crate) start: usize,
    /// The kind of stream.
    pub(crate) encoding: Encoding,
    data: usize,
}

impl Stream {
    /// A stream without a header.
    pub(crate) fn bare() -> Self {
        Self { start: 0, encoding: Encoding::Deflate, data: 0 }
    }

    /// Inflates up to `limit` bytes. A damaged stream yields the bytes before the damage.
    pub(crate) fn inflate(&self, bytes: &[u8], limit: usize) -> Inflated {
        let data = bytes.get(self.data..).unwrap_or_default();
        let mut inflated = Vec::new();
        let most = limit as u64 + 1;
        let (result, left) = if self.encoding == Encoding::Zlib {
            let mut decoder = ZlibDecoder::new(data);
            (decoder.by_ref().take(most).read_to_end(&mut inflated), decoder.into_inner())
        } else {
            let mut decoder = DeflateDecoder::new(data);
            (decoder.by_ref().take(most).read_to_end(&mut inflated), decoder.into_inner())
        };
        let exceeds_limit = inflated.len() > limit;
        inflated.truncate(limit);
        // A stream that ends with the input cannot be told from one that continues.
        let (damaged, may_continue) = (result.is_err(), left.is_empty());
        Inflated { bytes: inflated, exceeds_limit, damaged, may_continue, read: data.len() - left.len() }
    }
}

/// The streams that may start in the bytes.
pub(crate) fn deflate_streams(bytes: &[u8]) -> impl Iterator<Item = Stream> {
    let zlib = |start| Stream { start, encoding: Encoding::Zlib, data: start };
    // The second byte is rare in text, except that of the fast compression levels.
    let second = memchr3_iter(0x01, 0x9c, 0xda, bytes).filter(|at| *at > 0 && bytes[at - 1] == 0x78);
    // In text, `x^` is a power.
    let is_binary = |at: &usize| {
        let near = bytes.get(at + 2..bytes.len().min(at + 2 + SAMPLE)).unwrap_or_default();
        near.iter().any(|byte| !is_printable(*byte))
    };
    let fast = FAST.find_iter(bytes).filter(is_binary);
    let members = memchr_iter(0x04, bytes).filter(|at| bytes[..*at].ends_with(b"PK\x03"));
    let members = members.filter_map(|last| member(bytes, last - 3));
    let fast = fast.collect::<Vec<_>>();
    let starts = second.map(|at| at - 1).chain(fast).filter(|start| may_be_block(bytes, start + 2));
    starts.map(zlib).chain(members)
}

/// True for the pixels of an image: a part of a PNG, or a stream of a PDF that its dictionary calls an image.
pub(crate) fn holds_pixels(bytes: &[u8], start: usize) -> bool {
    let before = &bytes[..start];
    let Some(object) = before.trim_ascii_end().strip_suffix(b"stream") else {
        return before.ends_with(b"IDAT");
    };
    let near = &object[object.len().saturating_sub(MAX_DICTIONARY)..];
    let dictionary = memmem::rfind(near, b" obj").map_or(near, |at| &near[at..]);
    memmem::find(dictionary, b"/Image").is_some()
}

/// False if the bytes are not the head of a block of a deflate stream (RFC 1951, 3.2.3). Most false starts are not, and a
/// decoder is expensive to make.
fn may_be_block(bytes: &[u8], at: usize) -> bool {
    let Some(head) = bytes.get(at..at + BLOCK_HEAD) else { return true };
    match head[0] >> 1 & 3 {
        // Stored: the length, and its complement.
        0 => head[1] == !head[3] && head[2] == !head[4],
        1 => true,
        2 => is_code(head),
        _ => false,
    }
}

/// True if the code of the code lengths is complete, as decoders demand.
fn is_code(head: &[u8]) -> bool {
    let bits = |at: usize, count: usize| {
        let bit = |at: usize| usize::from(head[at / 8] >> (at % 8) & 1);
        (0..count).fold(0, |number, place| number | bit(at + place) << place)
    };
    let lengths = (0..bits(13, 4) + 4).map(|at| bits(17 + 3 * at, 3));
    let taken: usize = lengths.filter(|length| *length > 0).map(|length| 128 >> length).sum();
    taken == 128
}

/// Calls `found` with the content of each stored member of a zip archive. Its name stands right before it.
pub(crate) fn stored_members(bytes: &[u8], mut found: impl FnMut(Section)) {
    let mut done = 0;
    for start in MEMBER.find_iter(bytes) {
        let head = bytes.get(start..start + MEMBER_HEADER).filter(|head| head[8..10] == [0, 0]);
        // Headers inside of a member are found in its content.
        let Some(head) = head.filter(|_| start >= done) else { continue };
        let length = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
        let size = u32::from_le_bytes([head[18], head[19], head[20], head[21]]);
        let data = start + MEMBER_HEADER + length(26) + length(28);
        let end =
            usize::try_from(size).map_or(bytes.len(), |size| bytes.len().min(data.saturating_add(size)));
        if let Some(content) = bytes.get(data..end).filter(|content| !content.is_empty()) {
            done = end;
            found(Section::of_run(Encoding::Zip, start, content.to_vec()));
        }
    }
}

fn member(bytes: &[u8], start: usize) -> Option<Stream> {
    let head = bytes.get(start..start + MEMBER_HEADER)?;
    let length = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
    let data = start + MEMBER_HEADER + length(26) + length(28);
    (head[8..10] == DEFLATED).then_some(Stream { start, encoding: Encoding::Zip, data })
}
