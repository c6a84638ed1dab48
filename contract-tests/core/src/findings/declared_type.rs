//! Tells the schema of one field from a type of the API. Values that match a type, such as an amount or an
//! address, say nothing about which field they belong to.

use std::collections::BTreeSet;

use crate::spec::{Schema, SchemaId, Spec};

/// How many wrappers are looked through: nullable compositions, and lists.
const MAX_WRAPPERS: usize = 8;

/// True if properties with other names have this schema, or one with the same members.
pub(super) fn is_type(spec: &Spec, declared: &str, schema: SchemaId) -> bool {
    let own = unwrapped(spec, schema);
    let count = spec.schema(own).properties.len();
    let members = members(spec, own);
    let properties = spec.schemas.iter().flat_map(|schema| &schema.properties);
    properties.filter(|property| &*property.name != declared).any(|property| {
        let other = unwrapped(spec, property.schema);
        let may_be_same = count > 0 && spec.schema(other).properties.len() == count;
        other == own || (may_be_same && self::members(spec, other) == members)
    })
}

/// How many properties the schema declares, inside lists and compositions of one part.
pub(super) fn properties(spec: &Spec, schema: SchemaId) -> usize {
    spec.schema(unwrapped(spec, schema)).properties.len()
}

/// The schema inside lists and compositions of one part.
fn unwrapped(spec: &Spec, mut id: SchemaId) -> SchemaId {
    for _ in 0..MAX_WRAPPERS {
        let Some(inner) = only_part(spec.schema(id)) else { break };
        id = inner;
    }
    id
}

fn only_part(schema: &Schema) -> Option<SchemaId> {
    if !schema.properties.is_empty() {
        return None;
    }
    let mut parts = schema.parts().chain(schema.item_schemas());
    parts.next().filter(|_| parts.next().is_none())
}

fn members(spec: &Spec, id: SchemaId) -> BTreeSet<&str> {
    spec.schema(id).properties.iter().map(|property| &*property.name).collect()
}
