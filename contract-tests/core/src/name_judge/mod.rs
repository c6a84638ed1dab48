//! Decides whether a name from outside is one that a programmer wrote.
//!
//! Names of properties, parameters, path segments and media types are shown and kept, because undeclared ones are what
//! the comparison looks for. But values may stand where names belong: keys of maps, ids in paths, tokens in queries. A
//! name is a programmer's if it
//!
//! - has at most 64 letters, digits and separators (`_`, `-`, `.`), the latter in one style;
//! - consists of at most ten words, and of numbers that count something (`line2`) or are those of a standard (`sha256`);
//! - has words that public APIs use (`known`). A name of one word may be unknown, if its letters follow each other as
//!   in words (`letters`); several unknown words beside few known ones are the name of somebody (`amara.okafor`).
//!
//! Everything else may be a value. A version (`1.2`) is a name.

mod known;
mod letters;
mod marked;
mod numbers;
mod words;

pub use marked::MarkedWords;

use words::{Piece, pieces};

use card_data::names_security_code;

/// The longest name, in bytes.
const MAX_LENGTH: usize = 64;

/// The most words of a name.
const MAX_WORDS: usize = 10;

/// Numbers in words: more than [`MAX_SPELLED`] of them spell something.
const SPELLED: &[&str] = &["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// The most numbers in words.
const MAX_SPELLED: usize = 2;

/// The longest unknown word whose letters say nothing.
const MAX_ABBREVIATION: usize = 3;

/// The longest unknown word beside known ones that may be anything, and how many letters unknown words may have then.
const MAX_BESIDE_KNOWN: (usize, usize) = (5, 8);

/// The longest unknown word.
const MAX_UNKNOWN_WORD: usize = 20;

/// The fewest digits of a security code that are withheld.
const MIN_CODE_DIGITS: usize = 2;

/// The fewest letters that may stand for the digits of a card number.
const MIN_STRANGE_LETTERS: usize = 12;

/// Endings of file names, which say nothing of the name before them.
const FILE_ENDINGS: &[&str] = &[
    ".atom", ".csv", ".gz", ".html", ".jpg", ".js", ".json", ".jsonl", ".pdf", ".png", ".txt", ".xml",
    ".yaml", ".yml",
];

/// True for a name that a programmer wrote; false for one that may be a value.
#[must_use]
pub fn is_programmers_name(name: &str) -> bool {
    if !is_plain(name) {
        return false;
    }
    let body = without_file_ending(name.trim_matches('_'));
    if is_version(body) {
        return true;
    }
    let name = Name::of(body);
    is_in_one_style(body)
        && !name.words.is_empty()
        && numbers::are_of_a_name(&name.pieces)
        && !name.is_security_code()
        && !name.spells_a_number()
        && name.has_known_words()
        && name.has_known_parts()
        && name.unknown_words_are_words()
}

/// True if one of the words of the name is known from public APIs.
#[must_use]
pub(crate) fn has_known_word(name: &str) -> bool {
    Name::of(name).known > 0
}

/// True if a programmer wrote the name and all of its words are known from public APIs: for places where a single word may
/// be a value.
#[must_use]
pub fn has_only_known_words(name: &str) -> bool {
    // A letter alone says nothing: `v2`.
    is_programmers_name(name) && Name::of(name).unknown_words().all(|word| word.len() == 1)
}

/// True if the letters may be digits or bytes in disguise: many, in words that are neither known nor like words.
#[must_use]
pub(crate) fn may_be_letters_for_digits(text: &str) -> bool {
    if text.bytes().filter(u8::is_ascii_alphabetic).count() < MIN_STRANGE_LETTERS {
        return false;
    }
    let name = Name::of(text);
    let strange = name.unknown_words().filter(|word| !letters::are_of_a_word(word, name.unknown));
    strange.map(str::len).sum::<usize>() >= MIN_STRANGE_LETTERS
}

fn is_plain(name: &str) -> bool {
    (1..=MAX_LENGTH).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

fn without_file_ending(name: &str) -> &str {
    let stem = FILE_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
    stem.filter(|stem| !stem.is_empty()).unwrap_or(name)
}

/// `1.0`, `v2.11.3`: digits that a card number is not made of.
fn is_version(name: &str) -> bool {
    let mut numbers = name.strip_prefix('v').unwrap_or(name).split('.');
    let is_number = |number: &str, most: usize| {
        (1..=most).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_first = numbers.next().is_some_and(|number| is_number(number, 1));
    let others: Vec<&str> = numbers.collect();
    is_first && (1..=2).contains(&others.len()) && others.iter().all(|number| is_number(number, 2))
}

/// True if words are separated in one way. A double underscore counts as one.
fn is_in_one_style(name: &str) -> bool {
    let name = name.replace("__", "_");
    let is_separator = |byte: &u8| matches!(byte, b'_' | b'.' | b'-');
    let is_doubled = name.as_bytes().windows(2).any(|pair| pair.iter().all(is_separator));
    !(is_doubled || name.contains('_') && name.contains('-'))
}

/// A name, cut into pieces.
struct Name<'n> {
    text: &'n str,
    pieces: Vec<Piece<'n>>,
    /// The words, each with whether it is known.
    words: Vec<(String, bool)>,
    /// How many letters known words have.
    known: usize,
    /// How many letters unknown words have.
    unknown: usize,
}

impl<'n> Name<'n> {
    fn of(text: &'n str) -> Self {
        let pieces = pieces(text);
        let words: Vec<(String, bool)> = pieces.iter().filter_map(word).map(judged).collect();
        let letters = |is_known: bool| {
            words.iter().filter(|(_, known)| *known == is_known).map(|(word, _)| word.len()).sum()
        };
        Self { text, known: letters(true), unknown: letters(false), pieces, words }
    }

    fn unknown_words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().filter(|(_, is_known)| !is_known).map(|(word, _)| word.as_str())
    }

    fn numbers(&self) -> Vec<&'n str> {
        let number = |piece: &Piece<'n>| match piece {
            Piece::Number(number) => Some(*number),
            Piece::Word(_) => None,
        };
        self.pieces.iter().filter_map(number).collect()
    }

    /// True for the name of a security code with digits of one: `cvv_739`, but not `cvv2`.
    fn is_security_code(&self) -> bool {
        let words: Vec<&str> = self.words.iter().map(|(word, _)| word.as_str()).collect();
        let digits: usize = self.numbers().iter().map(|number| number.len()).sum();
        digits >= MIN_CODE_DIGITS
            && (names_security_code(&words.join("_")) || words.iter().any(|word| names_security_code(word)))
    }

    fn spells_a_number(&self) -> bool {
        self.words.iter().filter(|(word, _)| SPELLED.contains(&word.as_str())).count() > MAX_SPELLED
    }

    /// True if enough of the words are known.
    fn has_known_words(&self) -> bool {
        let unknown = self.unknown_words().count();
        match self.words.len() {
            1 => true,
            2..=MAX_WORDS if self.known == 0 => false,
            2..=MAX_WORDS => unknown < 2 || self.known * 2 >= self.unknown,
            _ => false,
        }
    }

    /// True unless the parts between points are unknown: `amara.okafor`. Of parts with a single word each, all have to
    /// be known, because many names of people are words as well.
    fn has_known_parts(&self) -> bool {
        let parts: Vec<Name<'_>> = self.text.split('.').map(Name::of).collect();
        if parts.len() < 2 {
            return true;
        }
        let are_single = parts.iter().all(|part| part.pieces.len() == 1);
        let unknown = parts.iter().filter(|part| part.known == 0 && !part.words.is_empty()).count();
        unknown < if are_single { 1 } else { 2 }
    }

    /// True if the unknown words look like words or are few abbreviations.
    fn unknown_words_are_words(&self) -> bool {
        let short = self.unknown_words().filter(|word| word.len() <= MAX_ABBREVIATION).count();
        if short > 1 && short > self.words.len() / 2 {
            return false;
        }
        match self.words.as_slice() {
            [(word, false)] if word.len() <= MAX_ABBREVIATION => {
                // Base64 has capital letters before digits more often than names have.
                let is_encoded = self.text.starts_with(|c: char| c.is_ascii_uppercase());
                let numbers = self.numbers();
                numbers.is_empty() || !is_encoded && numbers::may_follow_alone(word, &numbers)
            }
            _ => self.unknown_words().all(|word| self.is_a_word(word)),
        }
    }

    fn is_a_word(&self, word: &str) -> bool {
        let (longest, in_all) = MAX_BESIDE_KNOWN;
        let is_beside_known = self.known > 0 && word.len() <= longest && self.unknown <= in_all;
        word.len() <= MAX_ABBREVIATION
            || is_beside_known
            || known::is_nearly_known(word)
            || word.len() <= MAX_UNKNOWN_WORD && letters::are_of_a_word(word, self.unknown)
    }
}

fn word(piece: &Piece<'_>) -> Option<String> {
    match piece {
        Piece::Word(word) => Some(word.clone()),
        Piece::Number(_) => None,
    }
}

fn judged(word: String) -> (String, bool) {
    let is_known = known::is_known(&word);
    (word, is_known)
}
