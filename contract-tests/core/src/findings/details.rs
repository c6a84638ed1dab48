//! Descriptions of a finding, ordered so that the order of exchanges does not matter.

use std::cmp::Ordering;

use super::expected_text;
use crate::rules::{Expected, Inside};
use crate::spec::Site;
use crate::verdict::Observation;

/// What one exchange contributes to a finding. Ordered by the place in the spec, then by the text in a
/// summary file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Details<'a> {
    pub(super) site: Option<&'a Site>,
    pub(super) expected: &'a Expected<'a>,
    pub(super) inside: Option<&'a Inside<'a>>,
}

impl<'a> Details<'a> {
    pub(super) fn by(observation: &Observation<'a>) -> Self {
        let Observation { site, expected, inside, .. } = *observation;
        Self { site, expected, inside }
    }
}

impl Ord for Details<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        // Nearly all exchanges contribute the same, so that no text has to be made.
        if self == other {
            return Ordering::Equal;
        }
        self.site.cmp(&other.site).then_with(|| {
            let text = |details: &Self| expected_text::write(details.expected, details.inside);
            text(self).cmp(&text(other))
        })
    }
}

impl PartialOrd for Details<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
