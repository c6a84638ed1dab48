//! Finds the variant that was meant when none matches.

use std::ops::ControlFlow;

use super::keywords::{self, Violation};
use super::matching::Matcher;
use crate::json::{Kind, Node};
use crate::spec::{Additional, Branch, JsonType, Schema, SchemaId, Spec};

/// The distance of a value of the wrong type; no other difference at the top level comes near it.
const OTHER_TYPE: u64 = 1_000_000;

/// The variant closest to a value that matches none.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Closest<'b> {
    /// This variant was clearly meant.
    Branch(&'b Branch),
    /// No variant allows the value's type.
    NoneOfType,
    /// Two variants are about equally close.
    Unclear,
}

/// The variant that is clearly closest. A constant that names the variant (an `enum` of one value) and
/// required names weigh most; differences deep inside weigh little.
pub(super) fn closest<'b>(
    spec: &Spec,
    matcher: &mut Matcher<'_>,
    branches: &'b [Branch],
    node: Node<'_>,
) -> Closest<'b> {
    let mut scores: Vec<(u64, &Branch)> =
        branches.iter().map(|branch| (distance(spec, matcher, branch.schema, node, 0), branch)).collect();
    scores.sort_by_key(|(distance, _)| *distance);
    match scores.as_slice() {
        [(best, _), ..] if *best >= OTHER_TYPE => Closest::NoneOfType,
        [(_, branch)] => Closest::Branch(branch),
        [(best, branch), (second, _), ..] if best * 3 <= second * 2 => Closest::Branch(branch),
        _ => Closest::Unclear,
    }
}

fn distance(spec: &Spec, matcher: &mut Matcher<'_>, id: SchemaId, node: Node<'_>, depth: u32) -> u64 {
    let schema = spec.schema(id);
    // Deep differences say little about the intended variant, and comparing all of them is expensive.
    if depth > 3 {
        return u64::from(!matcher.matches(id, node));
    }
    let mut total = 0;
    let mut of_type = true;
    keywords::violations(
        schema,
        node,
        |required| depth == 0 && matcher.is_waived(required),
        |violation| {
            total += match violation {
                Violation::Type(_) | Violation::Types | Violation::Null => {
                    of_type = false;
                    if depth == 0 { OTHER_TYPE } else { 400 }
                }
                Violation::Enum if schema.values.as_ref().is_some_and(|values| values.len() == 1) => 2_000,
                Violation::Enum => 600,
                Violation::Required => 500,
                _ => 100,
            };
            ControlFlow::Continue(())
        },
    );
    for part in &schema.all_of {
        total += distance(spec, matcher, *part, node, depth);
    }
    for branches in [&schema.one_of, &schema.any_of] {
        if !branches.is_empty() && !branches.iter().any(|branch| matcher.matches(branch.schema, node)) {
            let of_other_type =
                depth == 0 && branches.iter().all(|branch| !may_be_of_type(spec, branch.schema, node));
            total += if of_other_type { OTHER_TYPE } else { 500 };
        }
    }
    if !of_type {
        return total;
    }
    let below: u64 = match node.kind() {
        Kind::Object => node
            .members()
            .map(|(name, value)| match (schema.property(name), schema.additional) {
                (None, _) if has_pattern_for(schema, name) => 0,
                (Some(property), _) => distance(spec, matcher, property.schema, value, depth + 1) * 3 / 4,
                (None, Additional::Schema(values)) => distance(spec, matcher, values, value, depth + 1) / 4,
                (None, Additional::Forbidden) => 300,
                (None, Additional::Unspecified) if schema.declares_properties() => 150,
                (None, _) => 0,
            })
            .sum(),
        Kind::Array => match schema.items {
            Some(items) => node
                .items()
                .map(|item| distance(spec, matcher, items, item, depth + 1) / 4)
                .max()
                .unwrap_or(0),
            None => 0,
        },
        _ => 0,
    };
    total.saturating_add(below)
}

fn has_pattern_for(schema: &Schema, name: &str) -> bool {
    schema.newer.as_ref().is_some_and(|newer| newer.by_pattern(name).next().is_some())
}

fn may_be_of_type(spec: &Spec, id: SchemaId, node: Node<'_>) -> bool {
    types(spec, id).is_none_or(|types| types.iter().any(|kind| kind.takes(node.kind())))
}

/// The types a schema allows; `None` if it does not say.
pub(super) fn types(spec: &Spec, id: SchemaId) -> Option<Vec<JsonType>> {
    types_within(spec, id, 0)
}

fn types_within(spec: &Spec, id: SchemaId, depth: u32) -> Option<Vec<JsonType>> {
    let schema = spec.schema(id);
    if let Some(types) = schema.types() {
        return Some(types);
    }
    if depth > 8 {
        return None;
    }
    let mut parts = schema.all_of.iter().filter_map(|part| types_within(spec, *part, depth + 1));
    if let Some(found) = parts.next() {
        return Some(found);
    }
    let branches = if schema.one_of.is_empty() { &schema.any_of } else { &schema.one_of };
    if branches.is_empty() {
        return None;
    }
    let mut all = Vec::new();
    for branch in branches {
        for kind in types_within(spec, branch.schema, depth + 1)? {
            if !all.contains(&kind) {
                all.push(kind);
            }
        }
    }
    Some(all)
}
