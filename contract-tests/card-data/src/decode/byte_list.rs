//! Bytes written individually: `[52, 50, 49]` in logs, `34 32 31` and `0x34, 0x32` in dumps.

use std::ops::ControlFlow;

use super::section::Section;
use crate::finding::Encoding;

/// The length of the shortest text with a named security code.
const MIN_BYTES: usize = 8;
/// The most blanks on each side of a separator; lists are often indented.
const MAX_SPACES: usize = 32;
/// The most hexadecimal digits in a word; dumps group up to eight bytes.
const MAX_WORD: usize = 16;

/// Calls `found` with the bytes of each list, read as decimal and as hexadecimal numbers where both are
/// possible.
pub(crate) fn each_run(text: &[u8], mut found: impl FnMut(Section)) {
    let mut at = 0;
    while let Some(start) = next_word(text, at) {
        at = start + word_length(text, start);
        for read in [decimal, hexadecimal] {
            let (bytes, end) = list(text, start, read);
            if bytes.len() >= MIN_BYTES {
                found(Section::of_run(Encoding::ByteList, start, bytes));
                at = at.max(end);
            }
        }
    }
}

type Read = fn(&[u8], &mut Vec<u8>) -> ControlFlow<()>;

/// The bytes of a list that starts here, and its end.
fn list(text: &[u8], start: usize, read: Read) -> (Vec<u8>, usize) {
    let mut bytes = Vec::new();
    let (mut at, mut end) = (start, start);
    loop {
        let word = at + word_length(text, at);
        if word == at || read(&text[at..word], &mut bytes).is_break() {
            return (bytes, end);
        }
        end = word;
        match separator(&text[word..]) {
            0 => return (bytes, end),
            length => at = word + length,
        }
    }
}

/// Reads a decimal byte.
fn decimal(word: &[u8], bytes: &mut Vec<u8>) -> ControlFlow<()> {
    if word.len() > 3 {
        return ControlFlow::Break(());
    }
    match std::str::from_utf8(word).map(str::parse) {
        Ok(Ok(byte)) => {
            bytes.push(byte);
            ControlFlow::Continue(())
        }
        _ => ControlFlow::Break(()),
    }
}

/// Reads hexadecimal bytes; after `0x` a leading zero may be missing.
fn hexadecimal(word: &[u8], bytes: &mut Vec<u8>) -> ControlFlow<()> {
    let marked = word.strip_prefix(b"0x").or_else(|| word.strip_prefix(b"0X"));
    let digits = marked.unwrap_or(word);
    let is_whole = digits.len().is_multiple_of(2) || marked.is_some();
    if digits.is_empty() || digits.len() > MAX_WORD || !is_whole || !digits.iter().all(u8::is_ascii_hexdigit)
    {
        return ControlFlow::Break(());
    }
    bytes.extend(
        digits.rchunks(2).rev().map(|pair| pair.iter().fold(0, |value, digit| value << 4 | value_of(*digit))),
    );
    ControlFlow::Continue(())
}

fn value_of(digit: u8) -> u8 {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok()).unwrap_or(0)
}

/// The offset of the next word that may be a number.
fn next_word(text: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += text.get(at..)?.iter().position(u8::is_ascii_alphanumeric)?;
        if text[at].is_ascii_hexdigit() {
            return Some(at);
        }
        at += word_length(text, at);
    }
}

fn word_length(text: &[u8], start: usize) -> usize {
    text.get(start..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
}

/// The length of the separator: blanks around at most one sign. Zero if there is none.
fn separator(text: &[u8]) -> usize {
    let before = blanks(text);
    let sign = text.get(before).is_some_and(|byte| matches!(byte, b',' | b':' | b';' | b'-'));
    let length = before + usize::from(sign);
    length + blanks(&text[length..])
}

fn blanks(text: &[u8]) -> usize {
    text.iter().take(MAX_SPACES).take_while(|byte| byte.is_ascii_whitespace()).count()
}
