//! Groups by key, with a limit on what untrusted input can make grow.

use std::collections::{BTreeSet, HashMap, HashSet};

use rustc_hash::FxHashMap;

use super::details::Details;
use super::group::{Group, Key, observation_hash};
use crate::exchange::Locator;
use crate::rules::{Found, MORE, New};
use crate::verdict::{Observation, Part};

/// The maximum number of untrusted names distinguished at a place. The alphabetically first ones are kept,
/// and the others become `<more>`, so that their order does not matter.
const MOST_NAMES: usize = 64;

/// All findings of a run.
#[derive(Debug, Default)]
pub(super) struct Groups {
    by_hash: FxHashMap<u64, Vec<Group>>,
    /// The names distinguished at each place with untrusted names.
    names: HashMap<Key, BTreeSet<(String, String)>>,
    /// Names beyond the limit that the current exchange has already shown.
    folded: HashSet<u64>,
    /// The number of the current exchange.
    current: u64,
    pub(super) most_examples: usize,
}

/// The current exchange.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    /// The index of its source.
    pub(super) source: u32,
    /// Its place in the source.
    pub(super) locator: Option<&'a Locator>,
}

impl Groups {
    pub(super) fn new(most_examples: usize) -> Self {
        Self { most_examples, ..Self::default() }
    }

    /// The same groups with changed keys. Those that have one key then are one.
    pub(super) fn mapped(self, change: impl Fn(Group) -> Group) -> Self {
        let mut mapped = Self::new(self.most_examples);
        self.by_hash.into_values().flatten().for_each(|group| mapped.absorb(&change(group)));
        mapped
    }

    /// Starts an exchange, by its number in the run.
    pub(super) fn begin(&mut self, number: u64) {
        self.current = number;
        self.folded.clear();
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Group> {
        self.by_hash.values().flatten()
    }

    pub(super) fn merge(&mut self, other: Self) {
        for group in other.by_hash.into_values().flatten() {
            self.absorb(&group);
        }
    }

    /// Adds an observation. Repeated observations of one exchange count once.
    pub(super) fn observe(&mut self, observation: &Observation<'_>, seen: Seen<'_>) {
        let (most, number) = (self.most_examples, self.current);
        let hash = observation_hash(observation);
        let known =
            self.by_hash.get(&hash).and_then(|groups| groups.iter().position(|g| g.key.is_of(observation)));
        let group = match known {
            Some(at) => self.by_hash.get_mut(&hash).and_then(|groups| groups.get_mut(at)),
            None => self.make_room(observation),
        };
        let Some(group) = group else { return };
        group.refine(Details::by(observation), observation.corrections);
        group.excused &= observation.excused;
        let is_new = group.last != number;
        if is_new || group.key.found.as_deref() == Some(MORE) {
            group.count += 1;
        }
        group.last = number;
        if let Some(locator) = seen.locator.filter(|_| is_new) {
            group.add_example(seen.source, locator, most);
        }
    }

    /// Creates a group for a new key, or returns the `<more>` group. `None` if the name is beyond the limit
    /// and this exchange has already shown it.
    fn make_room(&mut self, observation: &Observation<'_>) -> Option<&mut Group> {
        let group = Group::new(observation);
        if observation.rule.traits.found == Found::Many && !self.admit(&group.key) {
            if !self.folded.insert(observation_hash(observation)) {
                return None;
            }
            return Some(self.slot(Group { key: more_key(&group.key), ..group }));
        }
        Some(self.slot(group))
    }

    /// True if the name is among those distinguished. May evict another one.
    fn admit(&mut self, key: &Key) -> bool {
        let names = self.names.entry(more_key(key)).or_default();
        let name = (key.pointer.clone(), key.found.clone().unwrap_or_default());
        if names.len() < MOST_NAMES {
            names.insert(name);
            return true;
        }
        if names.last().is_none_or(|last| *last < name) {
            return false;
        }
        names.insert(name);
        let Some((pointer, found)) = names.pop_last() else { return true };
        let operation =
            if key.rule.traits.new == New::Operation { found.clone() } else { key.operation.clone() };
        let pushed_out = Key { pointer, found: Some(found), operation, ..key.clone() };
        if let Some(group) = self.take(&pushed_out) {
            if group.last == self.current {
                self.folded.insert(pushed_out.hash_of());
            }
            self.absorb_as(&group, more_key(key));
        }
        true
    }

    /// Adds a group of another run.
    pub(super) fn absorb(&mut self, group: &Group) {
        let hash = group.key.hash_of();
        let is_known =
            self.by_hash.get(&hash).is_some_and(|groups| groups.iter().any(|g| g.key == group.key));
        let is_more = group.key.found.as_deref() == Some(MORE);
        if !is_known && !is_more && group.key.rule.traits.found == Found::Many && !self.admit(&group.key) {
            let key = more_key(&group.key);
            return self.absorb_as(group, key);
        }
        let key = group.key.clone();
        self.absorb_as(group, key);
    }

    fn absorb_as(&mut self, group: &Group, key: Key) {
        let most = self.most_examples;
        let empty = Group { key, count: 0, examples: Vec::new(), last: u64::MAX, ..group.clone() };
        self.slot(empty).absorb(group, most);
    }

    /// Finds or inserts the group with the key of `group`.
    fn slot(&mut self, group: Group) -> &mut Group {
        let groups = self.by_hash.entry(group.key.hash_of()).or_default();
        let at = groups.iter().position(|known| known.key == group.key).unwrap_or(groups.len());
        if at == groups.len() {
            groups.push(group);
        }
        // In bounds: the index was found, or the group was just pushed.
        &mut groups[at]
    }

    fn take(&mut self, key: &Key) -> Option<Group> {
        let groups = self.by_hash.get_mut(&key.hash_of())?;
        let at = groups.iter().position(|group| group.key == *key)?;
        Some(groups.swap_remove(at))
    }
}

/// The key of the `<more>` group at the place of `key`.
fn more_key(key: &Key) -> Key {
    let more = Key { found: Some(MORE.to_owned()), ..key.clone() };
    if key.rule.traits.new == New::Operation {
        return Key { operation: MORE.to_owned(), status: 0, ..more };
    }
    let ends_with_name = key.found.as_deref().is_some_and(|found| {
        key.pointer.rsplit_once('/').is_some_and(|(_, last)| last == found)
            && key.part != Part::ResponseMediaType
    });
    match key.pointer.rsplit_once('/') {
        Some((parent, _)) if ends_with_name => Key { pointer: format!("{parent}/{MORE}"), ..more },
        _ => more,
    }
}
