//! Finds special bytes sixteen at a time.

use wide::u8x16;

/// How many bytes are compared at once.
pub(super) const LANES: usize = 16;

/// The offset of the first byte at or after `from` that ends the plain part of a JSON string: a quote, a
/// backslash or a control character. The length of `bytes` if there is none.
#[inline]
pub(super) fn plain_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(chunk) = chunk(bytes, at) {
        let special = special(chunk);
        if special != 0 {
            return at + special.trailing_zeros() as usize;
        }
        at += LANES;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let found = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
    found.map_or(bytes.len(), |length| at + length)
}

/// The next sixteen bytes from `at`; `None` if fewer are left.
#[inline]
pub(super) fn chunk(bytes: &[u8], at: usize) -> Option<&[u8; LANES]> {
    bytes.get(at..)?.first_chunk()
}

/// A bit for each byte that ends the plain part of a string, the first byte in the lowest bit.
#[inline]
pub(super) fn special(chunk: &[u8; LANES]) -> u32 {
    let bytes = u8x16::new(*chunk);
    let quotes = bytes.simd_eq(u8x16::splat(b'"'));
    let backslashes = bytes.simd_eq(u8x16::splat(b'\\'));
    let controls = bytes.min(u8x16::splat(0x1f)).simd_eq(bytes);
    (quotes | backslashes | controls).to_bitmask()
}

/// The block size of [`quotes_and_backslashes`], in bytes.
pub(crate) const BLOCK: usize = 64;

/// A bit for each quote and a bit for each backslash, the first byte in the lowest bit.
#[inline]
pub(crate) fn quotes_and_backslashes(block: &[u8; BLOCK]) -> (u64, u64) {
    let (chunks, _) = block.as_chunks::<LANES>();
    let mut masks = (0, 0);
    for (at, chunk) in chunks.iter().enumerate() {
        let bytes = u8x16::new(*chunk);
        let of = |byte| u64::from(bytes.simd_eq(u8x16::splat(byte)).to_bitmask()) << (at * LANES);
        masks = (masks.0 | of(b'"'), masks.1 | of(b'\\'));
    }
    masks
}
