//! Extracts text from decoded bytes.

/// Shorter pieces hold neither a card number nor a named security code.
pub(super) const MIN_LENGTH: usize = 8;

/// Calls `found` with each piece of text in decoded bytes, and its offset.
///
/// Bytes that are entirely UTF-8 are one piece. Otherwise the bytes are noise that may contain printable
/// ASCII, as a wrong alignment or a prefix leaves it.
pub(crate) fn each_printable(bytes: &[u8], mut found: impl FnMut(usize, &[u8])) {
    if bytes.len() >= MIN_LENGTH && is_text(bytes) {
        found(0, bytes);
        return;
    }
    let mut at = 0;
    while let Some(skipped) = bytes[at..].iter().position(|byte| is_printable(*byte)) {
        let start = at + skipped;
        let length = bytes[start..].iter().take_while(|byte| is_printable(**byte)).count();
        at = start + length;
        if length >= MIN_LENGTH {
            found(start, &bytes[start..at]);
        }
    }
}

/// True if the bytes are entirely UTF-8 without control characters.
pub(crate) fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes)
        .is_ok_and(|text| !text.chars().any(|c| c.is_control() && !c.is_ascii_whitespace()))
}

/// True for a byte of ASCII text.
pub(super) fn is_printable(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r')
}
