//! Patterns that are regular run in time linear in the text, on the automata of `regex-automata`.

use std::borrow::Cow;

use regex_automata::meta::Regex;
use regex_automata::nfa::thompson::WhichCaptures;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{
    Class as HirClass, ClassBytes, ClassBytesRange, ClassUnicode, ClassUnicodeRange, Hir, Look as HirLook,
    Repetition,
};

use super::class::{Class, Unit};
use super::tree::{Assertion, Node, Repeat, Tree};

/// Largest automaton, in bytes.
const MAX_COMPILED: usize = 4 << 20;

/// Most ranges of classes when every count is written out. Beyond it an automaton would hardly stay under
/// [`MAX_COMPILED`], and building it to find out would cost time.
const MAX_RANGES: u64 = 20_000;

/// A regular pattern, compiled.
#[derive(Debug, Clone)]
pub(super) struct Linear {
    regex: Regex,
    unit: Unit,
    is_anchored: bool,
}

impl Linear {
    /// `None` if the pattern is not regular, or would be too large.
    pub(super) fn compile(tree: &Tree) -> Option<Self> {
        if ranges(&tree.root) > MAX_RANGES {
            return None;
        }
        let root = hir(&tree.root, tree.unit)?;
        let needs_prefix = !tree.root.is_anchored()
            && tree.root.has(&|node| *node == Node::Assertion(Assertion::NoWordBoundary));
        // `\B` alone would match within a character.
        let hir = if needs_prefix { Hir::concat(vec![anything(tree.unit), root]) } else { root };
        let config = Regex::config()
            .utf8_empty(false)
            .nfa_size_limit(Some(MAX_COMPILED))
            .hybrid_cache_capacity(MAX_COMPILED)
            .which_captures(WhichCaptures::Implicit);
        let regex = Regex::builder().configure(config).build_from_hir(&hir).ok()?;
        Some(Self { regex, unit: tree.unit, is_anchored: needs_prefix })
    }

    /// Does it match anywhere in the text?
    pub(super) fn matches(&self, text: &str) -> bool {
        let bytes = match self.unit {
            Unit::CodePoint => Cow::Borrowed(text.as_bytes()),
            Unit::CodeUnit => in_units(text),
        };
        let anchored = if self.is_anchored { Anchored::Yes } else { Anchored::No };
        self.regex.is_match(Input::new(&*bytes).anchored(anchored))
    }
}

/// Roughly how large an automaton gets.
fn ranges(node: &Node) -> u64 {
    match node {
        Node::Class(class) => class.ranges().len() as u64 + 1,
        Node::Repeat(repeat) => {
            let times = u64::from(repeat.most.unwrap_or(repeat.least)).max(1);
            ranges(&repeat.body).saturating_mul(times)
        }
        _ => node.parts().iter().map(ranges).fold(1, u64::saturating_add),
    }
}

fn hir(node: &Node, unit: Unit) -> Option<Hir> {
    let all = |parts: &[Node]| parts.iter().map(|part| hir(part, unit)).collect::<Option<Vec<Hir>>>();
    Some(match node {
        Node::Class(class) => one_of(class, unit),
        Node::Cat(parts) => Hir::concat(all(parts)?),
        Node::Alt(parts) => Hir::alternation(all(parts)?),
        Node::Repeat(repeat) => repetition(repeat, unit)?,
        // Nothing asks for what it captures.
        Node::Group(_, body) => hir(body, unit)?,
        Node::Assertion(assertion) => Hir::look(match assertion {
            Assertion::Start => HirLook::Start,
            Assertion::End => HirLook::End,
            Assertion::WordBoundary => HirLook::WordAscii,
            Assertion::NoWordBoundary => HirLook::WordAsciiNegate,
        }),
        Node::Backreference(_) | Node::Look(_) => return None,
    })
}

fn repetition(repeat: &Repeat, unit: Unit) -> Option<Hir> {
    Some(Hir::repetition(Repetition {
        min: repeat.least,
        max: repeat.most,
        greedy: repeat.is_greedy,
        sub: Box::new(hir(&repeat.body, unit)?),
    }))
}

/// As many characters as it takes, as few as possible.
fn anything(unit: Unit) -> Hir {
    let sub = Box::new(one_of(&Class::default().complement(unit), unit));
    Hir::repetition(Repetition { min: 0, max: None, greedy: false, sub })
}

/// One character of the class, in UTF-8. A code unit that is half a character is written as [`in_units`] does.
fn one_of(class: &Class, unit: Unit) -> Hir {
    let scalars = class.ranges().iter().flat_map(|(first, last)| without_halves(*first, *last));
    let scalars = Hir::class(HirClass::Unicode(ClassUnicode::new(scalars)));
    match unit {
        // No text holds half a character.
        Unit::CodePoint => scalars,
        Unit::CodeUnit => Hir::alternation([scalars].into_iter().chain(halves(class)).collect()),
    }
}

fn without_halves(first: u32, last: u32) -> impl Iterator<Item = ClassUnicodeRange> {
    let parts = [(first, last.min(0xd7ff)), (first.max(0xe000), last)];
    parts.into_iter().filter(|(first, last)| first <= last).filter_map(|(first, last)| {
        Some(ClassUnicodeRange::new(char::from_u32(first)?, char::from_u32(last)?))
    })
}

/// The halves of characters in a class, as sequences of bytes.
fn halves(class: &Class) -> Vec<Hir> {
    let mut all = Vec::new();
    for (first, last) in class.ranges() {
        let (mut next, last) = ((*first).max(0xd800), (*last).min(0xdfff));
        while next <= last {
            let end = last.min(next | 0x3f);
            let (from, to) = (half(next), half(end));
            let bytes = from.into_iter().zip(to).map(|(from, to)| {
                Hir::class(HirClass::Bytes(ClassBytes::new([ClassBytesRange::new(from, to)])))
            });
            all.push(Hir::concat(bytes.collect()));
            next = end + 1;
        }
    }
    all
}

/// Half a character, as UTF-8 would write it if it could.
fn half(unit: u32) -> [u8; 3] {
    let low = |bits: u32| u8::try_from(bits & 0x3f).unwrap_or_default() | 0x80;
    [0xed, low(unit >> 6), low(unit)]
}

/// The text in UTF-8, each half of a character beyond the basic plane by itself.
fn in_units(text: &str) -> Cow<'_, [u8]> {
    const FOUR_BYTES: u8 = 0xf0;
    if text.bytes().all(|byte| byte < FOUR_BYTES) {
        return Cow::Borrowed(text.as_bytes());
    }
    let mut bytes = Vec::with_capacity(text.len() * 3 / 2);
    for character in text.chars() {
        let mut units = [0; 2];
        match character.encode_utf16(&mut units) {
            [first, second] => {
                bytes.extend(half(u32::from(*first)));
                bytes.extend(half(u32::from(*second)));
            }
            _ => bytes.extend(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    Cow::Owned(bytes)
}
