//! Card numbers in the data objects of chip cards (EMV): tag 5A, the number in decimal nibbles, and tag 57, the
//! equivalent of the second track. Both in bytes and in hexadecimal.

use memchr::{memchr_iter, memchr2_iter};

use super::scheme::has_card_number_form;

/// The nibble behind the number in tag 57.
const SEPARATOR: u8 = 0xd;
/// The nibble that fills up the last byte.
const FILLER: u8 = 0xf;
/// The lengths of the content of tag 5A, and of tag 57.
const NUMBER_BYTES: std::ops::RangeInclusive<u8> = 7..=10;
const TRACK_BYTES: std::ops::RangeInclusive<u8> = 11..=19;
/// The most nibbles of a number, with the one behind it.
const MAX_NIBBLES: usize = 20;

/// Calls `found` with the offset of each data object that holds a card number.
pub(super) fn card_numbers(text: &[u8], mut found: impl FnMut(usize)) {
    for at in memchr2_iter(0x5a, 0x57, text) {
        let content = text.get(at + 2..).unwrap_or_default();
        let nibbles = content.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
        if text.get(at + 1).is_some_and(|length| holds_number(text[at], *length, nibbles)) {
            found(at);
        }
    }
    for at in memchr_iter(b'5', text) {
        let mut nibbles = text[at..]
            .iter()
            .map_while(|byte| char::from(*byte).to_digit(16))
            .map(|digit| (digit & 0xf) as u8);
        let mut byte = || Some(nibbles.next()? << 4 | nibbles.next()?);
        if let (Some(tag @ (0x5a | 0x57)), Some(length)) = (byte(), byte())
            && holds_number(tag, length, nibbles)
        {
            found(at);
        }
    }
}

fn holds_number(tag: u8, length: u8, nibbles: impl Iterator<Item = u8>) -> bool {
    let is_track = tag == 0x57;
    let lengths = if is_track { TRACK_BYTES } else { NUMBER_BYTES };
    if !lengths.contains(&length) {
        return false;
    }
    let content: Vec<u8> = nibbles.take(MAX_NIBBLES.min(usize::from(length) * 2)).collect();
    let end = content.iter().position(|nibble| *nibble > 9).unwrap_or(content.len());
    let (digits, behind) = content.split_at(end);
    let ends = match (is_track, behind) {
        (true, [SEPARATOR, ..]) => true,
        (false, [] | [FILLER]) => content.len() == usize::from(length) * 2,
        _ => false,
    };
    ends && has_card_number_form(digits)
}
