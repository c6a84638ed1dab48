//! Shards: equal parts of the exchanges.

use std::fmt;
use std::str::FromStr;

/// Shard `number` of `of`. Exchanges are assigned to the shards in turn, over all sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    number: u64,
    of: u64,
}

impl Shard {
    /// Shard `number`, from 1, of `of`; `None` if it does not exist.
    #[must_use]
    pub fn new(number: u64, of: u64) -> Option<Self> {
        (1..=of).contains(&number).then_some(Self { number, of })
    }

    /// The number of the shard, from 1.
    #[must_use]
    pub fn number(self) -> u64 {
        self.number
    }

    /// The number of shards.
    #[must_use]
    pub fn of(self) -> u64 {
        self.of
    }

    /// True if the entry with this index, from 0 and over all sources, belongs to the shard.
    #[must_use]
    pub fn holds(self, entry: u64) -> bool {
        entry % self.of == self.number - 1
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
        numbers
            .and_then(|(number, of)| Self::new(number, of))
            .ok_or_else(|| "expected K/N, such as 2/4 for the second of four parts".into())
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}
