//! One look at a short text, sixteen bytes at a time.

use wide::u8x16;

use super::prefilter::{MIN_BASE32, MIN_BASE64, MIN_DIGITS};

/// How many bytes are compared at once.
const LANES: usize = 16;

/// The longest text that fits into masks with a bit for each byte.
const MAX_LENGTH: usize = u64::BITS as usize;

/// True if a short text is certainly without card data, plainly or encoded. False says nothing: the text is long, has
/// other characters than printable ASCII, or needs [the checks](crate::may_hold_base64) that look at it closely.
#[must_use]
pub fn is_free_of_card_data(text: &[u8]) -> bool {
    if text.len() < MIN_DIGITS {
        return true;
    }
    let Some(masks) = Masks::of(text) else { return false };
    let has_digits = masks.digits.count_ones() as usize >= MIN_DIGITS;
    let may_be_number = has_digits && has_run(masks.number_parts, MIN_DIGITS);
    let may_be_escaped = has_digits && masks.has_escape;
    let may_be_base64 = masks.has_capital && has_run(masks.base64, MIN_BASE64);
    // Hexadecimal of as many digits is longer than base32.
    let may_be_base32 = has_run(masks.alphanumeric, MIN_BASE32);
    !(may_be_number || may_be_escaped || may_be_base64 || may_be_base32)
}

/// The bytes of a text by class, the first byte in the lowest bit.
struct Masks {
    digits: u64,
    /// Digits and more than what may stand between the groups of a number.
    number_parts: u64,
    alphanumeric: u64,
    base64: u64,
    has_capital: bool,
    has_escape: bool,
}

impl Masks {
    /// The masks of a text of printable ASCII that is not too long.
    fn of(text: &[u8]) -> Option<Self> {
        if text.len() > MAX_LENGTH {
            return None;
        }
        let mut all = Self {
            digits: 0,
            number_parts: 0,
            alphanumeric: 0,
            base64: 0,
            has_capital: false,
            has_escape: false,
        };
        let (chunks, rest) = text.as_chunks::<LANES>();
        for (chunk, at) in chunks.iter().zip((0..).step_by(LANES)) {
            all.add(*chunk, at)?;
        }
        if rest.is_empty() {
            return Some(all);
        }
        // The last sixteen bytes, some of them again; or all of a shorter text, filled up with what no class has.
        if let Some(last) = text.last_chunk::<LANES>() {
            all.add(*last, text.len() - LANES)?;
            return Some(all);
        }
        let mut filled = [b'~'; LANES];
        filled.get_mut(..text.len())?.copy_from_slice(text);
        all.add(filled, 0)?;
        Some(all)
    }

    /// Adds sixteen bytes that start at an offset; `None` if one is no printable ASCII.
    #[inline]
    fn add(&mut self, chunk: [u8; LANES], at: usize) -> Option<()> {
        let bytes = u8x16::new(chunk);
        let is = |byte: u8| bytes.simd_eq(u8x16::splat(byte));
        let is_in = |bytes: u8x16, first: u8, last: u8| {
            let offset = bytes - u8x16::splat(first);
            offset.min(u8x16::splat(last - first)).simd_eq(offset)
        };
        if is_in(bytes, b' ', b'~').to_bitmask() != 0xffff {
            return None;
        }
        let digits = is_in(bytes, b'0', b'9');
        let alphanumeric = digits | is_in(bytes | u8x16::splat(0x20), b'a', b'z');
        let number_parts = is_in(bytes, b' ', b'9') | is(b';') | is(b'_') | is(b'|');
        let base64 = alphanumeric | is(b'+') | is(b'/') | is(b'-') | is(b'_');
        let escapes = is_in(bytes, b'%', b'&') | is(b'=') | is(b'\\');
        let mask = |class: u8x16| u64::from(class.to_bitmask()) << at;
        self.digits |= mask(digits);
        self.number_parts |= mask(number_parts);
        self.alphanumeric |= mask(alphanumeric);
        self.base64 |= mask(base64);
        self.has_capital |= mask(is_in(bytes, b'A', b'Z')) != 0;
        self.has_escape |= mask(escapes) != 0;
        Some(())
    }
}

/// True if a mask has so many ones in a row.
fn has_run(mut mask: u64, length: usize) -> bool {
    let mut covered = 1;
    while covered < length {
        let step = covered.min(length - covered);
        mask &= mask >> step;
        covered += step;
    }
    mask != 0
}
