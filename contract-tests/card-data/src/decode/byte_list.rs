//! Bytes written individually: `[52, 50, 49]` in logs, `34 32 31` and `0x34, 0x32` in dumps.

use std::ops::{ControlFlow, Range};

use super::noise::is_noise;
use super::section::Section;
use crate::finding::Encoding;

/// The length of the shortest text with a named security code.
const MIN_BYTES: usize = 8;
/// The length of the shortest list: as many digits with a separator between each two.
const MIN_LENGTH: usize = 2 * MIN_BYTES - 1;
/// The most blanks on each side of a separator; lists are often indented.
const MAX_SPACES: usize = 32;
/// The most hexadecimal digits in a word; dumps group up to eight bytes.
const MAX_WORD: usize = 16;

/// Calls `found` with the bytes of each list, read as decimal and as hexadecimal numbers where both are
/// possible, and leaves out noise: addresses and UUIDs are lists, too.
pub(crate) fn each_run(text: &[u8], mut found: impl FnMut(Section)) {
    let (mut bytes, mut at) = (Vec::new(), 0);
    // Every list that is long enough contains a probed byte.
    let mut probed = MIN_LENGTH - 1;
    while let Some(byte) = text.get(probed) {
        if !is_of_list(*byte) {
            probed += MIN_LENGTH;
            continue;
        }
        let region = region(text, probed);
        probed = region.end + MIN_LENGTH;
        if region.len() < MIN_LENGTH {
            continue;
        }
        // It may start within a word.
        let word =
            text[at..region.start].iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        at = region.start - word;
        while let Some((start, end)) = next_number(text, at).filter(|(start, _)| *start < region.end) {
            at = end;
            if !may_start_list(text, start, end) {
                continue;
            }
            for read in [decimal, hexadecimal] {
                let end = list(text, start, read, &mut bytes);
                if bytes.len() < MIN_BYTES {
                    continue;
                }
                at = at.max(end);
                if !is_noise(&bytes) {
                    found(Section::of_run(Encoding::ByteList, start, std::mem::take(&mut bytes)));
                }
            }
        }
        at = at.max(region.end);
    }
}

/// True for what lists consist of.
fn is_of_list(byte: u8) -> bool {
    OF_LIST[usize::from(byte)]
}

/// The bytes around this one that may all be of one list.
fn region(text: &[u8], at: usize) -> Range<usize> {
    let before = text[..at].iter().rev().take_while(|byte| is_of_list(**byte)).count();
    let behind = text[at..].iter().take_while(|byte| is_of_list(**byte)).count();
    at - before..at + behind
}

/// False for a short number that no other follows.
fn may_start_list(text: &[u8], start: usize, end: usize) -> bool {
    let gap = separator(&text[end..]);
    let is_followed = || text.get(end + gap).is_some_and(u8::is_ascii_hexdigit);
    end - start >= MIN_BYTES * 2 || gap > 0 && is_followed()
}

type Read = fn(&[u8], &mut Vec<u8>) -> ControlFlow<()>;

/// Reads the bytes of the list that starts here, and returns its end.
fn list(text: &[u8], start: usize, read: Read, bytes: &mut Vec<u8>) -> usize {
    bytes.clear();
    let (mut at, mut end) = (start, start);
    loop {
        let word = at + word_length(text, at);
        if word == at || read(&text[at..word], bytes).is_break() {
            return end;
        }
        end = word;
        match separator(&text[word..]) {
            0 => return end,
            length => at = word + length,
        }
    }
}

/// Reads a decimal byte.
fn decimal(word: &[u8], bytes: &mut Vec<u8>) -> ControlFlow<()> {
    if word.len() > 3 {
        return ControlFlow::Break(());
    }
    let digit = |value: u32, byte: &u8| Some(value * 10 + char::from(*byte).to_digit(10)?);
    match word.iter().try_fold(0, digit).map(u8::try_from) {
        Some(Ok(byte)) => {
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

/// The start and the end of the next word that may be a number.
fn next_number(text: &[u8], from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let start = at + text.get(at..)?.iter().position(|byte| KINDS[usize::from(*byte)] != Kind::Other)?;
        let digits = match &text[start..] {
            [b'0', b'x' | b'X', ..] => start + 2,
            _ => start,
        };
        let behind = text[digits..].iter().position(|byte| KINDS[usize::from(*byte)] != Kind::Digit);
        let end = behind.map_or(text.len(), |length| digits + length);
        if text.get(end).is_none_or(|byte| KINDS[usize::from(*byte)] == Kind::Other) {
            return Some((start, end));
        }
        at = end + word_length(text, end);
    }
}

/// What a byte is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A hexadecimal digit.
    Digit,
    /// Another letter.
    Letter,
    /// No part of a word.
    Other,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Other; 256];
    let mut byte = 0u8;
    while byte < 128 {
        kinds[byte as usize] = if byte.is_ascii_hexdigit() {
            Kind::Digit
        } else if byte.is_ascii_alphabetic() {
            Kind::Letter
        } else {
            Kind::Other
        };
        byte += 1;
    }
    kinds
};

const OF_LIST: [bool; 256] = {
    let mut of_list = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        of_list[byte as usize] = byte.is_ascii_hexdigit()
            || byte.is_ascii_whitespace()
            || matches!(byte, b'x' | b'X' | b',' | b':' | b';' | b'-');
        byte += 1;
    }
    of_list
};

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
