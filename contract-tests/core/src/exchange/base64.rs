//! Decodes base64 as recorders write it, and recognises text that they mislabel as base64.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use crate::json::Number;

/// Accepts base64 with and without padding.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Decodes `text` into `out`. `None` if it is not base64 but the body itself.
pub(super) fn decoded<'o>(text: &str, out: &'o mut Zeroizing<Vec<u8>>) -> Option<&'o [u8]> {
    let is_meant =
        decoded_stated(text, out) && (std::str::from_utf8(out).is_ok() || !is_json_word(text.trim_ascii()));
    if is_meant {
        return Some(out);
    }
    out.clear();
    None
}

/// The base64 of bytes.
pub(super) fn encoded(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Decodes what is certainly meant as base64 into `out`. False if it is not base64.
pub(super) fn decoded_stated(text: &str, out: &mut Zeroizing<Vec<u8>>) -> bool {
    decode(&STANDARD, text.trim_ascii(), out) || decode(&LENIENT, &plain(text), out)
}

fn decode(engine: &GeneralPurpose, encoded: &str, out: &mut Zeroizing<Vec<u8>>) -> bool {
    out.clear();
    if out.capacity() < encoded.len() {
        // A growing vector would leave copies behind.
        *out = Zeroizing::new(Vec::with_capacity(encoded.len()));
    }
    engine.decode_vec(encoded, out).is_ok()
}

/// The base64 text without line breaks and `data:` prefix, in the standard alphabet.
fn plain(text: &str) -> Zeroizing<String> {
    let text = text.trim_ascii();
    let headless = text.strip_prefix("data:").and_then(|url| url.split_once("base64,"));
    let text = headless.map_or(text, |(_, content)| content);
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    plain.extend(text.chars().filter(|character| !character.is_ascii_whitespace()).map(|character| {
        match character {
            '-' => '+',
            '_' => '/',
            other => other,
        }
    }));
    plain
}

/// True if the text is a JSON literal, although all its characters are in the base64 alphabet.
fn is_json_word(text: &str) -> bool {
    matches!(text, "true" | "null") || Number::parse(text).is_some()
}
