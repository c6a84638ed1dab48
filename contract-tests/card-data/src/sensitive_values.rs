//! Finds sensitive values of this run in text that is about to be written.

use std::collections::{HashMap, HashSet};

use aho_corasick::{AhoCorasick, MatchKind};
use zeroize::Zeroizing;

use super::char_kind::{CharKind, kind_at, kind_before};

/// The values could not be made searchable.
#[derive(Debug, thiserror::Error)]
#[error(
    "failed to prepare the search for this run's sensitive values (too many or too long); import fewer files at once"
)]
pub struct SensitiveValuesError(#[source] aho_corasick::BuildError);

/// Longer values are found by their first bytes and then compared: building an automaton of long repetitive
/// patterns takes quadratic time.
const MAX_PATTERN: usize = 64;

/// The sensitive values of a run, searchable forwards and backwards. Values shorter than
/// [`SensitiveValues::MIN_LENGTH`] are left out, because they occur by chance.
pub struct SensitiveValues {
    automaton: AhoCorasick,
    /// The values that start with each pattern.
    starts: Vec<Vec<Value>>,
}

/// The index of a value in the order in which [`SensitiveValues::new`] got them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ValueIndex(usize);

impl ValueIndex {
    /// Every index, from the first one on.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).map(Self)
    }
}

/// A value that starts with a pattern.
struct Value {
    index: ValueIndex,
    /// The rest of the value, after the pattern.
    rest: Zeroizing<Vec<u8>>,
}

impl SensitiveValues {
    /// The length in bytes of the shortest value that is searched for.
    pub const MIN_LENGTH: usize = 8;

    /// Makes the values searchable.
    ///
    /// # Errors
    ///
    /// There are more values than an automaton can hold.
    pub fn new<'v>(values: impl Iterator<Item = &'v str>) -> Result<Self, SensitiveValuesError> {
        let values: Vec<(&str, Zeroizing<String>)> =
            values.map(|value| (value, Zeroizing::new(value.chars().rev().collect()))).collect();
        let mut patterns: HashMap<&[u8], Vec<Value>> = HashMap::new();
        for (index, (value, reversed)) in ValueIndex::all().zip(&values) {
            if value.len() < Self::MIN_LENGTH {
                continue;
            }
            for text in [value, reversed.as_str()] {
                let (start, rest) = text.as_bytes().split_at(text.len().min(MAX_PATTERN));
                let value = Value { index, rest: Zeroizing::new(rest.to_vec()) };
                patterns.entry(start).or_default().push(value);
            }
        }
        let (patterns, starts): (Vec<_>, Vec<_>) = patterns.into_iter().unzip();
        AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(patterns)
            .map(|automaton| Self { automaton, starts })
            .map_err(SensitiveValuesError)
    }

    /// The values that occur in the text as whole words.
    #[must_use]
    pub fn found_in(&self, text: &str) -> HashSet<ValueIndex> {
        let mut indices = HashSet::new();
        self.each(text.as_bytes(), |_, index| {
            indices.insert(index);
        });
        indices
    }

    /// Calls `found` with the offset of each value that occurs in the text as a whole word.
    pub(super) fn search(&self, text: &[u8], mut found: impl FnMut(usize)) {
        self.each(text, |offset, _| found(offset));
    }

    /// Reports every occurrence: values may overlap, and a value that is no whole word may contain one that
    /// is.
    fn each(&self, text: &[u8], mut found: impl FnMut(usize, ValueIndex)) {
        for hit in self.automaton.find_overlapping_iter(text) {
            if is_word(kind_before(text, hit.start())) {
                continue;
            }
            for value in self.starts.get(hit.pattern().as_usize()).into_iter().flatten() {
                let is_all = text[hit.end()..].starts_with(&value.rest);
                if is_all && !is_word(kind_at(text, hit.end() + value.rest.len()).0) {
                    found(hit.start(), value.index);
                }
            }
        }
    }
}

fn is_word(unit: CharKind) -> bool {
    matches!(unit, CharKind::Digit(_) | CharKind::Letter)
}
