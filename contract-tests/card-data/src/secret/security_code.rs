//! Card security codes: three or four digits in a place named for them.

use super::key_value::{Assignment, NameMatch};
use super::table::Tables;
use crate::char_kind::{CharKind, kind_at};

/// The largest payload of a card token, in bytes.
const MAX_CARD_TOKEN: usize = 512;

/// How reliably a keyword names a security code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeywordStrength {
    /// It has no other meaning, so that only a space may separate it from the code.
    Unambiguous,
    /// It has other meanings in prose, but not before a sign.
    BeforeSign,
    /// It has other meanings: a compiler, a module, a function.
    Ambiguous,
    /// It is the start of a name that must continue.
    Prefix,
}

/// Words that may follow the keyword in the name.
const ENDINGS: &[&[u8]] = &[
    b"code", b"number", b"value", b"num", b"no", b"token", b"input", b"field", b"raw", b"data", b"text",
    b"str", b"string",
];

/// The longest name behind a keyword: `2_number`.
const MAX_ENDING: usize = 8;

/// True for a complete name with a value of three or four digits.
pub(super) fn is_security_code<'t>(
    keyword: NameMatch<'t>,
    strength: KeywordStrength,
    tables: &mut Tables<'t>,
) -> bool {
    let Some(name) = whole_name(keyword, strength) else {
        return false;
    };
    let is_code = |cell: &[u8]| leading_code(cell).is_some_and(|code| code.rest.is_empty());
    has_code_value(name, strength) || tables.column(name).any(is_code)
}

/// True for `value` in the payload of a card token.
pub(super) fn is_code_member(name: NameMatch<'_>) -> bool {
    has_code_value(name, KeywordStrength::BeforeSign)
}

fn has_code_value(name: NameMatch<'_>, strength: KeywordStrength) -> bool {
    let Some(found) = name.value() else {
        return false;
    };
    let Some(code) = leading_code(found.value).filter(|code| ends_value(code.rest)) else {
        return false;
    };
    match found.assignment {
        Assignment::Sign | Assignment::CommandOption => {
            !(strength == KeywordStrength::Ambiguous && name.behind().starts_with(b"("))
        }
        Assignment::LooseSign => strength != KeywordStrength::Ambiguous || code.digits == 3,
        // A four-digit year, as in a title.
        Assignment::Space => {
            let is_year = code.digits == 4 && matches!(found.value, [b'1', b'9', ..] | [b'2', b'0', ..]);
            matches!(strength, KeywordStrength::Unambiguous | KeywordStrength::Prefix) && !is_year
        }
    }
}

/// The name including what follows the keyword.
fn whole_name(keyword: NameMatch<'_>, strength: KeywordStrength) -> Option<NameMatch<'_>> {
    let behind = keyword.behind();
    let length = name_length(behind)?;
    let rest = behind[..length].to_ascii_lowercase();
    let rest = rest.strip_prefix(b"2").or_else(|| rest.strip_prefix(b"1")).unwrap_or(&rest);
    let rest = rest.strip_prefix(b"_").or_else(|| rest.strip_prefix(b"-")).unwrap_or(rest);
    let name = NameMatch { end: keyword.end + length, ..keyword };
    if ENDINGS.contains(&rest) {
        return Some(name);
    }
    if !rest.is_empty() {
        return None;
    }
    // `CVV code`, `card verification value`.
    let further = name.behind().strip_prefix(b" ").and_then(|further| {
        let length = name_length(further)?;
        ENDINGS.contains(&&*further[..length].to_ascii_lowercase()).then_some(length + 1)
    });
    match further {
        Some(length) => Some(NameMatch { end: name.end + length, ..name }),
        None => (strength != KeywordStrength::Prefix).then_some(name),
    }
}

/// A possible code, and the text after it.
struct Code<'t> {
    digits: usize,
    rest: &'t [u8],
}

/// Three or four leading digits, unless all are zero (the invented code).
fn leading_code(value: &[u8]) -> Option<Code<'_>> {
    let mut at = 0;
    let (mut digits, mut sum) = (0, 0);
    loop {
        match kind_at(value, at) {
            (CharKind::Digit(digit), length) => {
                digits += 1;
                sum += u32::from(digit);
                at += length;
            }
            (CharKind::Letter, _) => return None,
            _ => break,
        }
        if digits > 4 {
            return None;
        }
    }
    ((3..=4).contains(&digits) && sum > 0).then(|| Code { digits, rest: &value[at..] })
}

/// True if the value is complete: no rest of a date, a decimal or a name follows.
fn ends_value(behind: &[u8]) -> bool {
    match behind {
        [] => true,
        [b'.', next, ..] => !next.is_ascii_alphanumeric(),
        [next, ..] if next.is_ascii() => {
            next.is_ascii_whitespace() || b".\"'`\\,;&|)]}<>#!?+*".contains(next)
        }
        _ => matches!(kind_at(behind, 0), (CharKind::Other, 2..)),
    }
}

/// True for the payload of a card token: a small object with `value` and `iat`.
pub(super) fn is_card_token(text: &[u8]) -> bool {
    text.len() <= MAX_CARD_TOKEN
        && text.trim_ascii_start().starts_with(b"{")
        && memchr::memmem::find(text, b"\"iat\"").is_some()
}

/// The length of the name that starts here; `None` if it is longer than any that is known.
fn name_length(text: &[u8]) -> Option<usize> {
    let length = text.iter().take(MAX_ENDING + 1).take_while(|byte| is_name(**byte)).count();
    (length <= MAX_ENDING).then_some(length)
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}
