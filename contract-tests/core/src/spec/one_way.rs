//! Finds the properties that are `readOnly` or `writeOnly`, in whatever part of their schema it is written.

use super::schema::{Branch, OneWay, Schema, SchemaId};

/// The deepest composition that is followed.
const MAX_DEPTH: u32 = 16;

/// Sets [`Property::one_way`](super::Property::one_way) of every property.
pub(super) fn mark(schemas: &mut [Schema]) {
    let directions: Vec<Option<OneWay>> =
        schemas.iter().map(|schema| direction(schemas, schema, MAX_DEPTH)).collect();
    for property in schemas.iter_mut().flat_map(|schema| &mut schema.properties) {
        property.one_way = directions.get(property.schema.index()).copied().flatten();
    }
}

fn direction(schemas: &[Schema], schema: &Schema, depth: u32) -> Option<OneWay> {
    if schema.read_only {
        return Some(OneWay::ReadOnly);
    }
    if schema.write_only {
        return Some(OneWay::WriteOnly);
    }
    let depth = depth.checked_sub(1)?;
    let of = |id: &SchemaId| direction(schemas, schemas.get(id.index())?, depth);
    let of_all = |branches: &[Branch]| {
        let mut directions = branches.iter().map(|branch| of(&branch.schema));
        let first = directions.next()??;
        directions.all(|other| other == Some(first)).then_some(first)
    };
    let of_parts = schema.all_of.iter().find_map(of);
    of_parts.or_else(|| of_all(&schema.one_of)).or_else(|| of_all(&schema.any_of))
}
