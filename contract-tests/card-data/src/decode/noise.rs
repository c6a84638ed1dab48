//! Tells decoded noise from what is worth a search, in one pass.
//!
//! Most long words are not encoded, and what decodes from them is noise. Whatever the search would find in noise would be
//! in text, in UTF-16 or in a compressed stream.

use super::printable::{MIN_LENGTH, is_printable, is_text};
use super::utf16::{MIN_PAIRS, is_utf16};

/// What no byte is, nor [`START`].
const NONE: u16 = 0x100;
/// Stands for the byte before the first.
const START: u16 = 0x101;

/// For each byte, the one that starts a compressed stream or the member of an archive with it. Streams that start with
/// text are printable pieces.
const BEFORE: [u16; 256] = {
    let mut before = [NONE; 256];
    before[0x8b] = 0x1f;
    before[0xb5] = 0x28;
    before[0x37] = 0xfd;
    before[0x01] = 0x78;
    before[0x5e] = 0x78;
    before[0x9c] = 0x78;
    before[0xda] = 0x78;
    before[b'K' as usize] = b'P' as u16;
    before
};

/// The fewest zeros that UTF-16 has: three of four of every other byte.
const MIN_ZEROS: usize = MIN_PAIRS * 3 / 4;

/// True if the bytes hold neither text nor a compressed stream.
pub(super) fn is_noise(bytes: &[u8]) -> bool {
    let (mut run, mut zeros, mut last) = (0, 0, START);
    for byte in bytes {
        run = if is_printable(*byte) { run + 1 } else { 0 };
        zeros += usize::from(*byte == 0);
        if run == MIN_LENGTH || BEFORE[usize::from(*byte)] == last {
            return false;
        }
        last = u16::from(*byte);
    }
    let has_mark = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    let may_be_utf16 = has_mark || zeros >= MIN_ZEROS;
    let is_utf16 = may_be_utf16 && is_utf16(bytes);
    !is_utf16 && (bytes.len() < MIN_LENGTH || !is_text(bytes))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{compressed_starts, compression, deflate_streams, each_printable};
    use super::{is_noise, is_utf16};

    fn is_searched(bytes: &[u8]) -> bool {
        let mut has_text = false;
        each_printable(bytes, |_, _| has_text = true);
        has_text
            || is_utf16(bytes)
            || compression(bytes).is_some()
            || compressed_starts(bytes).any(|start| compression(&bytes[start..]).is_some())
            || deflate_streams(bytes).next().is_some()
    }

    /// Bytes with parts of what is searched, so that whole ones come about.
    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let part = prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..6),
            proptest::collection::vec(32u8..127, 0..9),
            Just(b"\x1f\x8b\x08".to_vec()),
            Just(b"\x28\xb5\x2f\xfd".to_vec()),
            Just(b"BZh91AY&SY".to_vec()),
            Just(b"\xfd7zXZ\0".to_vec()),
            Just(b"PK\x03\x04\0\0\0\0\x08\0".to_vec()),
            Just(b"x\x9c".to_vec()),
            Just(b"x^".to_vec()),
            Just(b"x\x01".to_vec()),
            Just(b"\xff\xfe".to_vec()),
            Just("\u{e9}\u{20ac}".as_bytes().to_vec()),
            "[a-z]{0,9}".prop_map(|text| text.bytes().flat_map(|byte| [byte, 0]).collect()),
            "[0-9]{0,9}".prop_map(|text| text.bytes().flat_map(|byte| [0, byte]).collect()),
        ];
        proptest::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn what_is_searched_is_no_noise(bytes in bytes()) {
            prop_assert!(!(is_noise(&bytes) && is_searched(&bytes)), "{bytes:?}");
        }
    }

    #[test]
    fn noise_is_noise() {
        let noise: Vec<u8> = (0..64u32).map(|at| (at.wrapping_mul(0x9e37_79b1) >> 24) as u8 | 0x80).collect();
        assert!(is_noise(&noise) && is_noise(&[]) && is_noise(b"short"));
        assert!(!is_noise(b"long enough"));
    }
}
