//! Values that must not come out again because this run has met them.

use std::collections::HashSet;

use aho_corasick::{AhoCorasick, Match, MatchKind};

use super::digit::{Unit, unit_at, unit_before};

/// The values could not be made searchable.
#[derive(Debug, thiserror::Error)]
#[error(
    "failed to prepare the search for this run's sensitive values (too many or too long); import fewer files at once"
)]
pub struct SeenValuesError(#[source] aho_corasick::BuildError);

/// Sensitive values of a run, searchable. Shorter ones than [`SeenValues::SHORTEST`] are left out: they turn up
/// by chance.
pub struct SeenValues {
    automaton: AhoCorasick,
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
        AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(values.filter(|value| value.len() >= Self::SHORTEST))
            .map(|automaton| Self { automaton })
            .map_err(SeenValuesError)
    }

    /// The values that stand in the text as whole words.
    #[must_use]
    pub fn found_in<'t>(&self, text: &'t str) -> HashSet<&'t str> {
        let hits = self.automaton.find_iter(text).filter(|hit| is_whole(text.as_bytes(), hit));
        hits.filter_map(|hit| text.get(hit.range())).collect()
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
