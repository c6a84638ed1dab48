//! Groups of exchanges that show the same disagreement.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::details::Details;
use crate::exchange::Locator;
use crate::rules::{Conclusion, Expected, Inside, Level, Rule};
use crate::spec::Site;
use crate::verdict::{Observation, Part};

/// The identity of a finding: observations with equal keys are the same finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// The rule.
    pub rule: &'static Rule,
    /// The operation.
    pub operation: String,
    /// The part of the exchange.
    pub part: Part,
    /// The status of the response.
    pub status: u16,
    /// The place: a JSON pointer with `*` for array indexes and map keys.
    pub pointer: String,
    /// The name, type or value found.
    pub found: Option<String>,
}

/// A disagreement and the exchanges that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its identity.
    pub key: Key,
    /// How many exchanges show it.
    pub count: u64,
    /// The first of these exchanges: the index of the source, and the place in it.
    pub examples: Vec<(u32, Locator)>,
    /// The declared place of a renamed property.
    pub renamed_from: Option<String>,
    /// What the spec expects.
    pub expected: Expected<'static>,
    /// The fault inside, for rules about a whole parameter, header or body.
    pub inside: Option<Inside<'static>>,
    /// The conclusion from all exchanges.
    pub(super) conclusion: Option<Conclusion>,
    /// The place in the spec.
    pub site: Option<Site>,
    /// Corrections named at that place.
    pub corrections: Vec<String>,
    /// True if the server rejected every exchange that shows it.
    pub excused: bool,
    /// The number of the exchange that was counted last.
    pub(super) last: u64,
}

impl Group {
    /// What the spec expects, of what is wrong inside where the rule is about something as a whole.
    pub(crate) fn inmost(&self) -> &Expected<'static> {
        match &self.inside {
            Some(Inside::Broken { expected, .. }) => expected,
            Some(Inside::JoinedItems { .. }) | None => &self.expected,
        }
    }
}

impl Group {
    /// The level of the finding, if it is lower than that of its rule: a fault inside is as bad in a request as in a
    /// response.
    pub(crate) fn own_level(&self) -> Option<Level> {
        let inside = match &self.inside {
            Some(Inside::Broken { rule, .. }) => {
                Some(rule.level).filter(|level| *level < self.key.rule.level)
            }
            Some(Inside::JoinedItems { .. }) | None => None,
        };
        self.inmost().own_level().or(inside)
    }
}

impl Key {
    /// The key of an observation.
    #[must_use]
    pub fn of(observation: &Observation<'_>) -> Self {
        Self {
            rule: observation.rule,
            operation: observation.operation.to_owned(),
            part: observation.part,
            status: observation.status,
            pointer: observation.pointer.to_owned(),
            found: observation.found.map(str::to_owned),
        }
    }

    pub(super) fn is_of(&self, observation: &Observation<'_>) -> bool {
        self.rule == observation.rule
            && self.status == observation.status
            && self.part == observation.part
            && self.pointer == observation.pointer
            && self.found.as_deref() == observation.found
            && self.operation == observation.operation
    }

    pub(super) fn hash_of(&self) -> u64 {
        hash(self.rule, &self.operation, self.part, self.status, &self.pointer, self.found.as_deref())
    }
}

/// The hash of the key of an observation. Traffic could be crafted to make names collide, but the number of names
/// distinguished at a place is limited, and so is the cost.
pub(super) fn observation_hash(o: &Observation<'_>) -> u64 {
    hash(o.rule, o.operation, o.part, o.status, o.pointer, o.found)
}

fn hash(rule: &Rule, operation: &str, part: Part, status: u16, pointer: &str, found: Option<&str>) -> u64 {
    let mut hasher = FxHasher::default();
    (rule.code, operation, part, status, pointer, found).hash(&mut hasher);
    hasher.finish()
}

impl Group {
    pub(super) fn new(observation: &Observation<'_>) -> Self {
        Self {
            key: Key::of(observation),
            count: 0,
            examples: Vec::new(),
            renamed_from: observation.renamed_from.map(str::to_owned),
            expected: observation.expected.clone().into_owned(),
            inside: observation.inside.cloned().map(Inside::into_owned),
            conclusion: None,
            site: observation.site.cloned(),
            corrections: observation.corrections.to_vec(),
            excused: true,
            last: u64::MAX,
        }
    }

    /// Keeps the smaller of two descriptions of the same finding, so that the order of exchanges does not
    /// matter.
    pub(super) fn refine(&mut self, details: Details<'_>, corrections: &[String]) {
        if details < self.details() {
            let (site, expected, inside) =
                (details.site.cloned(), details.expected.clone(), details.inside.cloned());
            self.site = site;
            self.expected = expected.into_owned();
            self.inside = inside.map(Inside::into_owned);
        }
        // The empty list is the smallest: a single use of the place without a correction leaves the finding
        // unsettled.
        if corrections < self.corrections.as_slice() {
            self.corrections = corrections.to_vec();
        }
    }

    fn details(&self) -> Details<'_> {
        Details { site: self.site.as_ref(), expected: &self.expected, inside: self.inside.as_ref() }
    }

    pub(super) fn add_example(&mut self, source: u32, locator: &Locator, most: usize) {
        let place = |(number, known): &(u32, Locator)| (*number, known.index) < (source, locator.index);
        let at = self.examples.partition_point(place);
        let is_known = self.examples.get(at).is_some_and(|known| known.0 == source && known.1 == *locator);
        if at >= most || is_known {
            return;
        }
        self.examples.insert(at, (source, locator.clone()));
        self.examples.truncate(most);
    }

    pub(super) fn absorb(&mut self, other: &Group, most: usize) {
        self.count = self.count.saturating_add(other.count);
        self.excused &= other.excused;
        self.refine(other.details(), &other.corrections);
        for (source, locator) in &other.examples {
            self.add_example(*source, locator, most);
        }
    }
}
