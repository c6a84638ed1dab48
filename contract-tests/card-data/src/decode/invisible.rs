//! Characters that take no room, between the digits of a number.

use memchr::{memchr, memrchr};

use super::section::{Pieces, Section};
use crate::finding::Encoding;

/// Takes them out of each line in which one follows a digit.
pub(crate) fn each_run(text: &[u8], mut found: impl FnMut(Section)) {
    let mut done = 0;
    // The first bytes of such characters in UTF-8.
    let leads = [0xc2, 0xd8, 0xe1, 0xe2, 0xef, 0xf3];
    let mut starts: Vec<usize> = leads.iter().filter_map(|lead| memchr(*lead, text)).collect();
    starts.sort_unstable();
    let Some(first) = starts.first().copied() else { return };
    for at in first..text.len() {
        let follows_digit = at.checked_sub(1).is_some_and(|before| text[before].is_ascii_digit());
        if at < done || !follows_digit || length_at(text, at) == 0 {
            continue;
        }
        let start = memrchr(b'\n', &text[..at]).map_or(0, |line| line + 1).max(done);
        done = memchr(b'\n', &text[at..]).map_or(text.len(), |length| at + length);
        found(visible(text, start, done));
    }
}

fn visible(text: &[u8], start: usize, end: usize) -> Section {
    let mut pieces = Pieces::from(start);
    let (mut at, mut plain) = (start, start);
    while at < end {
        let length = length_at(text, at);
        if length == 0 {
            at += 1;
            continue;
        }
        pieces.plain(&text[plain..at]);
        at += length;
        plain = at;
        pieces.decoded(at, &[], at);
    }
    pieces.plain(&text[plain..end]);
    pieces.section(Encoding::Invisible)
}

/// The length of a character that takes no room; 0 for others.
fn length_at(text: &[u8], at: usize) -> usize {
    match text.get(at..).unwrap_or_default() {
        // The soft hyphen, and the mark of Arabic letters.
        [0xc2, 0xad, ..] | [0xd8, 0x9c, ..] => 2,
        // The separator of Mongolian vowels; spaces and joiners without width, and marks of direction; the byte order mark,
        // and variations.
        [0xe1, 0xa0, 0x8e, ..]
        | [0xe2, 0x80, 0x8b..=0x8f | 0xaa..=0xae, ..]
        | [0xe2, 0x81, 0xa0..=0xaf, ..]
        | [0xef, 0xbb, 0xbf, ..]
        | [0xef, 0xb8, 0x80..=0x8f, ..] => 3,
        // Tags, and more variations.
        [0xf3, 0xa0, 0x80..=0x87, 0x80..=0xbf, ..] => 4,
        _ => 0,
    }
}
