//! Finds the properties that are `readOnly` or `writeOnly`, in whatever part of their schema it is written.

use super::schema::{Branch, OneWay, Schema, SchemaId};

/// The most parts of a schema that are searched.
const MAX_PARTS: usize = 64;

/// Sets [`Property::one_way`](super::Property::one_way) of every property.
pub(super) fn mark(schemas: &mut [Schema]) {
    let direction = |schema: &Schema| Search { schemas, passed: Vec::new() }.direction(schema);
    let directions: Vec<Option<OneWay>> = schemas.iter().map(direction).collect();
    for property in schemas.iter_mut().flat_map(|schema| &mut schema.properties) {
        property.one_way = directions.get(property.schema.index()).copied().flatten();
    }
}

/// The search through the parts of one schema.
struct Search<'a> {
    schemas: &'a [Schema],
    /// What was searched: schemas may lead back to themselves.
    passed: Vec<SchemaId>,
}

impl Search<'_> {
    fn direction(&mut self, schema: &Schema) -> Option<OneWay> {
        if schema.read_only {
            return Some(OneWay::ReadOnly);
        }
        if schema.write_only {
            return Some(OneWay::WriteOnly);
        }
        let of_parts = schema.all_of.iter().find_map(|part| self.of_part(*part));
        of_parts.or_else(|| self.of_all(&schema.one_of)).or_else(|| self.of_all(&schema.any_of))
    }

    fn of_part(&mut self, id: SchemaId) -> Option<OneWay> {
        if self.passed.contains(&id) || self.passed.len() >= MAX_PARTS {
            return None;
        }
        self.passed.push(id);
        let schemas = self.schemas;
        self.direction(schemas.get(id.index())?)
    }

    /// The direction that all branches have.
    fn of_all(&mut self, branches: &[Branch]) -> Option<OneWay> {
        let mut directions = branches.iter().map(|branch| self.of_part(branch.schema));
        let first = directions.next()??;
        directions.all(|other| other == Some(first)).then_some(first)
    }
}
