//! Values that the document marks as sensitive: no name that is one of them is shown.

use std::ops::ControlFlow;

use super::Name;

/// The longest text that may consist of names, in bytes.
const MAX_TEXT: usize = 256;

/// The most words of a text that may consist of names, such as an address. Longer ones are sentences, which may name
/// properties.
const MAX_PARTS: usize = 5;

/// The longest text that may be a name as a whole, in letters and digits.
const MAX_WHOLE: usize = 64;

/// The shortest word of a text that no name may have.
const MIN_WORD: usize = 3;

/// The size of the table, as a power of two of bits: two megabytes.
const BITS: u32 = 24;

/// How many bits stand for a word.
const PROBES: u32 = 3;

/// Words that are values of a run.
///
/// A Bloom filter with keys that are the same in every run: it takes no more memory for more traffic, holds no value, does
/// not depend on the order of exchanges, and can be merged. It may take a name for a value, seldom, but no value for a name.
#[derive(Clone, Default)]
pub struct MarkedWords {
    /// Empty until there is a word.
    bits: Vec<u64>,
}

impl std::fmt::Debug for MarkedWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MarkedWords").finish_non_exhaustive()
    }
}

impl MarkedWords {
    /// Notes a value, and the words that it consists of.
    pub fn note(&mut self, value: &str) {
        if value.len() > MAX_TEXT {
            return;
        }
        // Names have no letters but those of ASCII.
        if value.is_ascii() {
            let whole = Word::of(Kind::Whole, value.bytes().filter(u8::is_ascii_alphanumeric));
            if (1..=MAX_WHOLE).contains(&whole.length) {
                self.insert(&whole);
            }
        }
        let is_letter = |byte: u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
        let mut parts = value.as_bytes().split(|byte| !is_letter(*byte)).filter(|part| !part.is_empty());
        let first: [Option<&[u8]>; MAX_PARTS] = std::array::from_fn(|_| parts.next());
        if parts.next().is_some() {
            return;
        }
        for part in first.into_iter().flatten().filter(|part| part.len() >= MIN_WORD) {
            self.insert(&Word::of(Kind::Part, part.iter().copied()));
        }
    }

    /// True if the name is a value that was noted, whatever its case and separators, or has a word of one. Words that
    /// public APIs use in names say nothing of values.
    #[must_use]
    pub fn is_marked(&self, name: &str) -> bool {
        if self.bits.is_empty() {
            return false;
        }
        let whole = Word::of(Kind::Whole, name.bytes().filter(u8::is_ascii_alphanumeric));
        whole.length > 0 && self.holds(&whole)
            || Name::of(name)
                .unknown_words()
                .any(|word| word.len() >= MIN_WORD && self.holds(&Word::of(Kind::Part, word.bytes())))
    }

    /// Adds the words of another thread.
    pub fn merge(&mut self, other: &Self) {
        if self.bits.is_empty() {
            self.bits.clone_from(&other.bits);
            return;
        }
        for (mine, theirs) in self.bits.iter_mut().zip(&other.bits) {
            *mine |= theirs;
        }
    }

    fn insert(&mut self, word: &Word) {
        if self.bits.is_empty() {
            self.bits = vec![0; 1 << (BITS - 6)];
        }
        let bits = &mut self.bits;
        let _ = word.probes(|block, bit| {
            if let Some(block) = bits.get_mut(block) {
                *block |= bit;
            }
            ControlFlow::Continue(())
        });
    }

    fn holds(&self, word: &Word) -> bool {
        let is_set = |block: usize, bit: u64| match self.bits.get(block) {
            Some(block) if block & bit != 0 => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        };
        word.probes(is_set).is_continue()
    }
}

/// What a word is of its value. Values and their words are different keys.
#[derive(Clone, Copy)]
enum Kind {
    Whole = 1,
    Part = 2,
}

/// The hash of a word in small letters (FNV-1a), and its length.
struct Word {
    hash: u64,
    length: usize,
}

impl Word {
    fn new(kind: Kind) -> Self {
        Self { hash: 0xcbf2_9ce4_8422_2325 ^ kind as u64, length: 0 }
    }

    fn of(kind: Kind, bytes: impl Iterator<Item = u8>) -> Self {
        let mut word = Self::new(kind);
        bytes.for_each(|byte| word.push(byte));
        word
    }

    fn push(&mut self, byte: u8) {
        self.hash = (self.hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
        self.length += 1;
    }

    /// The bits that stand for the word, each as a block and a bit in it.
    fn probes(&self, mut visit: impl FnMut(usize, u64) -> ControlFlow<()>) -> ControlFlow<()> {
        let mut mixed = self.hash;
        for _ in 0..PROBES {
            mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let at = mixed >> (u64::BITS - BITS);
            visit(usize::try_from(at >> 6).unwrap_or_default(), 1 << (at & 63))?;
        }
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use super::MarkedWords;

    #[test]
    fn no_name_is_a_value_or_has_a_word_of_one() {
        let mut words = MarkedWords::default();
        assert!(!words.is_marked("okafor"), "nothing was noted");
        for value in ["Amara Okafor", "Li", "amount", "zoltan.kis@example.com", "D\u{fc}rer"] {
            words.note(value);
        }
        words.note("the field kycstate of the order has to be given");
        for name in [
            "okafor",
            "Okafor",
            "OKAFOR",
            "amaraOkafor",
            "amara_okafor",
            "okafor_balance",
            "li",
            "LI",
            "amount",
        ] {
            assert!(words.is_marked(name), "{name}");
        }
        for name in ["zoltan", "kis"] {
            assert!(words.is_marked(name), "{name}");
        }
        // Words of APIs, parts of words, words of sentences, and names of other letters.
        for name in ["kycstate", "example", "okaf", "balance", "lion", "line", "amounts", "rer", ""] {
            assert!(!words.is_marked(name), "{name}");
        }
    }

    #[test]
    fn tables_of_threads_are_merged() {
        let (mut one, mut other) = (MarkedWords::default(), MarkedWords::default());
        other.note("Okafor");
        one.merge(&other);
        other.note("Kiss");
        one.merge(&other);
        assert!(one.is_marked("okafor") && one.is_marked("kiss") && !one.is_marked("lima"));
    }

    #[test]
    fn many_values_leave_names_alone() {
        let mut words = MarkedWords::default();
        (0..200_000).for_each(|number: u32| words.note(&format!("{number:x} street")));
        let wrong = (0..10_000).filter(|number| words.is_marked(&format!("zq{number:x}w"))).count();
        assert!(wrong < 20, "{wrong} of 10,000");
    }
}
