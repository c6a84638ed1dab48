//! Finds the schemas whose verdict depends on a place that is not checked.

use super::schema::{Additional, Schema, SchemaId};
use super::unchecked::Unchecked;

/// Marks every schema that leads to an unchecked one. A `not` that does cannot be decided, and is not checked either.
pub(super) fn mark(schemas: &mut [Schema]) {
    let reasons = reasons(schemas);
    for index in 0..schemas.len() {
        let reason = |id: SchemaId| reasons.get(id.index()).copied().flatten();
        let Some(schema) = schemas.get_mut(index) else { continue };
        schema.is_uncertain = reasons.get(index).is_some_and(Option::is_some);
        if let Some(why) = schema.not.and_then(reason) {
            schema.not = None;
            schema.unchecked = schema.unchecked.or(Some(why));
        }
    }
}

/// Why each schema is uncertain, if it is.
fn reasons(schemas: &[Schema]) -> Vec<Option<Unchecked>> {
    let mut reasons: Vec<Option<Unchecked>> = schemas.iter().map(|schema| schema.unchecked).collect();
    let mut waiting: Vec<usize> = (0..schemas.len()).filter(|at| reasons.get(*at) != Some(&None)).collect();
    if waiting.is_empty() {
        return reasons;
    }
    let mut parents = vec![Vec::new(); schemas.len()];
    for (parent, schema) in schemas.iter().enumerate() {
        for child in children(schema) {
            parents.get_mut(child.index()).into_iter().for_each(|list: &mut Vec<usize>| list.push(parent));
        }
    }
    while let Some(index) = waiting.pop() {
        let why = reasons.get(index).copied().flatten();
        for parent in parents.get(index).into_iter().flatten() {
            if let Some(reason @ None) = reasons.get_mut(*parent) {
                *reason = why;
                waiting.push(*parent);
            }
        }
    }
    reasons
}

/// Every schema that a schema leads to.
fn children(schema: &Schema) -> impl Iterator<Item = SchemaId> {
    let branches = schema.one_of.iter().chain(&schema.any_of).map(|branch| branch.schema);
    let mapped = schema.discriminator.iter().flat_map(|told| told.mapping.iter().map(|(_, id)| *id));
    let additional = match schema.additional {
        Additional::Schema(values) => Some(values),
        Additional::Unspecified | Additional::Allowed | Additional::Forbidden => None,
    };
    let inner =
        schema.properties.iter().map(|property| property.schema).chain(schema.items).chain(additional);
    schema.all_of.iter().copied().chain(branches).chain(schema.not).chain(mapped).chain(inner)
}
