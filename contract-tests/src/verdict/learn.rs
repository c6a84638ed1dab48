//! Learns from one object whose names are not the declared ones.

use std::collections::BTreeMap;
use std::ops::Range;

use super::learned::{Arrival, Candidate, MOST_NAMES, ObjectPlace, Swaps};
use super::matching::Matcher;
use super::walk::Walk;
use crate::json::{Kind, Node};
use crate::looks::{Look, Looks};
use crate::shown;
use crate::spec::{Property, Schema, SchemaId, Spec, Type};

/// How many items of an array are looked at.
const MOST_ITEMS: usize = 8;

/// Deepest composition that is looked through.
const MOST_DEPTH: u32 = 8;

impl<'s> Walk<'_, 's> {
    /// `undeclared`: the members of the object that nothing declares. `lacking`: required names that are not there.
    pub(super) fn learn(
        &mut self,
        object: Node<'_>,
        applied: Range<usize>,
        undeclared: &[(&str, Node<'_>)],
        lacking: &[&'s str],
    ) {
        if undeclared.is_empty() && lacking.is_empty() {
            return;
        }
        let spec = self.spec;
        let ids: Vec<SchemaId> = self.scratch.stack.get(applied).unwrap_or_default().to_vec();
        let place = ObjectPlace {
            operation: self.scene.operation.to_owned(),
            status: self.scene.status,
            pointer: self.scratch.path.as_str().to_owned(),
        };
        let swaps = self.scratch.learned.objects.entry(place).or_default();
        for name in lacking {
            match swaps.gone.get_mut(*name) {
                Some(objects) => *objects += 1,
                None => {
                    swaps.gone.insert((*name).to_owned(), 1);
                }
            }
        }
        // With more of them the object is a map that nobody declared, and no name stands for another.
        for (name, value) in undeclared.iter().filter(|_| undeclared.len() <= MOST_NAMES) {
            // What is not shown cannot be named in a finding.
            if shown::shown_name(name) == *name {
                arrive(swaps, (name, *value), (object, &ids), spec, &mut self.scratch.matcher);
            }
        }
    }
}

/// A declared property that is not there.
struct Absent<'s> {
    property: &'s Property,
    parent: SchemaId,
    required: bool,
}

/// What the schemas declare and the object lacks, each name once, of the names that matter.
fn absent<'s>(
    spec: &'s Spec,
    (object, ids): (Node<'_>, &[SchemaId]),
    matters: impl Fn(&str) -> bool,
) -> Vec<Absent<'s>> {
    let schemas = || ids.iter().map(|id| (*id, spec.schema(*id)));
    let is_required =
        |name: &str| schemas().any(|(_, s)| s.required.iter().any(|required| *required.name == *name));
    let mut found: Vec<Absent<'s>> = Vec::new();
    for (parent, schema) in schemas() {
        for property in &schema.properties {
            if !matters(&property.name) || object.get(&property.name).is_some() {
                continue;
            }
            // A second name that the spec knows is not one that is missed.
            if spec.schema(property.schema).marks.alias_of.is_some() {
                continue;
            }
            match found.iter_mut().find(|known| known.property.name == property.name) {
                None => found.push(Absent { property, parent, required: is_required(&property.name) }),
                Some(known) if (parent, property.schema) < (known.parent, known.property.schema) => {
                    (known.parent, known.property) = (parent, property);
                }
                Some(_) => {}
            }
        }
    }
    found
}

fn arrive<'s>(
    swaps: &mut Swaps,
    (name, value): (&str, Node<'_>),
    place: (Node<'_>, &[SchemaId]),
    spec: &'s Spec,
    matcher: &mut Matcher<'s>,
) {
    let Some(arrival) = swaps.admit(name) else { return };
    let (mut instead_of, mut lifted_from) = (BTreeMap::new(), BTreeMap::new());
    let is_first = arrival.objects == 0;
    // After the first object only what is still possible has to be looked at.
    let matters = |declared: &str| {
        is_first
            || value.kind() == Kind::Object
            || arrival.instead_of.contains_key(declared)
            || arrival.lifted_from.contains_key(declared)
    };
    for gone in &absent(spec, place, matters) {
        let declared = &gone.property.name;
        if (is_first || arrival.instead_of.contains_key(&**declared))
            && let Some(candidate) = candidate(spec, matcher, gone, value)
        {
            instead_of.insert(declared.to_string(), candidate);
        }
        if is_first || arrival.lifted_from.contains_key(&**declared) {
            let inner = property_in(spec, gone.property.schema, name, 0);
            if let Some(fitting) = inner.filter(|inner| may_hold(spec, *inner, value, 0)) {
                let fits = u64::from(matcher.matches(fitting, value));
                let candidate = Candidate { fits, ..plain(gone) };
                lifted_from.insert(declared.to_string(), candidate);
            }
        }
        if value.kind() == Kind::Object
            && let Some(inner) = value.get(declared)
            && may_hold(spec, gone.property.schema, inner, 0)
        {
            *arrival.wraps.entry(declared.to_string()).or_default() += 1;
        }
    }
    let looks = Look::of(value).map(|look| Looks::of(&[look])).unwrap_or_default();
    let seen = Arrival {
        objects: 1,
        valued: u64::from(!value.is_null()),
        looks,
        instead_of,
        lifted_from,
        wraps: BTreeMap::new(),
    };
    let wraps = std::mem::take(&mut arrival.wraps);
    arrival.merge(&seen);
    arrival.wraps = wraps;
}

fn plain(gone: &Absent<'_>) -> Candidate {
    Candidate {
        parent: gone.parent,
        schema: gone.property.schema,
        required: gone.required,
        fits: 0,
        common: 0,
        alien: 0,
    }
}

/// The declared property as one the value may belong to, if it could hold it.
fn candidate<'s>(
    spec: &'s Spec,
    matcher: &mut Matcher<'s>,
    gone: &Absent<'s>,
    value: Node<'_>,
) -> Option<Candidate> {
    let id = gone.property.schema;
    if !may_hold(spec, id, value, 0) {
        return None;
    }
    let mut found = plain(gone);
    found.fits = u64::from(!value.is_null() && matcher.matches(id, value));
    let items = item_schema(spec, id, 0);
    let objects = value.items().take(MOST_ITEMS).chain((value.kind() == Kind::Object).then_some(value));
    for object in objects.filter(|object| object.kind() == Kind::Object) {
        let owner = if value.kind() == Kind::Array { items } else { Some(id) };
        for (name, _) in object.members() {
            let is_declared = owner.is_some_and(|owner| property_in(spec, owner, name, 0).is_some());
            *(if is_declared { &mut found.common } else { &mut found.alien }) += 1;
        }
    }
    Some(found)
}

/// May a value of this JSON type stand here at all?
fn may_hold(spec: &Spec, id: SchemaId, value: Node<'_>, depth: u32) -> bool {
    let schema = spec.schema(id);
    if value.is_null() || depth > MOST_DEPTH {
        return true;
    }
    if let Some(kind) = schema.kind {
        return match kind {
            Type::Integer | Type::Number => value.kind() == Kind::Number,
            other => other.name() == value.kind().name(),
        };
    }
    let branches = if schema.one_of.is_empty() { &schema.any_of } else { &schema.one_of };
    schema.all_of.iter().all(|part| may_hold(spec, *part, value, depth + 1))
        && (branches.is_empty()
            || branches.iter().any(|branch| may_hold(spec, branch.schema, value, depth + 1)))
}

/// Every part of a schema that may declare something: itself, `allOf` and the branches.
fn parts(schema: &Schema) -> impl Iterator<Item = SchemaId> {
    let branches = schema.one_of.iter().chain(&schema.any_of).map(|branch| branch.schema);
    schema.all_of.iter().copied().chain(branches)
}

/// The schema of a property that the schema declares somewhere.
fn property_in(spec: &Spec, id: SchemaId, name: &str, depth: u32) -> Option<SchemaId> {
    let schema = spec.schema(id);
    if let Some(property) = schema.property(name) {
        return Some(property.schema);
    }
    if depth > MOST_DEPTH {
        return None;
    }
    parts(schema).find_map(|part| property_in(spec, part, name, depth + 1))
}

/// The schema of the items.
fn item_schema(spec: &Spec, id: SchemaId, depth: u32) -> Option<SchemaId> {
    let schema = spec.schema(id);
    if schema.items.is_some() || depth > MOST_DEPTH {
        return schema.items;
    }
    parts(schema).find_map(|part| item_schema(spec, part, depth + 1))
}
