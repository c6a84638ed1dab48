//! Replaces the letters, digits and control characters of a text and keeps its punctuation.

use rand::RngExt;
use rand::rngs::StdRng;

const VOWELS: &[u8] = b"aeiou";
const CONSONANTS: &[u8] = b"bdfgklmnprstvz";
const SIGNS: &[u8] = b"!#$%&()+;=?@^|~";

/// The lengths of most words and names.
const WORD: std::ops::RangeInclusive<usize> = 4..=9;
/// The longest code of a country or a currency.
const MAX_CODE: usize = 3;

/// How closely word lengths are preserved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lengths {
    /// Words get the length of some word.
    About,
    /// Each word keeps its length.
    Exact,
}

/// What happens to the letters that mask or fill a text, such as `xxxx`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fillers {
    Kept,
    Replaced,
}

/// The text with other letters and digits.
pub(super) fn replaced(real: &str, lengths: Lengths, random: &mut StdRng) -> String {
    if is_binary(real) {
        return binary(real, random);
    }
    let invented = replace_runs(real, lengths, Fillers::Kept, random);
    // A fully masked text would otherwise stay unchanged.
    if invented == real { replace_runs(real, lengths, Fillers::Replaced, random) } else { invented }
}

fn replace_runs(real: &str, lengths: Lengths, fillers: Fillers, random: &mut StdRng) -> String {
    let mut invented = String::with_capacity(real.len());
    for run in runs(real) {
        match run.kind {
            Kind::Letters if fillers == Fillers::Kept && is_filler(run.text) => invented.push_str(run.text),
            Kind::Letters => invented.push_str(&word(run.text, lengths, random)),
            Kind::Digits => digits(run.text, random, &mut invented),
            Kind::Hex => hex(run.text, random, &mut invented),
            Kind::Mixed => invented.extend(run.text.chars().map(|c| same_class(c, random))),
            Kind::Other => invented.push_str(&signs_between(run.text, random)),
        }
    }
    invented
}

/// Appends as many random digits. A leading zero stays, any other leading digit becomes non-zero.
pub(super) fn digits(real: &str, random: &mut StdRng, out: &mut String) {
    for (index, digit) in real.chars().enumerate() {
        let digit = match (index, digit) {
            (0, '0') => 0,
            (0, _) => random.random_range(1..10),
            _ => random.random_range(0..10),
        };
        out.push(char::from(b'0' + digit));
    }
}

/// True if the text has control characters that no line of text has. Its characters are bytes, and any of them may be
/// content: digits as the bytes 0 to 9, for example.
pub(super) fn is_binary(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// As many characters, each of the same class.
pub(super) fn binary(real: &str, random: &mut StdRng) -> String {
    let other = |real: char, random: &mut StdRng| match real {
        '\0'..='\u{1f}' => char::from(random.random_range(0..0x20_u8)),
        '\u{7f}'..='\u{9f}' => char::from(random.random_range(0x7f..0xa0_u8)),
        c if c.is_alphanumeric() => same_class(c, random),
        c if c.is_ascii() => char::from(SIGNS[random.random_range(0..SIGNS.len())]),
        c => punctuation(c),
    };
    real.chars().map(|c| other(c, random)).collect()
}

/// The fewest signs that may hold a number in their order, as Morse code does.
const MIN_SIGNS: usize = 8;

/// Replaces the signs of a text that has nothing else. Signs that mask or separate stay, unless there are many of them
/// in no regular order: then each becomes one of those in the text.
pub(super) fn signs(real: &str, random: &mut StdRng) -> String {
    if is_binary(real) {
        return binary(real, random);
    }
    if may_spell(real) {
        return spelled(real, random);
    }
    let sign = |sign: char| match sign {
        '*' | '-' | '.' | ',' | ':' | '/' | '_' | ' ' => sign,
        sign if sign.is_ascii_punctuation() => char::from(SIGNS[random.random_range(0..SIGNS.len())]),
        sign => punctuation(sign),
    };
    real.chars().map(sign).collect()
}

/// The signs between words: kept, unless they may spell something.
fn signs_between(real: &str, random: &mut StdRng) -> String {
    if may_spell(real) { spelled(real, random) } else { real.chars().map(punctuation).collect() }
}

/// True for many signs in no regular order: `--------`, `**** ****` and `****-****` repeat themselves, Morse code does
/// not.
fn may_spell(signs: &str) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    if signs.chars().filter(|c| is_sign(*c)).count() < MIN_SIGNS {
        return false;
    }
    let mut runs: Vec<(char, usize)> = Vec::new();
    for c in signs.chars() {
        match runs.last_mut() {
            Some((last, length)) if *last == c => *length += 1,
            _ => runs.push((c, 1)),
        }
    }
    let words: Vec<_> = runs.iter().filter(|(c, _)| is_sign(*c)).collect();
    words.windows(3).any(|three| three[0] != three[2])
}

/// The text with each sign replaced by one that it has.
fn spelled(real: &str, random: &mut StdRng) -> String {
    let is_kept = |c: &char| c.is_whitespace();
    let known: Vec<char> = real.chars().map(punctuation).filter(|c| !is_kept(c)).collect();
    let sign = |c: char, random: &mut StdRng| {
        known.get(random.random_range(0..known.len().max(1))).copied().unwrap_or(c)
    };
    real.chars().map(punctuation).map(|c| if is_kept(&c) { c } else { sign(c, random) }).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letters,
    Digits,
    /// Hexadecimal digits of one case, with at least one letter.
    Hex,
    /// Letters and digits.
    Mixed,
    Other,
}

struct Run<'t> {
    kind: Kind,
    text: &'t str,
}

/// Splits a text into alphanumeric runs and the text between them.
fn runs(text: &str) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = first.is_alphanumeric();
        let end = rest.find(|c: char| c.is_alphanumeric() != word).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        runs.push(Run { kind: if word { kind(run) } else { Kind::Other }, text: run });
        rest = behind;
    }
    runs
}

fn kind(run: &str) -> Kind {
    let digits = run.chars().filter(|c| c.is_numeric()).count();
    let all = run.chars().count();
    if digits == all {
        return Kind::Digits;
    }
    if digits == 0 {
        return Kind::Letters;
    }
    let hex = |c: char| c.is_ascii_digit() || matches!(c, 'a'..='f');
    let capital_hex = |c: char| c.is_ascii_digit() || matches!(c, 'A'..='F');
    let is_hex = all >= 4 && (run.chars().all(hex) || run.chars().all(capital_hex));
    if is_hex { Kind::Hex } else { Kind::Mixed }
}

/// True for `XXXX`: letters that stand for masked characters.
fn is_filler(letters: &str) -> bool {
    letters.len() >= 3 && (letters.bytes().all(|b| b == b'X') || letters.bytes().all(|b| b == b'x'))
}

fn word(real: &str, lengths: Lengths, random: &mut StdRng) -> String {
    let length = real.chars().count();
    let capital = |c: char| c.is_uppercase();
    let all_capital = real.chars().all(capital);
    let is_code = all_capital && length <= MAX_CODE;
    let length = match (lengths, length) {
        (Lengths::Exact, _) | (_, 0..=1 | 17..) => length,
        _ if is_code => length,
        // A name is known by its length, among few others.
        _ => random.random_range(WORD),
    };
    let starts_capital = real.chars().next().is_some_and(capital);
    let rest_capital: Vec<bool> = real.chars().map(capital).collect();
    let mixed = !all_capital && rest_capital.iter().skip(1).any(|c| *c);
    let vowel_first = random.random_bool(0.5);
    (0..length)
        .map(|index| {
            let letters = if (index % 2 == 0) == vowel_first { VOWELS } else { CONSONANTS };
            let letter = char::from(letters[random.random_range(0..letters.len())]);
            let capital = match index {
                _ if all_capital => true,
                _ if mixed => rest_capital.get(index).copied().unwrap_or(false),
                0 => starts_capital,
                _ => false,
            };
            if capital { letter.to_ascii_uppercase() } else { letter }
        })
        .collect()
}

fn hex(real: &str, random: &mut StdRng, out: &mut String) {
    let capital = real.chars().any(|c| c.is_ascii_uppercase());
    for _ in real.chars() {
        let digit = char::from_digit(random.random_range(0..16), 16).unwrap_or('0');
        out.push(if capital { digit.to_ascii_uppercase() } else { digit });
    }
}

fn same_class(real: char, random: &mut StdRng) -> char {
    let from = |first: u8, count: u8, random: &mut StdRng| char::from(first + random.random_range(0..count));
    match real {
        c if c.is_numeric() => from(b'0', 10, random),
        c if c.is_uppercase() => from(b'A', 26, random),
        _ => from(b'a', 26, random),
    }
}

/// ASCII punctuation stays. Symbols outside of ASCII may carry meaning and become a dot, as control characters do; all
/// spaces outside of ASCII become the same one.
pub(super) fn punctuation(real: char) -> char {
    match real {
        '\t' | '\n' | '\r' => real,
        real if real.is_ascii() && !real.is_control() => real,
        real if real.is_whitespace() && !real.is_control() => '\u{a0}',
        _ => '\u{b7}',
    }
}
