//! The grouped observations of a run. They do not depend on the order of exchanges, and can be merged.

use std::collections::BTreeMap;

use super::group::Group;
use super::groups::{Groups, Seen};
use crate::exchange::{Locator, Unread};
use crate::verdict::{Learned, Observation};

/// The maximum number of unreadable entries that are kept. All are counted.
const MOST_UNREAD: usize = 100;

/// The number of exchanges of an operation, by status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// By status.
    pub by_status: BTreeMap<u16, u64>,
}

impl Tally {
    /// Over all statuses.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.by_status.values().copied().fold(0, u64::saturating_add)
    }
}

/// The grouped observations of a run.
#[derive(Debug, Default)]
pub struct Summary {
    pub(super) groups: Groups,
    pub(super) operations: BTreeMap<String, Tally>,
    pub(super) exchanges: u64,
    pub(super) unread: u64,
    pub(super) unanswered: u64,
    /// Each with the index of its source.
    pub(super) unread_examples: Vec<(u32, Unread)>,
    pub(super) source: u32,
    pub(super) locator: Option<Locator>,
    pub(super) learned: Learned,
}

impl Summary {
    /// Creates an empty summary that keeps `most_examples` places per finding; 0 keeps all.
    #[must_use]
    pub fn new(most_examples: usize) -> Self {
        let most_examples = if most_examples == 0 { usize::MAX } else { most_examples };
        Self { groups: Groups::new(most_examples), ..Self::default() }
    }

    /// Starts an exchange. `source` is the index of its source.
    pub fn begin(&mut self, source: u32, locator: &Locator) {
        self.exchanges += 1;
        self.source = source;
        self.locator = Some(locator.clone());
        self.groups.begin(self.exchanges);
    }

    /// Adds an observation. Repeated observations of one exchange count once.
    pub fn observe(&mut self, observation: &Observation<'_>) {
        let seen = Seen { source: self.source, locator: self.locator.as_ref() };
        self.groups.observe(observation, seen);
    }

    /// Ends an exchange of an operation of the spec.
    pub fn end(&mut self, operation: &str, status: u16) {
        if let Some(tally) = self.operations.get_mut(operation) {
            *tally.by_status.entry(status).or_default() += 1;
            return;
        }
        let tally = Tally { by_status: BTreeMap::from([(status, 1)]) };
        self.operations.insert(operation.to_owned(), tally);
    }

    /// Adds what a checker collected for decisions over all exchanges. Called once, when it is done.
    pub fn learn(&mut self, learned: &Learned) {
        self.learned.merge(learned);
    }

    /// The data for decisions over all exchanges.
    #[must_use]
    pub fn learned(&self) -> &Learned {
        &self.learned
    }

    /// Adds an entry that could not be read. `source` is the index of its source.
    pub fn add_unread(&mut self, source: u32, unread: Unread) {
        self.unread += 1;
        self.keep_unread(source, unread);
    }

    /// Adds a request of which no response was saved.
    pub fn add_unanswered(&mut self) {
        self.unanswered += 1;
    }

    /// Keeps the entry if it is one of the first that could not be read.
    pub(super) fn keep_unread(&mut self, source: u32, unread: Unread) {
        let comes_before = |(number, known): &(u32, Unread)| {
            (*number, known.locator.index) <= (source, unread.locator.index)
        };
        let at = self.unread_examples.partition_point(comes_before);
        self.unread_examples.insert(at, (source, unread));
        self.unread_examples.truncate(MOST_UNREAD);
    }

    /// Merges the summary of another run.
    pub fn merge(&mut self, other: Summary) {
        self.exchanges = self.exchanges.saturating_add(other.exchanges);
        self.unread = self.unread.saturating_add(other.unread);
        self.unanswered = self.unanswered.saturating_add(other.unanswered);
        for (source, unread) in other.unread_examples {
            self.keep_unread(source, unread);
        }
        for (operation, tally) in other.operations {
            let mine = self.operations.entry(operation).or_default();
            for (status, count) in tally.by_status {
                let here = mine.by_status.entry(status).or_default();
                *here = here.saturating_add(count);
            }
        }
        self.groups.merge(other.groups);
        self.learned.merge(&other.learned);
    }

    /// How many exchanges were read.
    #[must_use]
    pub fn exchanges(&self) -> u64 {
        self.exchanges
    }

    /// How many entries could not be read.
    #[must_use]
    pub fn unread(&self) -> u64 {
        self.unread
    }

    /// How many requests of collections have no saved response. They are no exchanges.
    #[must_use]
    pub fn unanswered(&self) -> u64 {
        self.unanswered
    }

    /// The first of the entries that could not be read.
    #[must_use]
    pub fn unread_examples(&self) -> impl ExactSizeIterator<Item = &Unread> {
        self.unread_examples.iter().map(|(_, unread)| unread)
    }

    /// Exchanges by operation of the spec.
    #[must_use]
    pub fn operations(&self) -> &BTreeMap<String, Tally> {
        &self.operations
    }

    /// All groups, unordered.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter()
    }
}
