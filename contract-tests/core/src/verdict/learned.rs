//! What can be decided only when all exchanges were seen: which declared names were gone wherever an undeclared one
//! came, and what values looked like. Names of the spec, counts and classes of values; never a value.
//!
//! Nothing here depends on the order of exchanges, and two of them can be merged: counts add up, sets are joined, and a
//! candidate stays only as long as every object allows it.

use std::collections::BTreeMap;

use crate::exchange::Part;
use crate::spec::{SchemaId, Spec};
use crate::value_class::{ValueClass, ValueClasses};

/// How many undeclared names are looked at in one place: the first by name.
pub(super) const MAX_NAMES: usize = 64;

/// What the exchanges of a run taught about the spec.
#[derive(Debug, Clone, Default)]
pub struct Learned {
    /// What the values looked like that a schema applied to, by its index.
    pub(super) value_classes: Vec<ValueClasses>,
    /// Where names were gone or came.
    pub(super) objects: BTreeMap<ObjectPlace, NameChanges>,
}

/// A place in bodies where objects are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectPlace {
    /// The operation.
    pub operation: String,
    /// The status.
    pub status: u16,
    /// The body of the response, or that of the request.
    pub part: Part,
    /// The pointer of the object, with `*` for indexes and keys of maps.
    pub pointer: String,
}

/// Names that were gone and names that came, in one place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameChanges {
    /// In how many objects a required name was not there.
    pub missing: BTreeMap<String, u64>,
    /// Undeclared names.
    pub undeclared: BTreeMap<String, UndeclaredName>,
}

/// An undeclared name, and what it may be another name of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UndeclaredName {
    /// In how many objects it was.
    pub objects: u64,
    /// In how many of them it was not null.
    pub non_null: u64,
    /// What its values looked like.
    pub value_classes: ValueClasses,
    /// Declared names that were absent from every object that had it, and could hold its values.
    pub renamed_from: BTreeMap<String, Candidate>,
    /// Declared objects that were absent from every object that had it, and declare it themselves.
    pub flattened_from: BTreeMap<String, Candidate>,
    /// Declared names that were absent beside it and came inside of it, or inside of an object in it: by the pointer from
    /// it to them.
    pub wraps: BTreeMap<String, Wrapped>,
}

/// How often a declared name came inside of an undeclared one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wrapped {
    /// In how many objects.
    pub objects: u64,
    /// In how many of them its value was an object, or a list of such, with members that are all declared, and some.
    pub same_members: u64,
}

/// A declared name that was absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// The schema that declares it.
    pub parent: SchemaId,
    /// The schema of its values.
    pub schema: SchemaId,
    /// Is it required?
    pub required: bool,
    /// How many of the new name's values fit that schema.
    pub fits: u64,
    /// How many members of those values it declares, if they are objects.
    pub declared_members: u64,
    /// How many it does not.
    pub other_members: u64,
}

impl Learned {
    pub(super) fn of(spec: &Spec) -> Self {
        Self { value_classes: vec![ValueClasses::default(); spec.schemas.len()], ..Self::default() }
    }

    /// A value that the schema applied to looked like this.
    pub(super) fn add_value_class(&mut self, id: SchemaId, class: ValueClass) {
        if let Some(known) = self.value_classes.get_mut(id.index()) {
            known.add(class);
        }
    }

    /// What the values looked like that a schema applied to.
    #[must_use]
    pub fn value_classes(&self, id: SchemaId) -> ValueClasses {
        self.value_classes.get(id.index()).copied().unwrap_or_default()
    }

    /// The same for every schema that applied to a value, by its index.
    pub fn all_value_classes(&self) -> impl Iterator<Item = (usize, ValueClasses)> {
        self.value_classes.iter().copied().enumerate().filter(|(_, classes)| !classes.is_empty())
    }

    /// The places where names were gone or came, in the order of their names.
    pub fn objects(&self) -> impl Iterator<Item = (&ObjectPlace, &NameChanges)> {
        self.objects.iter()
    }

    /// Adds what values of a schema looked like.
    pub fn add_value_classes(&mut self, schema: usize, classes: ValueClasses) {
        if self.value_classes.len() <= schema {
            self.value_classes.resize(schema + 1, ValueClasses::default());
        }
        if let Some(known) = self.value_classes.get_mut(schema) {
            known.merge(classes);
        }
    }

    /// What was seen in a place.
    pub(super) fn name_changes(&mut self, place: &ObjectPlace) -> Option<&mut NameChanges> {
        if !self.objects.contains_key(place) {
            self.objects.insert(place.clone(), NameChanges::default());
        }
        self.objects.get_mut(place)
    }

    /// Adds what was seen in a place.
    pub fn add_name_changes(&mut self, place: &ObjectPlace, changes: &NameChanges) {
        match self.objects.get_mut(place) {
            Some(known) => known.merge(changes),
            None => {
                self.objects.insert(place.clone(), changes.clone());
            }
        }
    }

    /// Adds what another run with the same spec learned.
    pub fn merge(&mut self, other: &Self) {
        for (schema, classes) in other.all_value_classes() {
            self.add_value_classes(schema, classes);
        }
        for (place, changes) in &other.objects {
            self.add_name_changes(place, changes);
        }
    }
}

impl NameChanges {
    /// The arrival of a name, unless it is over the limit. One that comes first by name pushes the last one out, for
    /// good, so that the order of exchanges makes no difference.
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
    }

    /// A declared name came inside. Pointers over the limit are left out as names are.
    pub(super) fn wrap(&mut self, pointer: &str, wrapped: Wrapped) {
        if !self.wraps.contains_key(pointer) {
            if self.wraps.len() >= MAX_NAMES {
                if self.wraps.last_key_value().is_none_or(|(last, _)| last.as_str() < pointer) {
                    return;
                }
                self.wraps.pop_last();
            }
            self.wraps.insert(pointer.to_owned(), Wrapped::default());
        }
        if let Some(known) = self.wraps.get_mut(pointer) {
            known.objects += wrapped.objects;
            known.same_members += wrapped.same_members;
        }
    }
}

fn keep_common(mine: &mut BTreeMap<String, Candidate>, theirs: &BTreeMap<String, Candidate>) {
    mine.retain(|name, candidate| theirs.get(name).map(|other| candidate.absorb(other)).is_some());
}

impl Candidate {
    /// Were its values objects with members that are all declared, and more than one?
    #[must_use]
    pub fn has_same_members(&self) -> bool {
        self.declared_members >= 2 && self.other_members == 0
    }

    /// Adds what another object says about the same name.
    pub(super) fn absorb(&mut self, other: &Self) {
        (self.parent, self.schema) = (self.parent, self.schema).min((other.parent, other.schema));
        self.required &= other.required;
        self.fits += other.fits;
        self.declared_members += other.declared_members;
        self.other_members += other.other_members;
    }
}
