//! Finds the schemas whose verdict depends on a place that is not checked.

use super::newer::NewerKeywords;
use super::schema::{Schema, SchemaId};
use super::unchecked::Unchecked;

/// Marks every schema that leads to an unchecked one. A `not` that does cannot be decided, and is not checked either.
pub(super) fn mark(schemas: &mut [Schema]) {
    let reasons = reasons(schemas);
    for index in 0..schemas.len() {
        let reason = |id: SchemaId| reasons.get(id.index()).copied().flatten();
        let Some(schema) = schemas.get_mut(index) else { continue };
        schema.is_uncertain = reasons.get(index).is_some_and(Option::is_some);
        schema.hides_properties |= schema.unchecked.is_some_and(Unchecked::hides_properties);
        if let Some(why) = schema.not.and_then(reason) {
            schema.not = None;
            schema.unchecked = schema.unchecked.or(Some(why));
        }
        let undecided = schema.newer.as_mut().and_then(|newer| without_undecided(newer, reason));
        schema.unchecked = schema.unchecked.or(undecided);
    }
}

/// Drops the keywords that cannot be decided, and returns the reason.
fn without_undecided(
    newer: &mut NewerKeywords,
    reason: impl Fn(SchemaId) -> Option<Unchecked>,
) -> Option<Unchecked> {
    let of_condition = newer.condition.and_then(|condition| reason(condition.test));
    let of_contains = newer.contains.and_then(|contains| reason(contains.schema));
    let of_names = newer.property_names.and_then(reason);
    newer.condition = newer.condition.filter(|_| of_condition.is_none());
    newer.contains = newer.contains.filter(|_| of_contains.is_none());
    newer.property_names = newer.property_names.filter(|_| of_names.is_none());
    of_condition.or(of_contains).or(of_names)
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
    let mapped = schema.discriminator.iter().flat_map(|told| told.mapping.iter().map(|(_, id)| *id));
    let properties = schema.properties.iter().map(|property| property.schema);
    let tests = schema.newer.iter().flat_map(|newer| newer.tests());
    let inner = properties.chain(schema.item_schemas()).chain(schema.value_schemas());
    schema.parts().chain(schema.not).chain(mapped).chain(inner).chain(tests)
}
