//! What became of the lines of a page.

use sha2::{Digest, Sha256};

use super::plain::says_nothing;
use crate::hex::hex;

/// A line of a page.
///
/// For HTML it is a line of the visible text, so that a page without line breaks has more than one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLine {
    /// The line of the file, from 1.
    pub line: u32,
    /// Its text, without white space around it.
    pub text: String,
    /// What became of it.
    pub reading: Reading,
}

/// What became of a line. A line that no reader understands is unread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// It has claims.
    Claimed(Claimed),
    /// It is understood as saying nothing about the API.
    Nothing,
    /// It was not understood, with the reason.
    Unread(String),
}

/// A line with claims.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claimed {
    /// The numbers of its claims, as in their ids.
    pub claims: Vec<String>,
    /// True if it only shows values, which may change freely.
    pub is_sample: bool,
    /// Why a part of it was not understood.
    pub unread: Option<String>,
}

impl Reading {
    /// The reason for which the line was not understood.
    #[must_use]
    pub fn unread(&self) -> Option<&str> {
        match self {
            Self::Unread(why) => Some(why),
            Self::Claimed(_) | Self::Nothing => None,
        }
    }
}

/// Hashes of what a lock has to remember of the text that is in no claim.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prints {
    /// The lines that were not understood.
    pub unread: String,
    /// The words of lines with claims, as far as they may state something.
    pub words: String,
}

impl Prints {
    /// The hashes of some lines.
    #[must_use]
    pub(crate) fn of(lines: &[PageLine]) -> Self {
        let unread = lines.iter().filter(|line| is_partly_unread(line)).map(|line| line.text.as_str());
        let claimed = lines.iter().filter(|line| is_described(line)).map(|line| line.text.as_str());
        let words = claimed.flat_map(str::split_whitespace).filter(|word| !says_nothing(word));
        Self { unread: hashed(unread), words: hashed(words) }
    }
}

fn hashed<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    hex(&hash.finalize())
}

fn is_partly_unread(line: &PageLine) -> bool {
    match &line.reading {
        Reading::Unread(_) => true,
        Reading::Claimed(claimed) => claimed.unread.is_some(),
        Reading::Nothing => false,
    }
}

fn is_described(line: &PageLine) -> bool {
    matches!(&line.reading, Reading::Claimed(claimed) if !claimed.is_sample && claimed.unread.is_none())
}
