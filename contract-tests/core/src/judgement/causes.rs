//! Groups findings by their causes. Every report for people shows causes with their places, and gets them here.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::finding::Finding;
use crate::rules::Level;

/// The findings of one cause.
#[derive(Debug, Clone)]
pub struct Cause<'r, 'a> {
    /// The worst of them, which represents the cause.
    pub worst: &'r Finding<'a>,
    /// All of them, unsettled ones and the most serious first.
    pub places: Vec<&'r Finding<'a>>,
}

impl<'r> Cause<'r, '_> {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &'r str {
        &self.worst.cause
    }

    /// The level of the worst finding.
    #[must_use]
    pub fn level(&self) -> Level {
        self.worst.level
    }

    /// True if one of its findings fails the check.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.places.iter().any(|place| place.fails())
    }

    /// True if a correction settles all of its findings.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.places.iter().all(|place| place.correction.is_some())
    }

    /// The operations of its findings, each once.
    #[must_use]
    pub fn operations(&self) -> Vec<&'r str> {
        let mut operations: Vec<&str> = Vec::new();
        for place in &self.places {
            if !operations.contains(&place.operation.as_str()) {
                operations.push(&place.operation);
            }
        }
        operations
    }

    /// How many exchanges show it, counting one for each place that it shows.
    fn exchanges(&self) -> u64 {
        self.places.iter().fold(0, |sum, place| sum.saturating_add(place.count))
    }
}

/// The causes of findings, worst first: by settlement and level, by the harm of the rule, by the number of exchanges,
/// and by the place in the spec.
pub fn causes<'r, 'a: 'r>(findings: impl IntoIterator<Item = &'r Finding<'a>>) -> Vec<Cause<'r, 'a>> {
    let mut at: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all: Vec<Cause<'r, 'a>> = Vec::new();
    for finding in findings {
        let known = at.get(finding.cause.as_str()).and_then(|at| all.get_mut(*at));
        let Some(cause) = known else {
            at.insert(&finding.cause, all.len());
            all.push(Cause { worst: finding, places: vec![finding] });
            continue;
        };
        cause.places.push(finding);
        if badness(finding) < badness(cause.worst) {
            cause.worst = finding;
        }
    }
    for cause in &mut all {
        cause.places.sort_by_key(|place| badness(place));
    }
    all.sort_by_cached_key(|cause| {
        let place = cause.worst.site.as_ref().map(|site| (site.file, site.place));
        (badness(cause.worst), cause.worst.rule.weight, Reverse(cause.exchanges()), place.is_none(), place)
    });
    all
}

/// Settled findings come last, the most serious ones first.
fn badness(finding: &Finding<'_>) -> (bool, Reverse<Level>) {
    (finding.correction.is_some(), Reverse(finding.level))
}
