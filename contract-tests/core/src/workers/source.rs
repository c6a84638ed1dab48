//! Presents all inputs as one stream of batches.

use std::iter::Enumerate;
use std::slice::Iter;

use crate::exchange::{Batch, Input, Locator, Reader, Unread};
use crate::findings::Shard;

/// Hands out the entries of all inputs in order, batch by batch.
pub(super) struct Source<'a> {
    inputs: Enumerate<Iter<'a, Input>>,
    /// The input being read, with its index.
    current: Option<(u32, Reader)>,
    filter: ShardFilter,
}

/// Selects the entries of one shard.
struct ShardFilter {
    shard: Option<Shard>,
    /// The index of the next entry, counted over all inputs.
    next: u64,
    /// How many entries belong to other shards.
    other_shards: u64,
}

impl ShardFilter {
    /// True if the next entry belongs to the shard.
    fn is_in_shard(&mut self) -> bool {
        let entry = self.next;
        self.next += 1;
        self.shard.is_none_or(|shard| shard.holds(entry))
    }
}

/// The next piece of work.
pub(super) enum Next {
    /// The batch was filled from the input with this index.
    Entries(u32),
    /// The input with this index could not be opened.
    Unread(u32, Unread),
    /// All inputs have been read.
    End,
}

impl<'a> Source<'a> {
    pub(super) fn new(inputs: &'a [Input], shard: Option<Shard>) -> Self {
        let filter = ShardFilter { shard, next: 0, other_shards: 0 };
        Self { inputs: inputs.iter().enumerate(), current: None, filter }
    }

    /// How many entries belong to other shards.
    pub(super) fn other_shards(&self) -> u64 {
        self.filter.other_shards
    }

    /// Fills the batch from the next input that has entries.
    pub(super) fn next(&mut self, batch: &mut Batch) -> Next {
        loop {
            if let Some((number, reader)) = &mut self.current {
                let filter = &mut self.filter;
                let mut is_wanted = || {
                    let is_in_shard = filter.is_in_shard();
                    filter.other_shards += u64::from(!is_in_shard);
                    is_in_shard
                };
                if reader.fill(batch, &mut is_wanted) {
                    return Next::Entries(*number);
                }
                self.current = None;
            }
            let Some((number, input)) = self.inputs.next() else { return Next::End };
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            match Reader::open(input) {
                Ok(reader) => self.current = Some((number, reader)),
                Err(_) if !self.filter.is_in_shard() => {}
                Err(error) => {
                    let locator = Locator { source: input.name.clone(), index: 0 };
                    let reason = error.to_string().lines().next().unwrap_or_default().to_owned();
                    return Next::Unread(number, Unread { locator, reason });
                }
            }
        }
    }
}
