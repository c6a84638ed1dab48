//! Escapes that the parser misreads, written in another way that means the same.

use std::fmt::Write as _;
use std::iter::Peekable;
use std::str::Chars;

/// A pattern without control and octal escapes. The parser takes `\cA` in a class for three characters, `\01` for a
/// reference to the first group, and `\400` for one character.
#[derive(Default)]
pub(super) struct Rewritten {
    pub(super) source: String,
    /// True if an escape is valid without the `u` flag only.
    pub(super) is_loose: bool,
    /// The letter of an escape like `\p{L}`, which is five letters without the `u` flag. Nobody means that.
    pub(super) needs_flag: Option<char>,
    is_in_class: bool,
    groups: usize,
}

impl Rewritten {
    pub(super) fn of(source: &str, groups: usize) -> Self {
        let mut out = Self { groups, ..Self::default() };
        let mut rest = source.chars().peekable();
        while let Some(character) = rest.next() {
            match character {
                '[' => out.is_in_class = true,
                ']' => out.is_in_class = false,
                '\\' => {
                    out.escape(&mut rest);
                    continue;
                }
                _ => {}
            }
            out.source.push(character);
        }
        out
    }

    /// Copies an escape whose backslash has been read.
    fn escape(&mut self, rest: &mut Peekable<Chars<'_>>) {
        match rest.peek() {
            Some('c') => {
                rest.next();
                self.control(rest);
            }
            Some('0'..='9') => self.number(rest),
            _ => {
                let letter = rest.next();
                self.source.push('\\');
                self.source.extend(letter);
                let is_braced = rest.peek() == Some(&'{');
                self.needs_flag = self.needs_flag.or(letter.filter(|one| is_braced && "pPu".contains(*one)));
            }
        }
    }

    fn control(&mut self, rest: &mut Peekable<Chars<'_>>) {
        let is_in_class = self.is_in_class;
        let is_loose = |letter: &char| is_in_class && (letter.is_ascii_digit() || *letter == '_');
        let letter = rest.next_if(|letter| letter.is_ascii_alphabetic() || is_loose(letter));
        self.is_loose |= !letter.is_some_and(|letter| letter.is_ascii_alphabetic());
        match letter {
            Some(letter) => self.character(u32::from(letter) % 32),
            None => self.source.push_str("\\c"),
        }
    }

    /// A reference to a group stays; what cannot be one is the octal number of a character.
    fn number(&mut self, rest: &mut Peekable<Chars<'_>>) {
        let mut digits = String::new();
        while let Some(digit) = rest.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        let is_reference = !self.is_in_class
            && !digits.starts_with('0')
            && digits.parse().is_ok_and(|number: usize| number <= self.groups);
        if is_reference || digits == "0" {
            self.source.push('\\');
            self.source.push_str(&digits);
            return;
        }
        self.is_loose = true;
        let most = if digits.starts_with(['0', '1', '2', '3']) { 3 } else { 2 };
        let length = digits.bytes().take(most).take_while(|digit| (b'0'..=b'7').contains(digit)).count();
        let (octal, others) = digits.split_at_checked(length).unwrap_or_default();
        if let Ok(number) = u32::from_str_radix(octal, 8) {
            self.character(number);
        }
        self.source.push_str(others);
    }

    fn character(&mut self, number: u32) {
        // Writing to a string cannot fail.
        let _ = write!(self.source, "\\x{number:02x}");
    }
}
