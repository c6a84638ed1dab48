//! Patterns that need no regex engine: `^`, ASCII characters and classes with counts, and `$`. Most patterns
//! in real specs are of this kind (`^[A-Z]{3}$`) and cost nothing to compile.

use std::iter::Peekable;
use std::str::Chars;

/// A pattern of this kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SimplePattern {
    runs: Vec<Run>,
}

/// A class of characters with a repeat count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// A bit for each ASCII character.
    class: u128,
    least: u32,
    most: u32,
}

impl SimplePattern {
    /// Parses a pattern in ECMA's dialect; `None` if it is of another kind or invalid.
    pub(super) fn parse(source: &str) -> Option<Self> {
        let mut rest = source.strip_prefix('^')?.chars().peekable();
        let mut runs = Vec::new();
        loop {
            let class = match rest.next()? {
                '$' => break,
                '[' => class(&mut rest)?,
                '\\' => escape(rest.next()?)?,
                '.' | '^' | '*' | '+' | '?' | '(' | ')' | ']' | '{' | '}' | '|' => return None,
                other => one(other)?,
            };
            let (least, most) = count(&mut rest)?;
            runs.push(Run { class, least, most });
        }
        let simple = Self { runs };
        (rest.next().is_none() && simple.is_unambiguous()).then_some(simple)
    }

    /// True if the whole text matches.
    pub(super) fn matches(&self, text: &str) -> bool {
        let mut rest = text.as_bytes();
        for run in &self.runs {
            let most = run.most as usize;
            let taken = rest.iter().take(most).take_while(|byte| run.has(**byte)).count();
            if taken < run.least as usize {
                return false;
            }
            rest = rest.get(taken..).unwrap_or_default();
        }
        rest.is_empty()
    }

    /// True if greedy matching is correct: no character of a run could belong to what follows.
    fn is_unambiguous(&self) -> bool {
        self.runs.iter().enumerate().all(|(at, run)| {
            let mut clear = true;
            for next in self.runs.iter().skip(at + 1) {
                clear &= run.class & next.class == 0;
                if next.least > 0 {
                    break;
                }
            }
            clear || run.least == run.most
        })
    }
}

impl Run {
    fn has(&self, byte: u8) -> bool {
        byte < 128 && self.class >> byte & 1 != 0
    }
}

/// The class of a single character.
fn one(character: char) -> Option<u128> {
    character.is_ascii().then(|| 1 << u32::from(character))
}

fn range(first: char, last: char) -> Option<u128> {
    (first.is_ascii() && last.is_ascii() && first <= last)
        .then(|| (first..=last).filter_map(one).fold(0, |all, bit| all | bit))
}

fn escape(letter: char) -> Option<u128> {
    let digits = range('0', '9')?;
    match letter {
        'd' => Some(digits),
        'w' => Some(digits | range('a', 'z')? | range('A', 'Z')? | one('_')?),
        _ if letter.is_ascii_punctuation() => one(letter),
        _ => None,
    }
}

/// Parses a class after its opening bracket.
fn class(rest: &mut Peekable<Chars<'_>>) -> Option<u128> {
    let mut all = 0;
    // The character that may start a range.
    let mut start: Option<char> = None;
    loop {
        match rest.next()? {
            ']' if all != 0 => return Some(all),
            ']' | '^' if all == 0 => return None,
            '-' if start.is_some() && rest.peek() != Some(&']') => {
                let last = match rest.next()? {
                    '\\' => rest.next().filter(char::is_ascii_punctuation)?,
                    '[' => return None,
                    other => other,
                };
                all |= range(start.take()?, last)?;
            }
            // Regex dialects disagree about a hyphen after a range or class.
            '-' if all != 0 && rest.peek() != Some(&']') => return None,
            '\\' => {
                let letter = rest.next()?;
                all |= escape(letter)?;
                start = Some(letter).filter(char::is_ascii_punctuation);
            }
            other => {
                all |= one(other)?;
                start = Some(other);
            }
        }
    }
}

/// Parses a repeat count: `{2}`, `{2,}`, `{2,4}`, `+`, `*`, `?`, or once.
fn count(rest: &mut Peekable<Chars<'_>>) -> Option<(u32, u32)> {
    let counted = match rest.peek() {
        Some('+') => (1, u32::MAX),
        Some('*') => (0, u32::MAX),
        Some('?') => (0, 1),
        Some('{') => {
            rest.next();
            let inside: String = rest.by_ref().take_while(|character| *character != '}').collect();
            let (least, most) = inside.split_once(',').unwrap_or((&inside, &inside));
            let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?;
            let counted = (number(least)?, if most.is_empty() { u32::MAX } else { number(most)? });
            // The closing brace was found, or the text would have ended.
            return (counted.0 <= counted.1 && is_no_quantifier(rest.peek())).then_some(counted);
        }
        _ => return Some((1, 1)),
    };
    rest.next();
    is_no_quantifier(rest.peek()).then_some(counted)
}

fn is_no_quantifier(next: Option<&char>) -> bool {
    // A missing `$` at the end of the text is detected later.
    !matches!(next, Some('+' | '*' | '?' | '{'))
}
