//! What the samples of two names have in common, for the judge of renames in traffic and documentation.

use std::collections::BTreeSet;

use super::view::{Property, Source};
use crate::model::{Claim, Predicate};
use contract_core::findings::{DocumentedPair, DocumentedValues};

/// True if two properties, each in only one of two samples of an object, seem to be the same.
pub(super) fn is_renamed(
    one: (&Property<'_>, &[&Claim]),
    of: &Source<'_>,
    other: (&Property<'_>, &[&Claim]),
    other_of: &Source<'_>,
) -> bool {
    let ((property, claims), (twin, twin_claims)) = (one, other);
    let siblings: Vec<&str> =
        of.names(&property.object).into_iter().filter(|name| *name != property.name).collect();
    let pair = DocumentedPair {
        gone: property.name,
        came: twin.name,
        siblings: &siblings,
        values: in_common((claims, of), (twin_claims, other_of)),
    };
    pair.rank().is_some()
}

fn in_common(one: (&[&Claim], &Source<'_>), other: (&[&Claim], &Source<'_>)) -> DocumentedValues {
    let members = (members(one.0, one.1), members(other.0, other.1));
    if members.0.len() >= 3 && members.0 == members.1 {
        return DocumentedValues::Members;
    }
    let kinds = (kind(one.0), kind(other.0));
    if kinds.0.is_some() && kinds.1.is_some() && kinds.0 != kinds.1 {
        return DocumentedValues::Unlike;
    }
    let classes = (class(one.0), class(other.0));
    let masks = |class: Option<&str>| class.is_some_and(|class| class.starts_with("mask."));
    if (classes.0.is_some() && classes.0 == classes.1) || (masks(classes.0) && masks(classes.1)) {
        return DocumentedValues::Telling;
    }
    if kinds.0.is_some() && kinds.0 == kinds.1 { DocumentedValues::Type } else { DocumentedValues::Unseen }
}

fn class<'a>(claims: &[&'a Claim]) -> Option<&'a str> {
    claims
        .iter()
        .find(|claim| claim.predicate == Predicate::ExampleClass)
        .and_then(|claim| claim.value.as_str())
}

fn kind<'a>(claims: &[&'a Claim]) -> Option<&'a str> {
    claims.iter().find(|claim| claim.predicate == Predicate::Type).and_then(|claim| claim.value.as_str())
}

/// The names of the members of a property.
fn members<'a>(claims: &[&Claim], source: &Source<'a>) -> BTreeSet<&'a str> {
    let Some(pointer) = claims.first().map(|claim| claim.pointer.as_str()) else { return BTreeSet::new() };
    let below = source.properties.iter().filter(|(_, claims)| {
        claims.iter().any(|claim| claim.pointer.rsplit_once('/').is_some_and(|(parent, _)| parent == pointer))
    });
    below.map(|(property, _)| property.name).collect()
}
