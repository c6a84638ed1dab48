//! Withholds card data from text that is about to be shown or written.
//!
//! This is the last door, behind those that know what each place may hold. It does not know where a value ends, so it
//! covers the letters and digits from a hit to the end of its field, and searches again until nothing is found.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use super::detector::Detector;
use super::finding::{Class, Finding};
use super::scheme::{CARD_LENGTHS, has_card_number_form};

/// How often the text is searched before everything in it is covered.
const MAX_ROUNDS: usize = 16;

/// The fewest digits of a card number.
const MIN_NUMBER_DIGITS: usize = *CARD_LENGTHS.start();

/// The characters of a SHA-256 digest in hex.
const HASH_LENGTH: usize = 64;
/// Fewer letters are in one of 200,000 digests; digits that were filled up with some letters have fewer.
const MIN_HASH_LETTERS: usize = 8;

static DETECTOR: LazyLock<Detector> = LazyLock::new(Detector::default);

/// The form of the text, which covering keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextForm {
    /// Lines for people, XML or HTML: letters and digits become `*`.
    Plain,
    /// JSON: letters and digits in strings become `*`, numbers `null`.
    Json,
}

/// True if something is found in the text, or digits in it could be a card number whatever is beside them.
#[must_use]
pub fn holds_card_data(text: &str) -> bool {
    !DETECTOR.search(text.as_bytes()).is_clean() || bare_numbers(text).next().is_some()
}

/// True for names of places that hold a card security code.
#[must_use]
pub fn names_security_code(name: &str) -> bool {
    DETECTOR.is_security_code_name(name)
}

/// The text with card data covered; borrowed if there is none.
#[must_use]
pub fn withhold(text: &str, form: TextForm) -> Cow<'_, str> {
    let mut shown = Cow::Borrowed(text);
    for _ in 0..MAX_ROUNDS {
        let findings = DETECTOR.search(shown.as_bytes()).findings;
        let fields = findings.iter().map(|finding| field(&shown, finding));
        let places: Vec<_> = fields.chain(bare_numbers(&shown)).collect();
        if places.is_empty() {
            return shown;
        }
        let next = covered(&shown, &joined(places), form);
        if next == shown {
            break;
        }
        shown = Cow::Owned(next);
    }
    let everything = 0..shown.len();
    Cow::Owned(covered(&shown, &[everything], form))
}

/// Digits in the form of a card number, with a fraction or an exponent or none: the search takes `4000.50` for an
/// amount, but what is shown to people need not be told apart.
fn bare_numbers(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_point =
        move |at: usize| bytes.get(at) == Some(&b'.') && at > 0 && is_digit(at - 1) && is_digit(at + 1);
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + bytes.get(at..)?.iter().position(u8::is_ascii_digit)?;
            at = start;
            while is_digit(at) || is_point(at) {
                at += 1;
            }
            if is_card_number(&text[start..at]) && !is_in_hash(bytes, &(start..at)) {
                return Some(start..at);
            }
        }
    })
}

/// True for digits within a SHA-256 digest in lower-case hex. One in a thousand has digits in the form of a card number,
/// and a report without its digest cannot be merged.
fn is_in_hash(text: &[u8], digits: &Range<usize>) -> bool {
    let is_word = |byte: &&u8| byte.is_ascii_alphanumeric();
    let before = text[..digits.start].iter().rev().take(HASH_LENGTH).take_while(is_word).count();
    let behind = text[digits.end..].iter().take(HASH_LENGTH).take_while(is_word).count();
    let word = &text[digits.start - before..digits.end + behind];
    let is_letter = |byte: &&u8| matches!(byte, b'a'..=b'f');
    let letters = word.iter().filter(is_letter).count();
    word.len() == HASH_LENGTH
        && letters >= MIN_HASH_LETTERS
        && word.iter().all(|byte| byte.is_ascii_digit() || is_letter(&byte))
}

/// True if the digits up to the point, or all of them, are those of a card number.
fn is_card_number(number: &str) -> bool {
    let digits =
        |text: &str| text.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect::<Vec<_>>();
    let whole = number.split('.').next().unwrap_or(number);
    has_card_number_form(&digits(whole)) || has_card_number_form(&digits(number))
}

/// The bytes from a hit to the end of its field. A number that is split over fields ends with the field that
/// completes it; a security code may stand behind its name, anywhere in the line.
fn field(text: &str, finding: &Finding) -> Range<usize> {
    let start = (0..=finding.offset).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let is_number = finding.class == Class::CardNumber && finding.path.is_empty();
    let mut digits = 0;
    for (at, c) in text[start..].char_indices() {
        let is_end = match finding.class {
            Class::SecurityCode => c == '\n',
            _ => matches!(c, '\n' | '"' | '<' | '`' | '|'),
        };
        if is_end && (!is_number || digits >= MIN_NUMBER_DIGITS) {
            return start..start + at;
        }
        digits += usize::from(c.is_numeric());
    }
    start..text.len()
}

/// The ranges in order, those that overlap as one.
fn joined(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_by_key(|place| place.start);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(places.len());
    for place in places {
        match joined.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => joined.push(place),
        }
    }
    joined
}

fn covered(text: &str, places: &[Range<usize>], form: TextForm) -> String {
    let mut cover = Cover { places, out: String::with_capacity(text.len()) };
    match form {
        TextForm::Plain => cover.plain(text),
        TextForm::Json => cover.json(text),
    }
    cover.out
}

/// Copies a text and covers the places in it. Tokens are passed in the order of the text.
struct Cover<'p> {
    places: &'p [Range<usize>],
    out: String,
}

impl Cover<'_> {
    /// True if the token from `start` to `end` touches a place.
    fn touches(&mut self, start: usize, end: usize) -> bool {
        while self.places.first().is_some_and(|place| place.end <= start) {
            self.places = &self.places[1..];
        }
        self.places.first().is_some_and(|place| place.start < end)
    }

    fn plain(&mut self, text: &str) {
        let mut is_tag = false;
        for (at, c) in text.char_indices() {
            let is_hit = self.touches(at, at + c.len_utf8());
            if is_hit && c == '<' {
                is_tag = text[at + 1..].starts_with(|c: char| c == '/' || c.is_ascii_alphabetic());
            }
            is_tag &= is_hit && c != '>';
            self.out.push(if is_hit && !is_tag && c.is_alphanumeric() { '*' } else { c });
        }
    }

    fn json(&mut self, text: &str) {
        let mut is_string = false;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let end = at + token(&text[at..], c, is_string);
            let cover = match c {
                '0'..='9' | '-' if !is_string => Some("null"),
                c if is_string && (c.is_alphanumeric() || text[at..end].starts_with("\\u")) => Some("*"),
                _ => None,
            };
            let is_hit = self.touches(at, end);
            self.out.push_str(cover.filter(|_| is_hit).unwrap_or(&text[at..end]));
            is_string ^= c == '"';
            at = end;
        }
    }
}

/// The length of the token of JSON that starts with `c`: an escape, a number or one character.
fn token(text: &str, c: char, is_string: bool) -> usize {
    let is_boundary = |length: &usize| text.is_char_boundary(*length);
    match c {
        '\\' if text.starts_with("\\u") && is_string => Some(6).filter(is_boundary).unwrap_or(2),
        '\\' if is_string => Some(2).filter(is_boundary).unwrap_or(1),
        '0'..='9' | '-' if !is_string => {
            text.find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')).unwrap_or(text.len())
        }
        _ => c.len_utf8(),
    }
}
