//! Required in one place, but optional or missing in another.

use std::collections::{BTreeMap, BTreeSet};

use super::report::{Draft, places_of};
use super::view::Operation;
use crate::model::{Claim, Location, Predicate, Section};
use contract_core::rules::docs::{Scope, Topic};

/// Compares the claims about each parameter and request field.
pub(super) fn within<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    let mut stated: BTreeMap<(Location, &'a str), Vec<&'a Claim>> = BTreeMap::new();
    for claim in operation
        .claims
        .iter()
        .filter(|claim| claim.predicate == Predicate::Required && claim.location != Location::ResponseBody)
    {
        stated.entry((claim.location, &claim.pointer)).or_default().push(claim);
    }
    for ((location, pointer), claims) in &stated {
        let split = |wanted: bool| {
            claims.iter().filter(|claim| claim.value == wanted).copied().collect::<Vec<&Claim>>()
        };
        let (yes, no) = (split(true), split(false));
        if !yes.is_empty() && !no.is_empty() {
            let message =
                format!("`{pointer}` is required in {} and optional in {}", places_of(&yes), places_of(&no));
            drafts.push(draft(
                operation,
                *location,
                pointer,
                message,
                yes.iter().chain(&no).copied().collect(),
            ));
        } else if !yes.is_empty() {
            unmarked(operation, *location, pointer, &yes, drafts);
            left_out(operation, *location, pointer, &yes, drafts);
        }
    }
}

/// The list marks required names, but not this one.
fn unmarked<'a>(
    operation: &Operation<'a>,
    location: Location,
    pointer: &str,
    yes: &[&'a Claim],
    drafts: &mut Vec<Draft<'a>>,
) {
    if yes.iter().any(|claim| claim.section == Section::ParameterList) || location == Location::Header {
        return;
    }
    let listed: Vec<&'a Claim> = operation
        .claims
        .iter()
        .filter(|claim| claim.section == Section::ParameterList && claim.location == location)
        .copied()
        .collect();
    let marks = listed.iter().any(|claim| claim.predicate == Predicate::Required && claim.value == true);
    let here: Vec<&'a Claim> =
        listed.iter().filter(|claim| claim.pointer == pointer).take(1).copied().collect();
    if marks && !here.is_empty() {
        let message = format!(
            "`{pointer}` is required in {}, but not marked as required in {}",
            places_of(yes),
            places_of(&here)
        );
        drafts.push(draft(operation, location, pointer, message, yes.iter().copied().chain(here).collect()));
    }
}

/// A sample of the request omits it.
fn left_out<'a>(
    operation: &Operation<'a>,
    location: Location,
    pointer: &str,
    yes: &[&'a Claim],
    drafts: &mut Vec<Draft<'a>>,
) {
    if location != Location::RequestBody || pointer.matches('/').count() != 1 {
        return;
    }
    let sections = [
        (Section::GeneratedRequestSample, Scope::GeneratedRequestSample),
        (Section::HandWrittenSample, Scope::HandWrittenSample),
        (Section::CodeExample, Scope::CodeExample),
    ];
    for (section, scope) in sections {
        let shown: Vec<&'a Claim> = operation
            .claims
            .iter()
            .filter(|claim| claim.section == section && claim.location == Location::RequestBody)
            .copied()
            .collect();
        let names: BTreeSet<&str> = shown.iter().map(|claim| claim.pointer.as_str()).collect();
        if names.len() < 2 || names.contains(pointer) {
            continue;
        }
        let first: Vec<&'a Claim> =
            shown.iter().min_by_key(|claim| claim.line).copied().into_iter().collect();
        let message = format!(
            "`{pointer}` is required in {}, but missing from the request in {}",
            places_of(yes),
            places_of(&first)
        );
        let mut found =
            draft(operation, location, pointer, message, yes.iter().copied().chain(first).collect());
        found.scope = Some(scope);
        drafts.push(found);
    }
}

fn draft<'a>(
    operation: &Operation<'a>,
    location: Location,
    pointer: &str,
    message: String,
    claims: Vec<&'a Claim>,
) -> Draft<'a> {
    Draft {
        found: Some(pointer.trim_start_matches('/').to_owned()),
        ..Draft::error(Topic::Required, (operation.name, location, pointer), message, claims)
    }
}
