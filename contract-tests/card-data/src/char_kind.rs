//! Classifies characters for the number search: digits of any script, separators, letters, others.

/// The role of a character next to or inside a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CharKind {
    /// A decimal digit of any script, with its value.
    Digit(u8),
    /// A space or hyphen, in any typographic variant.
    Separator,
    /// A letter of a script with spaces between words.
    Letter,
    /// Anything else, including bytes that are not UTF-8.
    Other,
}

/// The zero of each script; its other nine digits follow.
const ZEROS: &[u32] = &[
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6,
    0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0,
    0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x1_D7CE,
    0x1_D7D8, 0x1_D7E2, 0x1_D7EC, 0x1_D7F6, 0x1_FBF0,
];

/// The lowest lead byte of a non-ASCII digit in UTF-8.
const FIRST_NON_ASCII_LEAD: u8 = 0xD9;

/// The kind of the character at `at` and its length in bytes (0 at the end of the text).
pub(super) fn kind_at(text: &[u8], at: usize) -> (CharKind, usize) {
    let Some(&byte) = text.get(at) else {
        return (CharKind::Other, 0);
    };
    if byte.is_ascii() {
        return (ascii_kind(byte), 1);
    }
    match non_ascii_char(&text[at..]) {
        Some(character) => (non_ascii_kind(character), character.len_utf8()),
        None => (CharKind::Other, 1),
    }
}

/// The kind of the character that ends before `at`.
pub(super) fn kind_before(text: &[u8], at: usize) -> CharKind {
    let Some(&byte) = at.checked_sub(1).and_then(|before| text.get(before)) else {
        return CharKind::Other;
    };
    if byte.is_ascii() {
        return ascii_kind(byte);
    }
    for length in 2..=at.min(4) {
        let (kind, found) = kind_at(text, at - length);
        if found == length {
            return kind;
        }
    }
    CharKind::Other
}

/// The offset of the next digit of any script at or after `from`.
pub(super) fn next_digit(text: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at +=
            text.get(at..)?.iter().position(|byte| byte.is_ascii_digit() || *byte >= FIRST_NON_ASCII_LEAD)?;
        match kind_at(text, at) {
            (CharKind::Digit(_), _) => return Some(at),
            (_, length) => at += length,
        }
    }
}

fn ascii_kind(byte: u8) -> CharKind {
    match byte {
        b'0'..=b'9' => CharKind::Digit(byte - b'0'),
        // A plus sign stands for a space in forms and queries.
        b' ' | b'-' | b'+' => CharKind::Separator,
        b'a'..=b'z' | b'A'..=b'Z' => CharKind::Letter,
        _ => CharKind::Other,
    }
}

fn non_ascii_char(text: &[u8]) -> Option<char> {
    let length = match text.first()? {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    std::str::from_utf8(text.get(..length)?).ok()?.chars().next()
}

fn non_ascii_kind(character: char) -> CharKind {
    let code = u32::from(character);
    if let Some(zero) = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)) {
        return u8::try_from(code - zero).map_or(CharKind::Other, CharKind::Digit);
    }
    match character {
        '\u{a0}'
        | '\u{b7}'
        | '\u{2002}'..='\u{200d}'
        | '\u{2022}'
        | '\u{205f}'
        | '\u{2060}'
        | '\u{feff}'
        | '\u{202f}'
        | '\u{3000}'
        | '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{fe63}'
        | '\u{ff0d}'
        | '\u{ad}' => CharKind::Separator,
        _ if is_written_without_spaces(character) => CharKind::Other,
        _ if character.is_alphabetic() => CharKind::Letter,
        _ => CharKind::Other,
    }
}

/// True for scripts without spaces between words and numbers: Thai, Lao, Burmese, Khmer, Chinese and
/// Japanese, and Korean, which attaches particles to numbers.
fn is_written_without_spaces(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1100}'..='\u{11ff}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{2fdf}'
        | '\u{3000}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ffdc}'
        | '\u{20000}'..='\u{3ffff}')
}
