//! Two JSON types at one place.

use std::collections::BTreeMap;

use super::report::{Draft, places_of};
use super::view::{Operation, same_answer};
use crate::model::{Claim, Location, Predicate};
use contract_core::rules::docs::Topic;

type Place<'a> = (Location, &'a str);

/// Types of one place that exclude each other.
pub(super) fn within<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    let mut found: BTreeMap<Place<'a>, BTreeMap<&'a str, Vec<&'a Claim>>> = BTreeMap::new();
    for claim in operation.claims.iter().filter(|claim| claim.predicate == Predicate::Type) {
        let Some(kind) = claim.value.as_str() else { continue };
        found.entry((claim.location, &claim.pointer)).or_default().entry(kind).or_default().push(claim);
    }
    for ((location, pointer), kinds) in found {
        let pairs: Vec<(&&str, &Vec<&Claim>)> = kinds.iter().collect();
        let conflict = pairs.iter().enumerate().find_map(|(index, (kind, claims))| {
            let other = pairs
                .iter()
                .skip(index + 1)
                .find(|(other, twins)| !compatible(kind, other) && meet(claims, twins))?;
            Some(((*kind, *claims), *other))
        });
        let Some(((kind, claims), (other, twins))) = conflict else { continue };
        drafts.push(Draft {
            status: claims.first().and_then(|claim| claim.status.as_deref()),
            found: Some((*other).to_owned()),
            ..Draft::error(
                Topic::Type,
                (operation.name, location, pointer),
                format!(
                    "`{pointer}` is of type {kind} in {} and {other} in {}",
                    places_of(claims),
                    places_of(twins)
                ),
                claims.iter().chain(twins).copied().collect(),
            )
        });
    }
}

fn meet(claims: &[&Claim], twins: &[&Claim]) -> bool {
    claims
        .iter()
        .any(|claim| twins.iter().any(|twin| same_answer(claim.status.as_deref(), twin.status.as_deref())))
}

fn compatible(one: &str, other: &str) -> bool {
    let numbers = |kind: &str| matches!(kind, "integer" | "number");
    one == other || one == "any" || other == "any" || (numbers(one) && numbers(other))
}
