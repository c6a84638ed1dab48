//! Two statuses for one answer, and two ways to authorize.

use std::collections::{BTreeMap, BTreeSet};

use super::report::{Draft, where_said};
use super::view::Operation;
use crate::model::{Claim, Location, Predicate, Section};
use contract_core::rules::Level;
use contract_core::rules::docs::Cause;

/// Compares the statuses and the credentials that an operation is said to have.
pub(super) fn within<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    in_body(operation, drafts);
    success(operation, drafts);
    auth(operation, drafts);
}

/// A body that repeats the status, and repeats another one.
fn in_body<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    for claim in operation.claims.iter().filter(|claim| {
        claim.predicate == Predicate::Example
            && matches!(claim.pointer.as_str(), "/statusCode" | "/status_code")
    }) {
        let said = claim.text();
        let Some(status) =
            claim.status.as_deref().filter(|status| **status != said && !status.ends_with("XX"))
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
            &said,
            format!(
                "the answer has the status {status}, and its body says {said} in {}",
                where_said(&[claim])
            ),
            heading,
        ));
    }
}

/// The list and the words promise different statuses for success.
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
            where_said(&listed),
            other.text(),
            where_said(&written)
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
        level: Level::Error,
        cause: Cause::Status,
        operation: operation.name,
        location: claim.location,
        status: claim.status.as_deref(),
        pointer: claim.pointer.clone(),
        renamed_from: None,
        found: Some(found.to_owned()),
        scope: None,
        message,
        claims: std::iter::once(claim).chain(other.copied()).collect(),
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
        level: Level::Error,
        cause: Cause::Auth,
        operation: operation.name,
        location: Location::Header,
        status: None,
        pointer: "Authorization".to_owned(),
        renamed_from: None,
        found: Some(other.clone()),
        scope: None,
        message: format!("{scheme} in {}, {other} in {}", where_said(claims), where_said(twins)),
        claims: claims.iter().chain(twins).copied().collect(),
    });
}
