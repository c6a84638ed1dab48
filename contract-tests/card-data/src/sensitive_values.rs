//! Values that must not come out again because this run has met them.

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

/// Longer values are looked for by their start, and compared where it stands: an automaton of long repetitions takes as
/// long to build as their square.
const MAX_PATTERN: usize = 64;

/// Sensitive values of a run, searchable, forwards and backwards. Shorter ones than [`SensitiveValues::MIN_LENGTH`] are left
/// out: they turn up by chance.
pub struct SensitiveValues {
    automaton: AhoCorasick,
    /// What each pattern is the start of.
    starts: Vec<Vec<Value>>,
}

/// A value that starts with a pattern.
struct Value {
    index: usize,
    /// What of it is behind the pattern.
    rest: Zeroizing<Vec<u8>>,
}

impl SensitiveValues {
    /// The shortest value, in bytes, that is searched for.
    pub const MIN_LENGTH: usize = 8;

    /// Makes the values searchable.
    ///
    /// # Errors
    ///
    /// Fails if there are more values than an automaton can hold.
    pub fn new<'v>(values: impl Iterator<Item = &'v str>) -> Result<Self, SensitiveValuesError> {
        let values: Vec<(&str, Zeroizing<String>)> =
            values.map(|value| (value, Zeroizing::new(value.chars().rev().collect()))).collect();
        let mut patterns: HashMap<&[u8], Vec<Value>> = HashMap::new();
        for (index, (value, reversed)) in values.iter().enumerate() {
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

    /// Which of the values, by their index, stand in the text as whole words.
    #[must_use]
    pub fn found_in(&self, text: &str) -> HashSet<usize> {
        let mut indices = HashSet::new();
        self.each(text.as_bytes(), |_, index| {
            indices.insert(index);
        });
        indices
    }

    /// Calls `found` with the offset of each value that stands in the text as a whole word.
    pub(super) fn search(&self, text: &[u8], mut found: impl FnMut(usize)) {
        self.each(text, |offset, _| found(offset));
    }

    /// Values may overlap, and one that is no whole word may hold one that is: every place counts.
    fn each(&self, text: &[u8], mut found: impl FnMut(usize, usize)) {
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
