//! What joins a name to its value, as people, forms, programs and their logs write it.

use super::markup::behind_attributes;
use super::pair::{in_part, value_of_pair};

/// How many blanks may stand around a sign: values are indented.
const MAX_SPACES: usize = 256;
/// How many brackets, quotes and wrappers may stand around a value.
const MAX_WRAPPERS: usize = 8;
/// A wrapper's name is no longer.
const MAX_WRAPPER_NAME: usize = 32;

/// What programs wrap a value in: `Some("...")`, `SecretStr('...')`, `Optional[...]`.
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

/// The one member of an object that holds a value in the place of the value itself.
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

/// A name, and the text it stands in.
#[derive(Clone, Copy)]
pub(super) struct NameMatch<'t> {
    pub(super) text: &'t [u8],
    pub(super) start: usize,
    pub(super) end: usize,
}

/// How a value is joined to its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assignment {
    /// By a sign, or by the form around both.
    Sign,
    /// By a sign behind a bare name and blanks, as in a list of words.
    LooseSign,
    /// As an option of a command: `--name value`.
    CommandOption,
    /// By blanks, perhaps with `is` between them.
    Space,
}

/// The start of a value.
#[derive(Clone, Copy)]
pub(super) struct FoundValue<'t> {
    pub(super) value: &'t [u8],
    pub(super) assignment: Assignment,
    /// The value is in quotes.
    pub(super) quote: Option<u8>,
}

impl<'t> NameMatch<'t> {
    pub(super) fn before(self) -> &'t [u8] {
        &self.text[..self.start]
    }

    pub(super) fn behind(self) -> &'t [u8] {
        &self.text[self.end..]
    }

    /// Is a letter or digit right before it, so that it is only the end of a word?
    pub(super) fn ends_a_word(self) -> bool {
        self.before().last().is_some_and(u8::is_ascii_alphanumeric)
    }

    /// The quote that it is in.
    pub(super) fn quote(self) -> Option<u8> {
        let quote = *self.before().last().filter(|byte| is_quote(**byte))?;
        (skip_quote(self.behind()).len() < self.behind().len()).then_some(quote)
    }

    /// Where its value starts.
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
            // A wrapper's or an element's name.
            return (*sign == b'>' || !self.ends_a_word()).then(|| unwrapped(value, Assignment::Sign));
        }
        let closed = skip_closers(behind);
        let at_sign = skip_blanks(closed);
        let value = skip_sign(at_sign)?;
        let is_loose = closed.len() == behind.len() && value.first().is_some_and(u8::is_ascii_whitespace);
        Some(unwrapped(value, if is_loose { Assignment::LooseSign } else { Assignment::Sign }))
    }

    /// The next in a list: `("name", "value")`.
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

/// Behind a sign that gives a name its value.
pub(super) fn skip_sign(text: &[u8]) -> Option<&[u8]> {
    const SIGNS: &[&str] = &["===", "==", "=>", "=", ":=", ":", "\u{ff1a}", "\u{ff1d}"];
    SIGNS.iter().find_map(|sign| text.strip_prefix(sign.as_bytes()))
}

/// Takes off what a value is wrapped in.
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

/// Takes off one bracket, marker or wrapper.
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

/// The value of an object's first member, if its name says no more than that this is the value.
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

/// Skips what ends a name: quotes, and the bracket of an index or of a form's field.
pub(super) fn skip_closers(text: &[u8]) -> &[u8] {
    let text = skip_quote(text);
    let text = text.strip_prefix(b"]").or_else(|| text.strip_prefix(b"**")).unwrap_or(text);
    skip_quote(text)
}

pub(super) fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}
