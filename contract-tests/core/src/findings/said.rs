//! What is said about a finding, in an order that does not depend on who said it first.

use std::cmp::Ordering;

use super::expected_text;
use crate::rules::{Expected, Inside};
use crate::spec::Site;
use crate::verdict::Observation;

/// What one exchange says about a finding. Ordered by the place in the spec, then by the text in a summary file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said<'a> {
    pub(super) site: Option<&'a Site>,
    pub(super) expected: &'a Expected<'a>,
    pub(super) inside: Option<&'a Inside<'a>>,
}

impl<'a> Said<'a> {
    pub(super) fn by(observation: &Observation<'a>) -> Self {
        let Observation { site, expected, inside, .. } = *observation;
        Self { site, expected, inside }
    }
}

impl Ord for Said<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        // Nearly all exchanges say the same, and then no text is made.
        if self == other {
            return Ordering::Equal;
        }
        self.site.cmp(&other.site).then_with(|| {
            let text = |said: &Self| expected_text::write(said.expected, said.inside);
            text(self).cmp(&text(other))
        })
    }
}

impl PartialOrd for Said<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
