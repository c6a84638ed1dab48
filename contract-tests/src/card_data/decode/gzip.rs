//! Gzip, wherever it starts.

use std::io::Read;

use flate2::read::MultiGzDecoder;

/// True if the bytes start like a gzip stream with the one method there is.
pub(in crate::card_data) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b, 8])
}

/// Inflates up to `limit` bytes; damaged streams give what came before the damage. The flag says that there
/// was more.
pub(in crate::card_data) fn inflate(bytes: &[u8], limit: usize) -> (Vec<u8>, bool) {
    let mut inflated = Vec::new();
    let mut reader = MultiGzDecoder::new(bytes).take(limit as u64 + 1);
    // An error ends the stream; the bytes before it are kept in `inflated`, and they are what counts.
    let _damaged = reader.read_to_end(&mut inflated).is_err();
    let more = inflated.len() > limit;
    inflated.truncate(limit);
    (inflated, more)
}
