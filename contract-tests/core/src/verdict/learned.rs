//! Facts that can only be evaluated once all exchanges have been seen: which declared names were missing
//! wherever an undeclared one was present, and the classes of values. Holds names of the spec, counts and
//! value classes; never a value.
//!
//! Results do not depend on the order of exchanges, and two sets can be merged: counts are added, sets are
//! united, and a candidate survives only if every object allows it.

use std::collections::BTreeMap;

use super::spec_coverage::{SchemaCoverage, SpecCoverage};
use crate::exchange::Part;
use crate::spec::{PropertyIndex, SchemaId, Spec};
use crate::value_class::{ValueClass, ValueClasses};

/// How many undeclared names are tracked per place: the first ones by name.
pub(super) const MAX_NAMES: usize = 64;

/// What the exchanges of a run showed about the spec.
#[derive(Debug, Clone, Default)]
pub struct Learned {
    /// The classes of the values that each schema applied to, by schema index.
    pub(super) value_classes: Vec<ValueClasses>,
    /// Missing and undeclared names, by place.
    pub(super) objects: BTreeMap<ObjectPlace, NameChanges>,
    /// How often each property was present, by schema index.
    property_counts: Vec<PropertyCounts>,
}

/// The objects that a schema applied to, and how many of them have each of its properties.
#[derive(Debug, Clone, Default)]
struct PropertyCounts {
    objects: u64,
    with: Vec<u64>,
}

/// How many objects have a declared property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Present {
    /// The objects that the declaring schema applied to.
    pub objects: u64,
    /// Those with the property.
    pub with: u64,
}

/// A place in bodies that holds objects.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectPlace {
    /// The operation id.
    pub operation: String,
    /// The status of the response.
    pub status: u16,
    /// The response body or the request body.
    pub part: Part,
    /// The JSON pointer of the object, with `*` for array indexes and map keys.
    pub pointer: String,
}

/// The names that were missing and the names that were undeclared in one place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameChanges {
    /// Required names, with the number of objects that lacked them.
    pub missing: BTreeMap<String, u64>,
    /// Undeclared names.
    pub undeclared: BTreeMap<String, UndeclaredName>,
}

/// An undeclared name, and the declared names that it may stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UndeclaredName {
    /// The number of objects that had it.
    pub objects: u64,
    /// How many of its values were not null.
    pub non_null: u64,
    /// The classes of its values.
    pub value_classes: ValueClasses,
    /// Declared names that were missing from every object with this one and could hold its values.
    pub renamed_from: BTreeMap<String, Candidate>,
    /// Declared objects that were missing from every object with this name and declare it themselves.
    pub flattened_from: BTreeMap<String, Candidate>,
    /// Declared names that were missing next to this one and present inside it, or inside an object in it, by
    /// JSON pointer relative to it.
    pub wraps: BTreeMap<String, Wrapped>,
    /// The number of objects in which it was more than a wrapper of such declared names.
    pub with_rest: u64,
}

/// How often a declared name was present inside an undeclared one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrapped {
    /// The schema that declares the name.
    pub parent: SchemaId,
    /// The schema of its values.
    pub schema: SchemaId,
    /// The number of objects.
    pub objects: u64,
    /// How many of the values were objects, or lists of objects, whose members are all declared; empty ones
    /// don't count.
    pub same_members: u64,
}

/// A declared name that was missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// The schema that declares the name.
    pub parent: SchemaId,
    /// The schema of its values.
    pub schema: SchemaId,
    /// Whether the name is required.
    pub required: bool,
    /// How many values of the undeclared name match `schema`.
    pub fits: u64,
    /// How many members of those values `schema` declares.
    pub declared_members: u64,
    /// How many it does not declare.
    pub other_members: u64,
}

impl Learned {
    pub(super) fn of(spec: &Spec) -> Self {
        Self { value_classes: vec![ValueClasses::default(); spec.schemas.len()], ..Self::default() }
    }

    /// Adds the class of a value that the schema applied to.
    pub(super) fn add_value_class(&mut self, id: SchemaId, class: ValueClass) {
        if let Some(known) = self.value_classes.get_mut(id.index()) {
            known.add(class);
        }
    }

    /// The classes of the values that the schema applied to.
    #[must_use]
    pub fn value_classes(&self, id: SchemaId) -> ValueClasses {
        self.value_classes.get(id.index()).copied().unwrap_or_default()
    }

    /// The classes of every schema that applied to a value.
    pub fn all_value_classes(&self) -> impl Iterator<Item = (SchemaId, ValueClasses)> {
        SchemaId::each(self.value_classes.iter().copied()).filter(|(_, classes)| !classes.is_empty())
    }

    /// Takes over how often properties were present.
    pub(crate) fn count_properties(&mut self, coverage: &SpecCoverage) {
        self.property_counts = coverage.schemas().map(PropertyCounts::of).collect();
    }

    /// How many objects of a schema have one of its properties.
    #[must_use]
    pub fn present(&self, parent: SchemaId, property: PropertyIndex) -> Present {
        let counts = self.property_counts.get(parent.index());
        let with = counts.and_then(|counts| property.of(&counts.with).copied());
        Present { objects: counts.map_or(0, |counts| counts.objects), with: with.unwrap_or(0) }
    }

    /// The missing and undeclared names of every place, in order.
    pub fn objects(&self) -> impl Iterator<Item = (&ObjectPlace, &NameChanges)> {
        self.objects.iter()
    }

    /// Adds the classes of values that a schema applied to.
    pub fn add_value_classes(&mut self, id: SchemaId, classes: ValueClasses) {
        if self.value_classes.len() <= id.index() {
            self.value_classes.resize(id.index() + 1, ValueClasses::default());
        }
        if let Some(known) = self.value_classes.get_mut(id.index()) {
            known.merge(classes);
        }
    }

    /// The entry of a place, created if missing.
    pub(super) fn name_changes(&mut self, place: &ObjectPlace) -> Option<&mut NameChanges> {
        if !self.objects.contains_key(place) {
            self.objects.insert(place.clone(), NameChanges::default());
        }
        self.objects.get_mut(place)
    }

    /// Adds the names observed in a place.
    pub fn add_name_changes(&mut self, place: &ObjectPlace, changes: &NameChanges) {
        match self.objects.get_mut(place) {
            Some(known) => known.merge(changes),
            None => {
                self.objects.insert(place.clone(), changes.clone());
            }
        }
    }

    /// The same without some places, and with changed names in the others.
    pub(crate) fn retained(
        &self,
        is_kept: impl Fn(&ObjectPlace) -> bool,
        change: impl Fn(&mut NameChanges),
    ) -> Self {
        let mut retained = self.clone();
        retained.objects.retain(|place, _| is_kept(place));
        retained.objects.values_mut().for_each(change);
        retained
    }

    /// Adds the facts of another run with the same spec.
    pub fn merge(&mut self, other: &Self) {
        for (id, classes) in other.all_value_classes() {
            self.add_value_classes(id, classes);
        }
        for (place, changes) in &other.objects {
            self.add_name_changes(place, changes);
        }
        if self.property_counts.len() < other.property_counts.len() {
            self.property_counts.resize_with(other.property_counts.len(), PropertyCounts::default);
        }
        for (mine, theirs) in self.property_counts.iter_mut().zip(&other.property_counts) {
            mine.merge(theirs);
        }
    }
}

impl PropertyCounts {
    fn of(coverage: &SchemaCoverage) -> Self {
        Self {
            objects: coverage.objects,
            with: coverage.properties.iter().map(|(count, _)| *count).collect(),
        }
    }

    fn merge(&mut self, other: &Self) {
        self.objects += other.objects;
        if self.with.len() < other.with.len() {
            self.with.resize(other.with.len(), 0);
        }
        for (mine, theirs) in self.with.iter_mut().zip(&other.with) {
            *mine += theirs;
        }
    }
}

impl NameChanges {
    /// The entry of an undeclared name; `None` above the limit. A name that sorts earlier evicts the last one
    /// for good, so that the order of exchanges makes no difference.
    pub(super) fn admit(&mut self, name: &str) -> Option<&mut UndeclaredName> {
        if !self.undeclared.contains_key(name) {
            if self.undeclared.len() >= MAX_NAMES {
                if self.undeclared.last_key_value().is_none_or(|(last, _)| last.as_str() < name) {
                    return None;
                }
                self.undeclared.pop_last();
            }
            self.undeclared.insert(name.to_owned(), UndeclaredName::default());
        }
        self.undeclared.get_mut(name)
    }

    fn merge(&mut self, other: &Self) {
        for (name, objects) in &other.missing {
            *self.missing.entry(name.clone()).or_default() += objects;
        }
        for (name, arrival) in &other.undeclared {
            if let Some(mine) = self.admit(name) {
                mine.merge(arrival);
            }
        }
    }
}

impl UndeclaredName {
    pub(super) fn merge(&mut self, other: &Self) {
        if self.objects == 0 {
            self.clone_from(other);
            return;
        }
        self.objects += other.objects;
        self.non_null += other.non_null;
        self.value_classes.merge(other.value_classes);
        keep_common(&mut self.renamed_from, &other.renamed_from);
        keep_common(&mut self.flattened_from, &other.flattened_from);
        for (pointer, wrapped) in &other.wraps {
            self.wrap(pointer, *wrapped);
        }
        self.with_rest += other.with_rest;
    }

    /// Records a declared name inside this one. Pointers above the limit are evicted as names are.
    pub(super) fn wrap(&mut self, pointer: &str, wrapped: Wrapped) {
        if !self.wraps.contains_key(pointer) && self.wraps.len() >= MAX_NAMES {
            if self.wraps.last_key_value().is_none_or(|(last, _)| last.as_str() < pointer) {
                return;
            }
            self.wraps.pop_last();
        }
        self.wraps.entry(pointer.to_owned()).and_modify(|known| known.absorb(wrapped)).or_insert(wrapped);
    }
}

impl Wrapped {
    fn absorb(&mut self, other: Self) {
        (self.parent, self.schema) = (self.parent, self.schema).min((other.parent, other.schema));
        self.objects += other.objects;
        self.same_members += other.same_members;
    }
}

fn keep_common(mine: &mut BTreeMap<String, Candidate>, theirs: &BTreeMap<String, Candidate>) {
    mine.retain(|name, candidate| theirs.get(name).map(|other| candidate.absorb(other)).is_some());
}

impl Candidate {
    /// True if its values were objects with at least two members, all of them declared.
    #[must_use]
    pub fn has_same_members(&self) -> bool {
        self.declared_members >= 2 && self.other_members == 0
    }

    /// Adds the evidence of another object for the same name.
    pub(super) fn absorb(&mut self, other: &Self) {
        (self.parent, self.schema) = (self.parent, self.schema).min((other.parent, other.schema));
        self.required &= other.required;
        self.fits += other.fits;
        self.declared_members += other.declared_members;
        self.other_members += other.other_members;
    }
}
