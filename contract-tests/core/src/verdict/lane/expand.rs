//! Which schemas apply because others do, in the order of the walk.

use super::program::Applied;
use crate::json::{Kind, Node};
use crate::spec::{Branch, BranchIndex, NewerKeywords, Schema, SchemaId, Spec};
use crate::verdict::matching::{self, Matcher};

/// What is known of the schemas that apply to values of one kind.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// They are the same for all values.
    All,
    /// The value decides.
    ByValue,
    /// Only the walk can tell.
    Doubt,
}

impl Applied {
    fn apply(&mut self, id: SchemaId) {
        if !self.schemas.contains(&id) {
            self.schemas.push(id);
        }
    }
}

/// Adds what applies to every value of this kind that the walk does not complain about.
pub(super) fn by_kind(spec: &Spec, applied: &mut Applied, has_one_way: bool) -> Known {
    let (mut at, kind) = (0, applied.kind);
    while let Some(id) = applied.schemas.get(at).copied() {
        let schema = spec.schema(id);
        at += 1;
        if is_for_the_walk(schema) {
            return Known::Doubt;
        }
        if !schema.is_composed {
            continue;
        }
        schema.all_of.iter().for_each(|part| applied.apply(*part));
        if schema.not.is_some() || schema.discriminator.is_some() {
            return Known::ByValue;
        }
        for (branches, first) in groups(schema) {
            let mut possible =
                (first..).zip(branches).filter(|(_, branch)| may_be(spec, branch.schema, kind));
            let Some((index, branch)) = possible.next() else { return Known::Doubt };
            let target = spec.schema(branch.schema);
            // What the lane accepts with this branch conforms to it, unless something beside it counts.
            let depends = target.is_circular
                || applied.schemas.contains(&branch.schema)
                || (has_one_way && matches!(kind, Kind::Array | Kind::Object));
            if possible.next().is_some() || depends {
                return Known::ByValue;
            }
            if !target.extensions.corrections.is_empty() {
                return Known::Doubt;
            }
            applied.branches.push((id, BranchIndex::new(index)));
            applied.apply(branch.schema);
        }
    }
    Known::All
}

/// Adds what applies to this value. False if the walk would report something.
pub(super) fn by_value<'s>(
    spec: &'s Spec,
    matcher: &mut Matcher<'s>,
    applied: &mut Applied,
    node: Node<'_>,
) -> bool {
    let mut at = 0;
    while let Some(id) = applied.schemas.get(at).copied() {
        let schema = spec.schema(id);
        at += 1;
        if is_for_the_walk(schema) {
            return false;
        }
        if !schema.is_composed || matching::is_null_by_wrapper(schema, node) {
            continue;
        }
        schema.all_of.iter().for_each(|part| applied.apply(*part));
        if !branches_apply(spec, matcher, (id, schema), applied, node) {
            return false;
        }
        if schema.not.is_some_and(|not| matcher.matches_alone(not, node)) {
            return false;
        }
    }
    true
}

/// Adds the branches that apply to a value; false if the walk would report something.
fn branches_apply<'s>(
    spec: &'s Spec,
    matcher: &mut Matcher<'s>,
    (id, schema): (SchemaId, &'s Schema),
    applied: &mut Applied,
    node: Node<'_>,
) -> bool {
    if schema.one_of.is_empty() && schema.any_of.is_empty() {
        if let Some(target) = matching::discriminator_target(schema, node) {
            applied.apply(target);
        }
        return true;
    }
    matcher.beside(&applied.schemas);
    if let Some(target) = matching::discriminated(schema, node) {
        applied.apply(target);
        let mut branches = BranchIndex::each(schema.one_of.iter().chain(&schema.any_of));
        let Some((index, branch)) = branches.find(|(_, branch)| branch.schema == target) else {
            return false;
        };
        applied.branches.push((id, index));
        return matcher.matches(target, node) && is_documented(spec, branch);
    }
    groups(schema).all(|(branches, first)| {
        let is_only_one = first == 0 && !schema.one_of.is_empty();
        let mut fitting = None;
        for (index, branch) in (first..).zip(branches) {
            if !matcher.matches(branch.schema, node) {
                continue;
            }
            if fitting.is_some() && is_only_one {
                return false;
            }
            applied.branches.push((id, BranchIndex::new(index)));
            applied.apply(branch.schema);
            fitting = Some(branch);
        }
        fitting.is_some_and(|branch| is_documented(spec, branch))
    })
}

/// The branches of `oneOf` and those of `anyOf`, as far as there are any, each with the index of the first.
fn groups(schema: &Schema) -> impl Iterator<Item = (&Vec<Branch>, usize)> {
    let groups = [(&schema.one_of, 0), (&schema.any_of, schema.one_of.len())];
    groups.into_iter().filter(|(branches, _)| !branches.is_empty())
}

fn is_documented(spec: &Spec, branch: &Branch) -> bool {
    spec.schema(branch.schema).extensions.corrections.is_empty()
}

/// True if a value of this kind may match the schema, as far as `type` says.
fn may_be(spec: &Spec, id: SchemaId, kind: Kind) -> bool {
    spec.schema(id).takes(kind) != Some(false)
}

/// True for a schema that always has something reported, or has keywords that are left to the walk.
fn is_for_the_walk(schema: &Schema) -> bool {
    schema.hides_properties
        || !schema.unread.is_empty()
        || schema.unchecked.is_some()
        || schema.newer.as_deref().is_some_and(|newer| !has_types_only(newer))
}

fn has_types_only(newer: &NewerKeywords) -> bool {
    let NewerKeywords {
        is_false: false,
        types: _,
        condition: None,
        dependent_schemas,
        dependent_required,
        pattern_properties,
        property_names: None,
        unevaluated_properties: crate::spec::Additional::Unspecified,
        prefix_items,
        contains: None,
        unevaluated_items: crate::spec::Additional::Unspecified,
    } = newer
    else {
        return false;
    };
    dependent_schemas.is_empty()
        && dependent_required.is_empty()
        && pattern_properties.is_empty()
        && prefix_items.is_empty()
}
