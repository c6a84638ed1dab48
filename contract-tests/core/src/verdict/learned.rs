//! What can be decided only when all exchanges were seen: which declared names were gone wherever an undeclared one
//! came, and what values looked like. Names of the spec, counts and classes of values; never a value.
//!
//! Nothing here depends on the order of exchanges, and two of them can be merged: counts add up, sets are joined, and a
//! candidate stays only as long as every object allows it.

use std::collections::BTreeMap;

use crate::exchange::Part;
use crate::looks::{Look, Looks};
use crate::spec::{SchemaId, Spec};

/// How many undeclared names are looked at in one place: the first by name.
pub(super) const MOST_NAMES: usize = 64;

/// What the exchanges of a run taught about the spec.
#[derive(Debug, Clone, Default)]
pub struct Learned {
    /// What the values looked like that a schema applied to, by its index.
    pub(super) looks: Vec<Looks>,
    /// Where names were gone or came.
    pub(super) objects: BTreeMap<ObjectPlace, Swaps>,
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
pub struct Swaps {
    /// In how many objects a required name was not there.
    pub gone: BTreeMap<String, u64>,
    /// Undeclared names.
    pub come: BTreeMap<String, Arrival>,
}

/// An undeclared name, and what it may be another name of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrival {
    /// In how many objects it was.
    pub objects: u64,
    /// In how many of them it was not null.
    pub valued: u64,
    /// What its values looked like.
    pub looks: Looks,
    /// Declared names that were absent from every object that had it, and could hold its values.
    pub instead_of: BTreeMap<String, Candidate>,
    /// Declared objects that were absent from every object that had it, and declare it themselves.
    pub lifted_from: BTreeMap<String, Candidate>,
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
    pub alike: u64,
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
    pub common: u64,
    /// How many it does not.
    pub alien: u64,
}

impl Learned {
    pub(super) fn of(spec: &Spec) -> Self {
        Self { looks: vec![Looks::default(); spec.schemas.len()], ..Self::default() }
    }

    /// A value that the schema applied to looked like this.
    pub(super) fn look(&mut self, id: SchemaId, look: Look) {
        if let Some(known) = self.looks.get_mut(id.index()) {
            known.add(look);
        }
    }

    /// What the values looked like that a schema applied to.
    #[must_use]
    pub fn looks(&self, id: SchemaId) -> Looks {
        self.looks.get(id.index()).copied().unwrap_or_default()
    }

    /// The same for every schema that applied to a value, by its index.
    pub fn all_looks(&self) -> impl Iterator<Item = (usize, Looks)> {
        self.looks.iter().copied().enumerate().filter(|(_, looks)| !looks.is_empty())
    }

    /// The places where names were gone or came, in the order of their names.
    pub fn objects(&self) -> impl Iterator<Item = (&ObjectPlace, &Swaps)> {
        self.objects.iter()
    }

    /// Adds what values of a schema looked like.
    pub fn add_looks(&mut self, schema: usize, looks: Looks) {
        if self.looks.len() <= schema {
            self.looks.resize(schema + 1, Looks::default());
        }
        if let Some(known) = self.looks.get_mut(schema) {
            known.merge(looks);
        }
    }

    /// What was seen in a place.
    pub(super) fn swaps(&mut self, place: &ObjectPlace) -> Option<&mut Swaps> {
        if !self.objects.contains_key(place) {
            self.objects.insert(place.clone(), Swaps::default());
        }
        self.objects.get_mut(place)
    }

    /// Adds what was seen in a place.
    pub fn add_swaps(&mut self, place: &ObjectPlace, swaps: &Swaps) {
        match self.objects.get_mut(place) {
            Some(known) => known.merge(swaps),
            None => {
                self.objects.insert(place.clone(), swaps.clone());
            }
        }
    }

    /// Adds what another run with the same spec learned.
    pub fn merge(&mut self, other: &Self) {
        for (schema, looks) in other.all_looks() {
            self.add_looks(schema, looks);
        }
        for (place, swaps) in &other.objects {
            self.add_swaps(place, swaps);
        }
    }
}

impl Swaps {
    /// The arrival of a name, unless it is over the limit. One that comes first by name pushes the last one out, for
    /// good, so that the order of exchanges makes no difference.
    pub(super) fn admit(&mut self, name: &str) -> Option<&mut Arrival> {
        if !self.come.contains_key(name) {
            if self.come.len() >= MOST_NAMES {
                if self.come.last_key_value().is_none_or(|(last, _)| last.as_str() < name) {
                    return None;
                }
                self.come.pop_last();
            }
            self.come.insert(name.to_owned(), Arrival::default());
        }
        self.come.get_mut(name)
    }

    fn merge(&mut self, other: &Self) {
        for (name, objects) in &other.gone {
            *self.gone.entry(name.clone()).or_default() += objects;
        }
        for (name, arrival) in &other.come {
            if let Some(mine) = self.admit(name) {
                mine.merge(arrival);
            }
        }
    }
}

impl Arrival {
    pub(super) fn merge(&mut self, other: &Self) {
        if self.objects == 0 {
            self.clone_from(other);
            return;
        }
        self.objects += other.objects;
        self.valued += other.valued;
        self.looks.merge(other.looks);
        keep_common(&mut self.instead_of, &other.instead_of);
        keep_common(&mut self.lifted_from, &other.lifted_from);
        for (pointer, wrapped) in &other.wraps {
            self.wrap(pointer, *wrapped);
        }
    }

    /// A declared name came inside. Pointers over the limit are left out as names are.
    pub(super) fn wrap(&mut self, pointer: &str, wrapped: Wrapped) {
        if !self.wraps.contains_key(pointer) {
            if self.wraps.len() >= MOST_NAMES {
                if self.wraps.last_key_value().is_none_or(|(last, _)| last.as_str() < pointer) {
                    return;
                }
                self.wraps.pop_last();
            }
            self.wraps.insert(pointer.to_owned(), Wrapped::default());
        }
        if let Some(known) = self.wraps.get_mut(pointer) {
            known.objects += wrapped.objects;
            known.alike += wrapped.alike;
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
        self.common >= 2 && self.alien == 0
    }

    /// Adds what another object says about the same name.
    pub(super) fn absorb(&mut self, other: &Self) {
        (self.parent, self.schema) = (self.parent, self.schema).min((other.parent, other.schema));
        self.required &= other.required;
        self.fits += other.fits;
        self.common += other.common;
        self.alien += other.alien;
    }
}
