//! Collects evidence of renamed, moved and wrapped properties from one object.

use super::layers::{Applied, Position};
use super::learned::{Candidate, MAX_NAMES, UndeclaredName, Wrapped};
use super::matching::Matcher;
use super::walk::{MemberIndex, Scratch, Walk};
use crate::json::{Kind, Node};
use crate::pointer::{child, escaped};
use crate::shown;
use crate::spec::{Property, SchemaId, Spec};
use crate::value_class::{ValueClass, ValueClasses};

/// How many items of an array are examined.
const MAX_ITEMS: usize = 8;

/// The deepest composition that is followed.
const MAX_DEPTH: u32 = 8;

impl<'s> Walk<'_, 's> {
    /// Collects evidence from an object with undeclared or missing names. `missing` and `undeclared` are where
    /// its entries start.
    pub(super) fn learn(
        &mut self,
        object: Node<'_>,
        applied: Applied,
        missing: Position<&'s str>,
        undeclared: Position<MemberIndex>,
    ) {
        let Scratch {
            learned, matcher, path, stack, place, names, missing_names, undeclared: members, ..
        } = &mut *self.scratch;
        let missing = missing_names.above(missing);
        let undeclared = members.above(undeclared);
        if undeclared.is_empty() && missing.is_empty() {
            return;
        }
        (place.status, place.part) = (self.scope.status, self.scope.part);
        self.scope.operation.clone_into(&mut place.operation);
        path.pointer().clone_into(&mut place.pointer);
        let Some(changes) = learned.name_changes(place) else { return };
        for name in missing {
            match changes.missing.get_mut(*name) {
                Some(objects) => *objects += 1,
                None => {
                    changes.missing.insert((*name).to_owned(), 1);
                }
            }
        }
        // An object with more undeclared names is an undeclared map; none of them is a renamed property.
        if undeclared.len() > MAX_NAMES {
            return;
        }
        let mut surroundings = Surroundings { spec: self.spec, matcher, object, ids: stack.applied(applied) };
        for (name, value) in undeclared.iter().filter_map(|at| object.members().nth(at.0)) {
            // A name that may not be shown cannot be named in a finding.
            if names.may_show(self.spec, name)
                && let Some(undeclared) = changes.admit(name)
            {
                surroundings.note_undeclared(undeclared, name, value);
            }
        }
    }
}

/// An object and the schemas that apply to it.
struct Surroundings<'a, 's> {
    spec: &'s Spec,
    matcher: &'a mut Matcher<'s>,
    object: Node<'a>,
    ids: &'a [SchemaId],
}

/// A declared property that is not there.
struct MissingProperty<'s> {
    property: &'s Property,
    parent: SchemaId,
    required: bool,
}

impl<'s> Surroundings<'_, 's> {
    /// The declared property of this name, if the object lacks it. If several schemas declare it, the first
    /// one counts.
    fn missing_property(&self, name: &str) -> Option<MissingProperty<'s>> {
        let spec = self.spec;
        let schemas = || self.ids.iter().map(|id| (*id, spec.schema(*id)));
        let declared = schemas()
            .filter_map(|(parent, schema)| Some((parent, schema.property(name)?)))
            // A missing alias is not a missing property.
            .filter(|(_, property)| spec.schema(property.schema).extensions.alias_of.is_none())
            .min_by_key(|(parent, property)| (*parent, property.schema));
        let (parent, property) = declared.filter(|_| self.object.get(name).is_none())?;
        let required = schemas().any(|(_, schema)| schema.required_position(name).is_some());
        Some(MissingProperty { property, parent, required })
    }

    /// Every declared property that the object lacks, each once.
    fn all_missing(&self) -> Vec<MissingProperty<'s>> {
        let spec = self.spec;
        let properties = self.ids.iter().flat_map(|id| &spec.schema(*id).properties);
        let mut found: Vec<MissingProperty<'s>> = Vec::new();
        for property in properties {
            if !found.iter().any(|known| known.property.name == property.name) {
                found.extend(self.missing_property(&property.name));
            }
        }
        found
    }

    /// Records an undeclared name with its value.
    fn note_undeclared(&mut self, undeclared: &mut UndeclaredName, name: &str, value: Node<'_>) {
        if undeclared.objects == 0 {
            for missing in &self.all_missing() {
                let declared = missing.property.name.to_string();
                if let Some(candidate) = self.candidate(missing, name, value) {
                    undeclared.renamed_from.insert(declared.clone(), candidate);
                }
                if let Some(candidate) = self.flattened(missing, name, value) {
                    undeclared.flattened_from.insert(declared, candidate);
                }
            }
        } else {
            // Candidates only ever drop out, so later objects need to confirm only those that remain.
            undeclared.renamed_from.retain(|declared, known| {
                let now =
                    self.missing_property(declared).and_then(|missing| self.candidate(&missing, name, value));
                now.map(|now| known.absorb(&now)).is_some()
            });
            undeclared.flattened_from.retain(|declared, known| {
                let now =
                    self.missing_property(declared).and_then(|missing| self.flattened(&missing, name, value));
                now.map(|now| known.absorb(&now)).is_some()
            });
        }
        if value.kind() == Kind::Object {
            self.find_wrapped(undeclared, value);
        }
        undeclared.with_rest += u64::from(!value.is_null() && !self.is_wrapper(value));
        undeclared.objects += 1;
        undeclared.non_null += u64::from(!value.is_null());
        undeclared
            .value_classes
            .merge(ValueClass::of(value).map(|class| ValueClasses::of(&[class])).unwrap_or_default());
    }

    /// Looks for missing declared names inside the value, or inside an object in it.
    fn find_wrapped(&mut self, undeclared: &mut UndeclaredName, value: Node<'_>) {
        for missing in &self.all_missing() {
            let declared = &*missing.property.name;
            if let Some(inner) = value.get(declared) {
                self.note_wrapped(undeclared, missing, inner, &escaped(declared));
                continue;
            }
            let objects = value.members().filter(|(_, inner)| inner.kind() == Kind::Object);
            for (name, object) in objects.take(MAX_ITEMS) {
                if let Some(inner) = object.get(declared)
                    && shown::shown_name_in(self.spec, name) == name
                {
                    self.note_wrapped(undeclared, missing, inner, &child(&escaped(name), declared));
                }
            }
        }
    }

    /// True if the value holds missing declared names and nothing else, or one object that does.
    fn is_wrapper(&self, value: Node<'_>) -> bool {
        let is_missing = |(name, inner): (&str, Node<'_>)| {
            self.missing_property(name)
                .is_some_and(|missing| may_hold(self.spec, missing.property.schema, inner, 0))
        };
        let holds_missing_only = |object: Node<'_>| {
            object.kind() == Kind::Object
                && object.members().next().is_some()
                && object.members().all(is_missing)
        };
        let mut members = value.members();
        let only = members.next().filter(|_| members.next().is_none());
        holds_missing_only(value) || only.is_some_and(|(_, inner)| holds_missing_only(inner))
    }

    fn note_wrapped(
        &mut self,
        undeclared: &mut UndeclaredName,
        missing: &MissingProperty<'s>,
        inner: Node<'_>,
        pointer: &str,
    ) {
        let schema = missing.property.schema;
        if may_hold(self.spec, schema, inner, 0) {
            let mut found = empty_candidate(missing);
            self.compare_members(&mut found, schema, inner);
            let same_members = found.has_same_members() && self.matcher.matches_alone(schema, inner);
            let same_members = u64::from(same_members);
            undeclared.wrap(pointer, Wrapped { parent: missing.parent, schema, objects: 1, same_members });
        }
    }

    /// The missing declared object as a candidate that was flattened: it declares the name and could hold the
    /// value.
    fn flattened(&mut self, missing: &MissingProperty<'s>, name: &str, value: Node<'_>) -> Option<Candidate> {
        let (_, inner) = declared_inside(self.spec, missing.property.schema, name)?;
        if !may_hold(self.spec, inner, value, 0) {
            return None;
        }
        let mut found = empty_candidate(missing);
        found.fits = u64::from(self.matcher.matches_alone(inner, value));
        self.compare_members(&mut found, inner, value);
        Some(found)
    }

    /// The missing declared property as a candidate that was renamed: it could hold the value, or its name
    /// differs only in style.
    fn candidate(&mut self, missing: &MissingProperty<'s>, name: &str, value: Node<'_>) -> Option<Candidate> {
        let (spec, id) = (self.spec, missing.property.schema);
        if !may_hold(spec, id, value, 0) {
            return is_same_name(name, &missing.property.name).then(|| empty_candidate(missing));
        }
        let mut found = empty_candidate(missing);
        found.fits = u64::from(!value.is_null() && self.matcher.matches_alone(id, value));
        self.compare_members(&mut found, id, value);
        Some(found)
    }

    /// Counts the members of the value, or of the objects in it if it is an array, by whether the schema
    /// declares them.
    fn compare_members(&self, found: &mut Candidate, id: SchemaId, value: Node<'_>) {
        let spec = self.spec;
        let items = item_schema(spec, id, 0);
        let objects = value.items().take(MAX_ITEMS).chain((value.kind() == Kind::Object).then_some(value));
        for object in objects.filter(|object| object.kind() == Kind::Object) {
            let owner = if value.kind() == Kind::Array { items } else { Some(id) };
            for (name, _) in object.members() {
                let is_declared = owner.is_some_and(|owner| property_in(spec, owner, name, 0).is_some());
                *(if is_declared { &mut found.declared_members } else { &mut found.other_members }) += 1;
            }
        }
    }
}

/// True if two names differ only in case and word separators.
fn is_same_name(left: &str, right: &str) -> bool {
    let letters = |name| str::chars(name).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    letters(left).eq(letters(right))
}

fn empty_candidate(missing: &MissingProperty<'_>) -> Candidate {
    Candidate {
        parent: missing.parent,
        schema: missing.property.schema,
        required: missing.required,
        fits: 0,
        declared_members: 0,
        other_members: 0,
    }
}

/// True if the schema may allow a value of this JSON type.
fn may_hold(spec: &Spec, id: SchemaId, value: Node<'_>, depth: u32) -> bool {
    let schema = spec.schema(id);
    if value.is_null() || depth > MAX_DEPTH {
        return true;
    }
    if let Some(takes) = schema.takes(value.kind()) {
        return takes;
    }
    let branches = if schema.one_of.is_empty() { &schema.any_of } else { &schema.one_of };
    schema.all_of.iter().all(|part| may_hold(spec, *part, value, depth + 1))
        && (branches.is_empty()
            || branches.iter().any(|branch| may_hold(spec, branch.schema, value, depth + 1)))
}

/// The schema of a name that an object declares, and the property that holds it if it is declared one level
/// deeper.
pub(crate) fn declared_inside<'s>(
    spec: &'s Spec,
    id: SchemaId,
    name: &str,
) -> Option<(Option<&'s str>, SchemaId)> {
    if let Some(own) = property_in(spec, id, name, 0) {
        return Some((None, own));
    }
    let own = spec.schema(id);
    let parts = std::iter::once(own).chain(own.parts().map(|part| spec.schema(part)));
    parts.flat_map(|part| &part.properties).find_map(|property| {
        property_in(spec, property.schema, name, 0).map(|inner| (Some(&*property.name), inner))
    })
}

/// The schema of a property, searched through compositions.
fn property_in(spec: &Spec, id: SchemaId, name: &str, depth: u32) -> Option<SchemaId> {
    let schema = spec.schema(id);
    if let Some(property) = schema.property(name) {
        return Some(property.schema);
    }
    if depth > MAX_DEPTH {
        return None;
    }
    schema.parts().find_map(|part| property_in(spec, part, name, depth + 1))
}

/// The schema of the items, searched through compositions.
fn item_schema(spec: &Spec, id: SchemaId, depth: u32) -> Option<SchemaId> {
    let schema = spec.schema(id);
    if schema.items.is_some() || depth > MAX_DEPTH {
        return schema.items;
    }
    schema.parts().find_map(|part| item_schema(spec, part, depth + 1))
}
