//! Two statuses for one response, and two authorization schemes.

use std::collections::{BTreeMap, BTreeSet};

use super::report::{Draft, places_of};
use super::view::Operation;
use crate::model::{Claim, Location, Predicate, Section};
use contract_core::rules::docs::Topic;

/// Compares the statuses and credentials of an operation.
pub(super) fn within<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    in_body(operation, drafts);
    success(operation, drafts);
    auth(operation, drafts);
}

/// A body that repeats the status with another value.
fn in_body<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    for claim in operation.claims.iter().filter(|claim| {
        claim.predicate == Predicate::Example
            && matches!(claim.pointer.as_str(), "/statusCode" | "/status_code")
    }) {
        let stated = claim.text();
        let Some(status) =
            claim.status.as_deref().filter(|status| **status != stated && !status.ends_with("XX"))
        else {
            continue;
        };
        let heading = operation
            .claims
            .iter()
            .find(|claim| claim.location == Location::Status && claim.text() == status);
        drafts.push(draft(
            operation,
            claim,
            &stated,
            format!(
                "the response has the status {status}, but its body has {stated} in {}",
                places_of(&[claim])
            ),
            heading,
        ));
    }
}

/// The list and the prose state different statuses for success.
fn success<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    let statuses = operation
        .claims
        .iter()
        .filter(|claim| claim.predicate == Predicate::Status && claim.text().starts_with('2'));
    let (listed, written): (Vec<&'a Claim>, Vec<&'a Claim>) =
        statuses.copied().partition(|claim| claim.section == Section::ParameterList);
    let texts = |claims: &[&Claim]| claims.iter().map(|claim| claim.text()).collect::<BTreeSet<String>>();
    let (Some(first), Some(other)) = (listed.first(), written.first()) else { return };
    if texts(&listed).is_disjoint(&texts(&written)) {
        let message = format!(
            "success is {} in {} and {} in {}",
            first.text(),
            places_of(&listed),
            other.text(),
            places_of(&written)
        );
        drafts.push(draft(operation, first, &first.text(), message, Some(other)));
    }
}

fn draft<'a>(
    operation: &Operation<'a>,
    claim: &'a Claim,
    found: &str,
    message: String,
    other: Option<&&'a Claim>,
) -> Draft<'a> {
    Draft {
        status: claim.status.as_deref(),
        found: Some(found.to_owned()),
        ..Draft::error(
            Topic::Status,
            (operation.name, claim.location, &claim.pointer),
            message,
            std::iter::once(claim).chain(other.copied()).collect(),
        )
    }
}

fn auth<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    let mut schemes: BTreeMap<String, Vec<&'a Claim>> = BTreeMap::new();
    for claim in operation.claims.iter().filter(|claim| claim.predicate == Predicate::Auth) {
        schemes.entry(claim.text()).or_default().push(claim);
    }
    let mut sides = schemes.iter();
    let (Some((scheme, claims)), Some((other, twins))) = (sides.next(), sides.next()) else { return };
    drafts.push(Draft {
        found: Some(other.clone()),
        ..Draft::error(
            Topic::Auth,
            (operation.name, Location::Header, "Authorization"),
            format!("{scheme} in {}, {other} in {}", places_of(claims), places_of(twins)),
            claims.iter().chain(twins).copied().collect(),
        )
    });
}
