//! Patterns that need no engine: `^`, classes of characters with counts, and `$`. Most patterns in real specs are of
//! this kind (`^[A-Z]{3}$`, `^\S{1,2048}$`), and their counts cost nothing.

use super::class::{Class, Unit};
use super::tree::{Assertion, Node, Tree};

/// A pattern of this kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counted {
    runs: Box<[Run]>,
    unit: Unit,
}

/// A class with its count.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    /// A bit for each ASCII character.
    ascii: u128,
    /// The characters beyond ASCII.
    others: Class,
    least: usize,
    most: usize,
}

impl Counted {
    /// Compiles a pattern; `None` if it is of another kind.
    pub(super) fn compile(tree: &Tree) -> Option<Self> {
        let Node::Cat(parts) = &tree.root else { return None };
        let [Node::Assertion(Assertion::Start), runs @ .., Node::Assertion(Assertion::End)] = &**parts else {
            return None;
        };
        let runs: Box<[Run]> = runs.iter().map(run).collect::<Option<_>>()?;
        let is_whole = tree.unit == Unit::CodePoint || has_whole_characters(&runs);
        (is_whole && is_unambiguous(&runs)).then_some(Self { runs, unit: tree.unit })
    }

    /// True if the whole text matches.
    pub(super) fn matches(&self, text: &str) -> bool {
        let mut rest = text;
        for run in &self.runs {
            let (taken, length) = run.take(rest, self.unit);
            if taken < run.least {
                return false;
            }
            rest = rest.get(length..).unwrap_or_default();
        }
        rest.is_empty()
    }
}

impl Run {
    /// The number of characters at the start of the text that belong to the run, and their length in bytes.
    fn take(&self, text: &str, unit: Unit) -> (usize, usize) {
        let bytes = text.as_bytes();
        let ascii = bytes.iter().take(self.most).take_while(|byte| self.has_ascii(**byte)).count();
        if self.others.ranges().is_empty() || bytes.get(ascii).is_none_or(u8::is_ascii) {
            return (ascii, ascii);
        }
        let (mut taken, mut length) = (ascii, ascii);
        for character in text.get(ascii..).unwrap_or_default().chars() {
            let units = match unit {
                Unit::CodePoint => 1,
                Unit::CodeUnit => character.len_utf16(),
            };
            if taken + units > self.most || !self.has(character, unit) {
                break;
            }
            taken += units;
            length += character.len_utf8();
        }
        (taken, length)
    }

    fn has_ascii(&self, byte: u8) -> bool {
        byte < 128 && self.ascii >> byte & 1 != 0
    }

    fn has(&self, character: char, unit: Unit) -> bool {
        match u8::try_from(character) {
            Ok(byte) if byte.is_ascii() => self.has_ascii(byte),
            _ if unit == Unit::CodePoint || character.len_utf16() == 1 => self.others.has(character.into()),
            _ => character.encode_utf16(&mut [0; 2]).iter().all(|half| self.others.has(u32::from(*half))),
        }
    }
}

fn run(node: &Node) -> Option<Run> {
    let (class, least, most) = match node {
        Node::Class(class) => (class, 1, Some(1)),
        Node::Repeat(repeat) => match &repeat.body {
            Node::Class(class) => (class, repeat.least, repeat.most),
            _ => return None,
        },
        _ => return None,
    };
    let ascii = (0..128).filter(|byte| class.has(*byte)).fold(0, |all, byte| all | 1 << byte);
    let others = Class::of(class.ranges().iter().map(|(first, last)| ((*first).max(128), *last)));
    let most = most.map_or(usize::MAX, |most| most as usize);
    Some(Run { ascii, others, least: least as usize, most })
}

/// True if no run takes a half of a character beyond the basic plane and leaves the other half to the next run.
fn has_whole_characters(runs: &[Run]) -> bool {
    let halves = Class::of([(0xd800, 0xdfff)]);
    let mut with_halves = runs.iter().filter(|run| run.others.overlaps(&halves));
    let is_all =
        |run: &Run| run.others.ranges().iter().any(|(first, last)| *first <= 0xd800 && *last >= 0xdfff);
    with_halves.next().is_none_or(is_all) && with_halves.next().is_none()
}

/// True if greedy matching is correct: no character of a run could belong to what follows.
fn is_unambiguous(runs: &[Run]) -> bool {
    runs.iter().enumerate().all(|(at, run)| {
        let mut clear = true;
        for next in runs.iter().skip(at + 1) {
            clear &= run.ascii & next.ascii == 0 && !run.others.overlaps(&next.others);
            if next.least > 0 {
                break;
            }
        }
        clear || run.least == run.most
    })
}
