//! Values that must not come out again because this run has met them.

use std::collections::HashSet;

use aho_corasick::{AhoCorasick, Match, MatchKind};
use zeroize::Zeroizing;

use super::digit::{Unit, unit_at, unit_before};

/// The values could not be made searchable.
#[derive(Debug, thiserror::Error)]
#[error(
    "failed to prepare the search for this run's sensitive values (too many or too long); import fewer files at once"
)]
pub struct SeenValuesError(#[source] aho_corasick::BuildError);

/// Sensitive values of a run, searchable, forwards and backwards. Shorter ones than [`SeenValues::SHORTEST`] are left
/// out: they turn up by chance.
pub struct SeenValues {
    automaton: AhoCorasick,
    /// Which of the values each pattern is of.
    values: Vec<usize>,
}

impl SeenValues {
    /// The shortest value, in bytes, that is searched for.
    pub const SHORTEST: usize = 8;

    /// Makes the values searchable.
    ///
    /// # Errors
    ///
    /// Fails if there are more values than an automaton can hold.
    pub fn new<'v>(values: impl Iterator<Item = &'v str>) -> Result<Self, SeenValuesError> {
        let mut patterns = Vec::new();
        let mut indices = Vec::new();
        for (index, value) in values.enumerate().filter(|(_, value)| value.len() >= Self::SHORTEST) {
            let reversed: Zeroizing<String> = Zeroizing::new(value.chars().rev().collect());
            patterns.extend([Zeroizing::new(value.to_owned()), reversed]);
            indices.extend([index, index]);
        }
        AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(patterns.iter().map(|pattern| pattern.as_bytes()))
            .map(|automaton| Self { automaton, values: indices })
            .map_err(SeenValuesError)
    }

    /// Which of the values, by their index, stand in the text as whole words.
    #[must_use]
    pub fn found_in(&self, text: &str) -> HashSet<usize> {
        let hits = self.automaton.find_iter(text).filter(|hit| is_whole(text.as_bytes(), hit));
        hits.filter_map(|hit| self.values.get(hit.pattern().as_usize()).copied()).collect()
    }

    /// Calls `found` with the offset of each value that stands in the text as a whole word.
    pub(super) fn search(&self, text: &[u8], mut found: impl FnMut(usize)) {
        for hit in self.automaton.find_iter(text) {
            if is_whole(text, &hit) {
                found(hit.start());
            }
        }
    }
}

fn is_whole(text: &[u8], hit: &Match) -> bool {
    !is_word(unit_before(text, hit.start())) && !is_word(unit_at(text, hit.end()).0)
}

fn is_word(unit: Unit) -> bool {
    matches!(unit, Unit::Digit(_) | Unit::Letter)
}
