//! Required in one place, optional or left out in another.

use std::collections::{BTreeMap, BTreeSet};

use super::report::{Draft, where_said};
use super::view::Operation;
use crate::model::{Claim, Location, Predicate, Section};
use contract_core::rules::Level;
use contract_core::rules::docs::{Cause, Scope};

/// Compares what is said of every parameter and of every field of the request.
pub(super) fn within<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    let mut said: BTreeMap<(Location, &'a str), Vec<&'a Claim>> = BTreeMap::new();
    for claim in operation
        .claims
        .iter()
        .filter(|claim| claim.predicate == Predicate::Required && claim.location != Location::ResponseBody)
    {
        said.entry((claim.location, &claim.pointer)).or_default().push(claim);
    }
    for ((location, pointer), claims) in &said {
        let split = |wanted: bool| {
            claims.iter().filter(|claim| claim.value == wanted).copied().collect::<Vec<&Claim>>()
        };
        let (yes, no) = (split(true), split(false));
        if !yes.is_empty() && !no.is_empty() {
            let message = format!(
                "`{pointer}` is required in {} and optional in {}",
                where_said(&yes),
                where_said(&no)
            );
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

/// The list marks what is required, and does not mark this.
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
            "`{pointer}` is required in {} and not marked so in {}",
            where_said(yes),
            where_said(&here)
        );
        drafts.push(draft(operation, location, pointer, message, yes.iter().copied().chain(here).collect()));
    }
}

/// A sample of the request leaves it out.
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
            "`{pointer}` is required in {} and left out of the request in {}",
            where_said(yes),
            where_said(&first)
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
        level: Level::Error,
        cause: Cause::Required,
        operation: operation.name,
        location,
        status: None,
        pointer: pointer.to_owned(),
        renamed_from: None,
        found: Some(pointer.trim_start_matches('/').to_owned()),
        scope: None,
        message,
        claims,
    }
}
