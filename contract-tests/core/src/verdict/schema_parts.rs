//! What a schema and its parts say about types, items and properties, for values that came as text.

use crate::spec::{Additional, Literal, Schema, SchemaId, Spec, Type};

/// The deepest composition that is followed.
const MAX_DEPTH: usize = 16;

/// The most parts that are looked at.
const MAX_PARTS: usize = 256;

/// Schemas with everything that applies, or may apply, because they do.
pub(super) struct SchemaParts<'s> {
    parts: Vec<(SchemaId, &'s Schema)>,
}

impl<'s> SchemaParts<'s> {
    pub(super) fn of(spec: &'s Spec, ids: &[SchemaId]) -> Self {
        let mut found = Self { parts: Vec::new() };
        for id in ids {
            found.add(spec, *id, MAX_DEPTH);
        }
        found
    }

    fn add(&mut self, spec: &'s Spec, id: SchemaId, depth: usize) {
        if depth == 0 || self.parts.len() >= MAX_PARTS || self.parts.iter().any(|(known, _)| *known == id) {
            return;
        }
        let schema = spec.schema(id);
        self.parts.push((id, schema));
        schema.parts().for_each(|part| self.add(spec, part, depth - 1));
    }

    /// The types, each once.
    pub(super) fn kinds(&self) -> Vec<Type> {
        let mut kinds: Vec<Type> = self.parts.iter().flat_map(|(_, schema)| own_kinds(schema)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// The parts that are arrays or objects.
    pub(super) fn lists(&self) -> impl Iterator<Item = SchemaId> {
        let is_container = |kind| matches!(kind, Type::Array | Type::Object);
        let is_list = move |schema: &Schema| own_kinds(schema).any(is_container);
        self.parts.iter().filter(move |(_, schema)| is_list(schema)).map(|(id, _)| *id)
    }

    pub(super) fn is_nullable(&self) -> bool {
        self.parts.iter().any(|(_, schema)| schema.nullable)
    }

    /// The schemas of items.
    pub(super) fn items(&self) -> Vec<SchemaId> {
        self.parts.iter().flat_map(|(_, schema)| schema.item_schemas()).collect()
    }

    /// The schemas of a property; of undeclared ones if it is not declared.
    pub(super) fn properties(&self, name: &str) -> Vec<SchemaId> {
        let named = self.parts.iter().filter_map(|(_, schema)| schema.property(name));
        let named: Vec<SchemaId> = named.map(|property| property.schema).collect();
        if !named.is_empty() {
            return named;
        }
        self.parts.iter().flat_map(|(_, schema)| schema.of_member(name)).collect()
    }

    /// True if a part declares the property.
    pub(super) fn declares(&self, name: &str) -> bool {
        self.parts.iter().any(|(_, schema)| schema.property(name).is_some())
    }

    /// True if undeclared names are allowed.
    pub(super) fn allows_any_name(&self) -> bool {
        let is_closed = |schema: &Schema| schema.additional == Additional::Forbidden;
        let mut parts = self.parts.iter().map(|(_, schema)| *schema);
        let declares_nothing = parts.clone().all(|schema| schema.properties.is_empty());
        parts.clone().any(Schema::allows_any_name) || (declares_nothing && !parts.any(is_closed))
    }
}

/// The types that a schema itself has, if it may list several.
fn own_kinds(schema: &Schema) -> impl Iterator<Item = Type> {
    let types = schema.newer.iter().flat_map(|newer| &newer.types);
    own_kind(schema).into_iter().chain(types.filter_map(|kind| kind.word().parse().ok()))
}

/// The type that a schema itself has.
fn own_kind(schema: &Schema) -> Option<Type> {
    let is_text = |values: &Vec<Literal>| values.iter().all(|value| matches!(value, Literal::Text(_)));
    schema
        .kind
        .or_else(|| schema.values.as_ref().is_some_and(is_text).then_some(Type::String))
        .or_else(|| (!schema.properties.is_empty()).then_some(Type::Object))
        .or_else(|| schema.items.is_some().then_some(Type::Array))
}

/// The type of a schema, if its parts agree on one.
pub(super) fn kind(spec: &Spec, id: SchemaId) -> Option<Type> {
    let schema = spec.schema(id);
    if schema.kind.is_some() || !schema.is_composed {
        return own_kind(schema);
    }
    match SchemaParts::of(spec, &[id]).kinds().as_slice() {
        [kind] => Some(*kind),
        _ => None,
    }
}
