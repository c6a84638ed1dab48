//! What a run learned, grouped. Does not depend on the order of exchanges, and two summaries can be merged.

use std::collections::BTreeMap;

use super::group::Group;
use super::groups::{Groups, Seen};
use crate::exchange::{Locator, Unread};
use crate::verdict::{Learned, Observation};

/// How many unreadable entries are remembered; all are counted.
const MOST_UNREAD: usize = 100;

/// How many exchanges of an operation were seen, by status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// By status.
    pub by_status: BTreeMap<u16, u64>,
}

impl Tally {
    /// Over all statuses.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.by_status.values().sum()
    }
}

/// What a run learned.
#[derive(Debug, Default)]
pub struct Summary {
    groups: Groups,
    operations: BTreeMap<String, Tally>,
    exchanges: u64,
    unread: u64,
    unread_examples: Vec<Unread>,
    source: u32,
    locator: Option<Locator>,
    learned: Learned,
}

impl Summary {
    /// An empty summary that keeps `most_examples` places per finding; 0 is all of them.
    #[must_use]
    pub fn new(most_examples: usize) -> Self {
        let most_examples = if most_examples == 0 { usize::MAX } else { most_examples };
        Self { groups: Groups::new(most_examples), ..Self::default() }
    }

    /// Starts an exchange. `source` is the position of its source among the sources of the run.
    pub fn begin(&mut self, source: u32, locator: &Locator) {
        self.exchanges += 1;
        self.source = source;
        self.locator = Some(locator.clone());
        self.groups.begin(self.exchanges);
    }

    /// Adds what the exchange shows. The same thing shown twice by one exchange counts once.
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

    /// Adds what a checker learned that is decided when all exchanges were seen; once, when it is done.
    pub fn learn(&mut self, learned: &Learned) {
        self.learned.merge(learned);
    }

    /// What was learned that is decided when all exchanges were seen.
    #[must_use]
    pub fn learned(&self) -> &Learned {
        &self.learned
    }

    /// Adds an entry that could not be read.
    pub fn add_unread(&mut self, unread: Unread) {
        self.unread += 1;
        if self.unread_examples.len() < MOST_UNREAD {
            self.unread_examples.push(unread);
        }
    }

    /// Adds what another run learned.
    pub fn merge(&mut self, other: Summary) {
        self.exchanges += other.exchanges;
        self.unread += other.unread;
        let room = MOST_UNREAD.saturating_sub(self.unread_examples.len());
        self.unread_examples.extend(other.unread_examples.into_iter().take(room));
        for (operation, tally) in other.operations {
            let mine = self.operations.entry(operation).or_default();
            for (status, count) in tally.by_status {
                *mine.by_status.entry(status).or_default() += count;
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

    /// The first of the entries that could not be read.
    #[must_use]
    pub fn unread_examples(&self) -> &[Unread] {
        &self.unread_examples
    }

    /// Exchanges by operation of the spec.
    #[must_use]
    pub fn operations(&self) -> &BTreeMap<String, Tally> {
        &self.operations
    }

    /// Every finding, in no order.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter()
    }
}
