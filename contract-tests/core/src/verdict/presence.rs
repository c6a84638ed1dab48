//! Counts how often declared properties are present. Only some reports need it.

use std::collections::BTreeMap;

use super::layers::Applied;
use super::walk::{Scope, Walk};
use crate::exchange::Part;
use crate::json::Node;

/// How many places are counted per kind of body: the first ones by pointer, whatever their order of arrival.
/// Only a recursive schema with a body made to exploit it has more.
const MAX_PLACES: usize = 4096;

/// Counts of objects and their declared properties, by place. Counts of several runs can be merged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Presence {
    bodies: BTreeMap<String, BTreeMap<(Part, u16), Objects>>,
    operation: String,
    body: Option<(Part, u16)>,
}

/// The objects of one kind of body, by JSON pointer with `*` for array indexes and map keys.
pub type Objects = BTreeMap<Box<str>, ObjectCount>;

/// The objects in one place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ObjectCount {
    /// The number of objects.
    pub objects: u64,
    /// The number of objects that have each declared property.
    pub properties: BTreeMap<Box<str>, u64>,
}

impl Presence {
    /// The objects in the bodies of an operation, part and status.
    #[must_use]
    pub fn objects(&self, operation: &str, part: Part, status: u16) -> Option<&Objects> {
        self.bodies.get(operation)?.get(&(part, status))
    }

    /// Every kind of body, ordered by operation, part and status.
    pub fn bodies(&self) -> impl Iterator<Item = (&str, Part, u16, &Objects)> {
        self.bodies.iter().flat_map(|(operation, bodies)| {
            bodies.iter().map(move |((part, status), objects)| (operation.as_str(), *part, *status, objects))
        })
    }

    /// Adds the objects of one kind of body.
    pub fn add(&mut self, operation: &str, part: Part, status: u16, objects: &Objects) {
        let mine = self.bodies.entry(operation.to_owned()).or_default().entry((part, status)).or_default();
        for (pointer, theirs) in objects {
            let place = mine.entry(pointer.clone()).or_default();
            place.objects = place.objects.saturating_add(theirs.objects);
            for (name, count) in &theirs.properties {
                let count_here = place.properties.entry(name.clone()).or_default();
                *count_here = count_here.saturating_add(*count);
            }
        }
        while mine.len() > MAX_PLACES {
            mine.pop_last();
        }
    }

    /// Adds the counts of another run.
    pub fn merge(&mut self, other: &Self) {
        for (operation, part, status, objects) in other.bodies() {
            self.add(operation, part, status, objects);
        }
    }

    /// Starts a body. Values outside of bodies (headers, parameters) have no operation and are not counted.
    pub(super) fn start(&mut self, scope: Scope<'_>) {
        self.operation.clear();
        self.operation.push_str(scope.operation);
        self.body = (!scope.operation.is_empty()).then_some((scope.part, scope.status));
    }

    fn object<'n>(&mut self, pointer: &str, names: impl Iterator<Item = &'n str>) {
        let Some(body) = self.body else { return };
        if !self.bodies.contains_key(&self.operation) {
            self.bodies.insert(self.operation.clone(), BTreeMap::new());
        }
        let Some(objects) =
            self.bodies.get_mut(&self.operation).map(|bodies| bodies.entry(body).or_default())
        else {
            return;
        };
        if !objects.contains_key(pointer) {
            if objects.len() >= MAX_PLACES
                && objects.last_key_value().is_some_and(|(last, _)| **last < *pointer)
            {
                return;
            }
            objects.insert(pointer.into(), ObjectCount::default());
            if objects.len() > MAX_PLACES {
                objects.pop_last();
            }
        }
        let Some(place) = objects.get_mut(pointer) else { return };
        place.objects += 1;
        for name in names {
            match place.properties.get_mut(name) {
                Some(count) => *count += 1,
                None => {
                    place.properties.insert(name.into(), 1);
                }
            }
        }
    }
}

impl Walk<'_, '_> {
    /// Counts an object and its declared members.
    pub(super) fn count_presence(&mut self, node: Node<'_>, applied: Applied) {
        let Some(mut presence) = self.scratch.presence.take() else { return };
        let mut path = std::mem::take(&mut self.scratch.path);
        let is_declared =
            |name: &str| applied.positions().any(|at| self.schema_at(at).property(name).is_some());
        let names = node.members().map(|(name, _)| name).filter(|name| is_declared(name));
        presence.object(path.pointer(), names);
        self.scratch.path = path;
        self.scratch.presence = Some(presence);
    }
}
