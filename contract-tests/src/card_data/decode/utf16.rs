//! UTF-16, which hides digits from every search for bytes.

/// How many bytes are looked at to tell UTF-16 from binary data.
const SAMPLE: usize = 256;

/// The text in UTF-8, if the bytes look like UTF-16: a byte order mark, or mostly zeros in every other byte.
pub(in crate::card_data) fn decode_utf16(bytes: &[u8]) -> Option<Vec<u8>> {
    let little = match bytes {
        [0xFF, 0xFE, ..] => true,
        [0xFE, 0xFF, ..] => false,
        _ => guess_little_endian(bytes)?,
    };
    let units = bytes.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    });
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Some(text.into_bytes())
}

fn guess_little_endian(bytes: &[u8]) -> Option<bool> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let pairs = sample.len() / 2;
    if pairs < 8 {
        return None;
    }
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let mostly = |count: usize| count * 4 >= pairs * 3;
    match (mostly(zeros(0)), mostly(zeros(1))) {
        (false, true) => Some(true),
        (true, false) => Some(false),
        _ => None,
    }
}
