//! The words that names of APIs are made of.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The words that several public APIs use in names of properties, parameters and paths: counted by us in 5,944 public
/// API documents of 376 sources, and those left out that follow from others by an ending, a prefix or composition.
static WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("words.txt").split_ascii_whitespace().collect());

const ENDINGS: &[&str] = &[
    "s", "es", "ed", "d", "ing", "er", "ers", "or", "ors", "ly", "y", "al", "able", "ion", "ions", "ation",
    "ations", "ment", "ments", "ness", "ity", "ive", "ized", "ization", "ism", "ist",
];

const PREFIXES: &[&str] = &[
    "un", "re", "non", "pre", "sub", "multi", "auto", "anti", "inter", "super", "over", "under", "de", "dis",
    "in", "im", "mis", "micro", "meta", "hyper", "post", "co", "bi", "out", "up", "back", "pro",
];

/// Short words that compositions are made of: with all of them, letters of chance would be a composition.
const SHORT_PARTS: &[&str] = &[
    "url", "api", "key", "tax", "pay", "web", "max", "min", "new", "app", "map", "log", "for", "and", "not",
    "the", "all", "job", "set", "get", "day", "row", "age", "fee", "net", "usd", "sms", "pdf", "sub",
];

/// The short words that a composition may end with: `accountid`.
const SHORT_ENDS: &[&str] = &["id", "ip", "at", "by", "no", "is", "in", "to", "of"];

/// The longest word that is taken apart: work on one name is limited, and longer words are no names.
const LONGEST: usize = 40;

/// True for a word, in small letters, that public APIs use in their names, and for what follows from such words.
pub(super) fn is_known(word: &str) -> bool {
    word.len() <= LONGEST
        && (is_listed(word)
            || PREFIXES.iter().any(|prefix| {
                word.strip_prefix(prefix).is_some_and(|rest| rest.len() >= 4 && is_listed(rest))
            })
            || is_composed(word))
}

/// The most letters beside a listed word that may be anything: `zzname`.
const MAX_BESIDE: usize = 3;

/// The shortest listed word that counts as one beside other letters.
const MIN_BESIDE: usize = 4;

/// True for a listed word with a few letters before or behind it.
pub(super) fn is_nearly_known(word: &str) -> bool {
    (1..=MAX_BESIDE).any(|letters| {
        let length = word.len().saturating_sub(letters);
        length >= MIN_BESIDE
            && (word.get(letters..).is_some_and(is_word) || word.get(..length).is_some_and(is_word))
    })
}

/// True for a listed word, with or without an ending.
fn is_listed(word: &str) -> bool {
    let plural = || word.strip_suffix("ies").is_some_and(|stem| is_word(&format!("{stem}y")));
    is_word(word) || ENDINGS.iter().any(|ending| ends_with(word, ending)) || plural()
}

fn is_word(word: &str) -> bool {
    WORDS.contains(word)
}

fn ends_with(word: &str, ending: &str) -> bool {
    let shortest = if ending == "s" { 3 } else { 4 };
    let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= shortest) else { return false };
    let loses_e = || ending.starts_with(['a', 'e', 'i', 'y']) && is_word(&format!("{stem}e"));
    is_word(stem) || loses_e() || (matches!(ending, "ed" | "ing" | "er" | "ers") && is_doubled(stem))
}

/// True for a listed word with its last letter doubled: `stopp` of `stopped`.
fn is_doubled(stem: &str) -> bool {
    let mut last = stem.bytes().rev();
    let (Some(one), Some(other)) = (last.next(), last.next()) else { return false };
    stem.len() > 4 && one == other && stem.get(..stem.len() - 1).is_some_and(is_word)
}

/// True for words written together: `accountholder`, `customerid`.
fn is_composed(word: &str) -> bool {
    if word.len() < 6 || !word.is_ascii() {
        return false;
    }
    let mut reached = [false; LONGEST + 1];
    reached[0] = true;
    for start in 0..word.len() {
        if !reached[start] {
            continue;
        }
        let rest = &word[start..];
        if SHORT_ENDS.contains(&rest) {
            return true;
        }
        for length in 3..=rest.len() {
            reached[start + length] |= is_part(&rest[..length]);
        }
    }
    reached[word.len()]
}

fn is_part(part: &str) -> bool {
    match part.len() {
        ..=3 => SHORT_PARTS.contains(&part),
        4 => is_word(part),
        _ => is_listed(part),
    }
}
