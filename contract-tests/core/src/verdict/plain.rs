//! Bodies that are neither JSON nor forms. No schema is applied to them.

use crate::spec::{Additional, Content, Schema, SchemaId, Spec, Type};

/// The deepest `allOf` that is followed.
const MAX_DEPTH: usize = 16;

/// True if the spec says no more of such a body than that it is text or bytes.
pub(super) fn is_any_text(spec: &Spec, content: &Content) -> bool {
    content.schema.is_none_or(|schema| allows_any_text(spec, schema, MAX_DEPTH))
}

fn allows_any_text(spec: &Spec, id: SchemaId, depth: usize) -> bool {
    let schema = spec.schema(id);
    depth > 0
        && is_unrestricted(schema)
        && schema.all_of.iter().all(|part| allows_any_text(spec, *part, depth - 1))
}

/// True if the schema has no keyword that a text can violate, and none that describes something else than a text.
fn is_unrestricted(schema: &Schema) -> bool {
    let is_text = matches!(schema.kind, None | Some(Type::String));
    let is_branched = !schema.one_of.is_empty() || !schema.any_of.is_empty() || schema.not.is_some();
    let is_bounded = schema.min_length.is_some() || schema.max_length.is_some() || schema.pattern.is_some();
    let is_listed = schema.values.is_some() || schema.extensions.known_values.is_some();
    let is_object = schema.additional != Additional::Unspecified
        || !schema.properties.is_empty()
        || !schema.required.is_empty()
        || schema.items.is_some();
    is_text
        && schema.format.is_none()
        && schema.unchecked.is_none()
        && schema.newer.is_none()
        && !(is_branched || is_bounded || is_listed || is_object)
}
