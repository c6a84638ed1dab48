//! Finds the value of a name, as people, forms, programs and logs write it.

use super::markup::behind_attributes;
use super::pair::{in_part, value_of_pair};

/// The most blanks around a sign; values are often indented.
const MAX_SPACES: usize = 256;
/// The most brackets and wrappers around a value.
const MAX_WRAPPERS: usize = 8;
/// The longest wrapper name, in bytes.
const MAX_WRAPPER_NAME: usize = 32;

/// Names of wrappers around values: `Some("...")`, `SecretStr('...')`, `Optional[...]`.
const WRAPPER_NAMES: &[&[u8]] = &[
    b"some",
    b"ok",
    b"just",
    b"optional",
    b"secretstr",
    b"secretstring",
    b"secret",
    b"from",
    b"new",
    b"string",
    b"str",
    b"value",
    b"text",
    b"sensitive",
    b"protected",
];

/// Names of the only member of an object that stands for a value.
const VALUE_MEMBERS: &[&[u8]] = &[
    b"stringvalue",
    b"integervalue",
    b"intvalue",
    b"$numberint",
    b"value",
    b"string",
    b"#text",
    b"_text",
    b"text",
    b"raw",
    b"$t",
    b"$",
    b"_",
    b"s",
    b"n",
];

/// A name found in a text.
#[derive(Clone, Copy)]
pub(super) struct NameMatch<'t> {
    pub(super) text: &'t [u8],
    pub(super) start: usize,
    pub(super) end: usize,
}

/// How a value is assigned to its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assignment {
    /// By a sign, or by the surrounding markup.
    Sign,
    /// By a sign followed by blanks, after an unquoted name, as in prose.
    LooseSign,
    /// As a command-line option: `--name value`.
    CommandOption,
    /// By blanks, possibly with `is` between them.
    Space,
}

/// A value found after a name.
#[derive(Clone, Copy)]
pub(super) struct FoundValue<'t> {
    pub(super) value: &'t [u8],
    pub(super) assignment: Assignment,
    /// The quote around the value, if any.
    pub(super) quote: Option<u8>,
}

impl<'t> NameMatch<'t> {
    pub(super) fn before(self) -> &'t [u8] {
        &self.text[..self.start]
    }

    pub(super) fn behind(self) -> &'t [u8] {
        &self.text[self.end..]
    }

    /// True if the name is only the end of a longer word.
    pub(super) fn ends_a_word(self) -> bool {
        self.before().last().is_some_and(u8::is_ascii_alphanumeric)
    }

    /// The quote around the name, if any.
    pub(super) fn quote(self) -> Option<u8> {
        let quote = *self.before().last().filter(|byte| is_quote(**byte))?;
        (skip_quote(self.behind()).len() < self.behind().len()).then_some(quote)
    }

    /// Finds the value of the name.
    pub(super) fn value(self) -> Option<FoundValue<'t>> {
        self.behind_sign()
            .or_else(|| behind_attributes(self).map(|value| unwrapped(value, Assignment::Sign)))
            .or_else(|| value_of_pair(self).map(|value| unwrapped(value, Assignment::Sign)))
            .or_else(|| in_part(self).map(|value| unwrapped(value, Assignment::Sign)))
            .or_else(|| self.behind_comma())
            .or_else(|| self.behind_blank())
    }

    fn behind_sign(self) -> Option<FoundValue<'t>> {
        let behind = self.behind();
        if let [sign @ (b'>' | b'('), value @ ..] = behind {
            // The name of a wrapper or an element.
            return (*sign == b'>' || !self.ends_a_word()).then(|| unwrapped(value, Assignment::Sign));
        }
        let closed = skip_closers(behind);
        let at_sign = skip_blanks(closed);
        let value = skip_sign(at_sign)?;
        let is_loose = closed.len() == behind.len() && value.first().is_some_and(u8::is_ascii_whitespace);
        Some(unwrapped(value, if is_loose { Assignment::LooseSign } else { Assignment::Sign }))
    }

    /// The next item of a list: `("name", "value")`.
    fn behind_comma(self) -> Option<FoundValue<'t>> {
        self.quote()?;
        let value = skip_blanks(skip_closers(self.behind())).strip_prefix(b",")?;
        Some(unwrapped(value, Assignment::Sign))
    }

    fn behind_blank(self) -> Option<FoundValue<'t>> {
        let behind = self.behind();
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
        let blanks = behind.iter().take(4).take_while(|byte| is_blank(byte)).count();
        if blanks == 0 || self.ends_a_word() {
            return None;
        }
        let value = &behind[blanks..];
        let value = value.strip_prefix(b"is ").unwrap_or(value);
        let is_option = self.before().ends_with(b"--");
        Some(unwrapped(value, if is_option { Assignment::CommandOption } else { Assignment::Space }))
    }
}

/// The text after an assignment sign.
pub(super) fn skip_sign(text: &[u8]) -> Option<&[u8]> {
    const SIGNS: &[&str] = &["===", "==", "=>", "=", ":=", ":", "\u{ff1a}", "\u{ff1d}"];
    SIGNS.iter().find_map(|sign| text.strip_prefix(sign.as_bytes()))
}

/// Strips wrappers and the opening quote of a value.
fn unwrapped(text: &[u8], assignment: Assignment) -> FoundValue<'_> {
    let mut value = text;
    let mut quote = None;
    for _ in 0..MAX_WRAPPERS {
        value = skip_blanks(value);
        let unquoted = skip_quote(value);
        if unquoted.len() < value.len() {
            quote = value[..value.len() - unquoted.len()].last().copied();
            value = unquoted;
            break;
        }
        match strip_wrapper(value) {
            Some(inner) => value = inner,
            None => break,
        }
    }
    FoundValue { value, assignment, quote }
}

/// Strips one bracket, marker or wrapper.
fn strip_wrapper(value: &[u8]) -> Option<&[u8]> {
    match value {
        [b'[' | b'(' | b'&', inner @ ..] => return Some(inner),
        [b'b' | b'r' | b'u' | b'B' | b'@', b'"' | b'\'', ..] => return value.get(1..),
        [b'{', inner @ ..] => return member(inner),
        _ => {}
    }
    if let Some(inner) = value.strip_prefix(b"<![CDATA[") {
        return Some(inner);
    }
    let window = &value[..value.len().min(MAX_WRAPPER_NAME)];
    let length = window.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"_:.".contains(byte))?;
    let wrapper = window[..length].to_ascii_lowercase();
    let last = wrapper.rsplit(|byte| matches!(byte, b':' | b'.')).next()?;
    let is_wrapper = WRAPPER_NAMES.contains(&last);
    (is_wrapper && matches!(window[length], b'(' | b'[')).then(|| &value[length + 1..])
}

/// The value of an object's first member, if its name only says that it is a value.
fn member(object: &[u8]) -> Option<&[u8]> {
    let name = skip_quote(skip_blanks(object));
    let length = VALUE_MEMBERS
        .iter()
        .find(|known| {
            name.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known))
                && name.get(known.len()).is_some_and(|next| !next.is_ascii_alphanumeric())
        })?
        .len();
    skip_sign(skip_blanks(skip_quote(&name[length..])))
}

pub(super) fn skip_blanks(text: &[u8]) -> &[u8] {
    let blanks = text.iter().take(MAX_SPACES).take_while(|byte| byte.is_ascii_whitespace()).count();
    &text[blanks..]
}

/// Skips a quote, escaped or not.
pub(super) fn skip_quote(text: &[u8]) -> &[u8] {
    let rest = text.strip_prefix(b"\\").unwrap_or(text);
    match rest.split_first() {
        Some((byte, rest)) if is_quote(*byte) => rest,
        _ => text,
    }
}

/// Skips what may close a name: quotes, a bracket, Markdown asterisks.
pub(super) fn skip_closers(text: &[u8]) -> &[u8] {
    let text = skip_quote(text);
    let text = text.strip_prefix(b"]").or_else(|| text.strip_prefix(b"**")).unwrap_or(text);
    skip_quote(text)
}

pub(super) fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}
