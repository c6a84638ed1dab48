//! Defaults, limits, and the number of the first page.

use std::collections::BTreeMap;

use serde_json::Value;

use super::report::{Draft, places_of};
use super::view::Operation;
use crate::model::{Claim, Location, Predicate, Section};
use contract_core::rules::Level;
use contract_core::rules::docs::{Scope, Topic};

/// Compares the claims about each query parameter, and what responses echo.
pub(super) fn within<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    for (name, claims) in parameters(operation) {
        let of = |predicate| claims.iter().filter(move |claim| claim.predicate == predicate).copied();
        differ(operation, name, of(Predicate::Default).collect(), Topic::Default, drafts);
        for kind in ["max=", "min=", "maxLength=", "minLength="] {
            let bounds = of(Predicate::Bound).filter(|claim| claim.text().starts_with(kind)).collect();
            differ(operation, name, bounds, Topic::Default, drafts);
        }
        differ(
            operation,
            name,
            of(Predicate::Bound).filter(|claim| claim.text().starts_with("first=")).collect(),
            Topic::PageBase,
            drafts,
        );
        echo(operation, name, &claims, drafts);
        answered(operation, name, &claims, drafts);
    }
}

fn parameters<'a>(operation: &Operation<'a>) -> BTreeMap<&'a str, Vec<&'a Claim>> {
    let mut found: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    for claim in operation.claims.iter().filter(|claim| claim.location == Location::Query) {
        found.entry(&claim.pointer).or_default().push(claim);
    }
    found
}

fn differ<'a>(
    operation: &Operation<'a>,
    name: &str,
    claims: Vec<&'a Claim>,
    topic: Topic,
    drafts: &mut Vec<Draft<'a>>,
) {
    let mut values: Vec<&Value> = claims.iter().map(|claim| &claim.value).collect();
    values.dedup();
    let Some(first) = values.first().copied() else { return };
    let Some(other) = values.iter().find(|value| **value != first) else { return };
    let stated = |value: &Value| {
        places_of(&claims.iter().filter(|claim| claim.value == *value).copied().collect::<Vec<_>>())
    };
    let message = format!("`{name}`: {first} in {}, {other} in {}", stated(first), stated(other));
    drafts.push(draft(operation.name, name, topic, message, claims));
}

/// The generated response to a request without the parameter echoes a value other than the default.
fn echo<'a>(operation: &Operation<'a>, name: &str, claims: &[&'a Claim], drafts: &mut Vec<Draft<'a>>) {
    let Some(default) = claims.iter().find(|claim| claim.predicate == Predicate::Default) else { return };
    if claims.iter().any(|claim| claim.section == Section::GeneratedRequestSample) {
        return;
    }
    let shown = operation.claims.iter().find(|claim| {
        let generated =
            claim.section == Section::GeneratedResponseSample && claim.predicate == Predicate::Example;
        generated && claim.name() == name && claim.pointer.matches('/').count() >= 2
    });
    let Some(shown) = shown.filter(|shown| shown.value != default.value) else { return };
    let also = claims.iter().filter(|claim| {
        let example = claim.predicate == Predicate::Example && claim.value != default.value;
        example || matches!(claim.predicate, Predicate::Default) || claim.text().starts_with("first=")
    });
    let is_page = matches!(name, "page" | "offset" | "current_page" | "currentPage");
    drafts.push(draft(
        operation.name,
        name,
        if is_page { Topic::PageBase } else { Topic::Default },
        format!(
            "`{name}` defaults to {} in {}, but the response to a request without it has {} in {}",
            default.value,
            places_of(&[default]),
            shown.value,
            places_of(&[shown])
        ),
        std::iter::once(*shown).chain(also.copied()).collect(),
    ));
}

/// The sample of the response has another limit than the request of the same page sends.
fn answered<'a>(operation: &Operation<'a>, name: &str, claims: &[&'a Claim], drafts: &mut Vec<Draft<'a>>) {
    let is_sent = |claim: &&&Claim| claim.predicate == Predicate::Example && !claim.value.is_string();
    let sent: Vec<&Claim> = claims.iter().filter(is_sent).copied().collect();
    let Some(first) = sent.first() else { return };
    let shown = operation.claims.iter().find(|claim| {
        claim.predicate == Predicate::Example
            && claim.location == Location::ResponseBody
            && claim.section.is_sample()
            && claim.page == first.page
            && claim.name() == name
            && claim.status.as_deref().is_none_or(|status| status.starts_with('2'))
    });
    let Some(shown) = shown.filter(|shown| sent.iter().all(|claim| claim.value != shown.value)) else {
        return;
    };
    drafts.push(draft(
        operation.name,
        name,
        Topic::Default,
        format!(
            "the request sends `{name}` {} in {}, but the response has {} in {}",
            first.value,
            places_of(&sent),
            shown.value,
            places_of(&[shown])
        ),
        sent.iter().copied().chain([*shown]).collect(),
    ));
}

/// A parameter with different defaults on two pages, or two page bases for similar lists.
pub(super) fn across<'a>(operations: &[Operation<'a>], drafts: &mut Vec<Draft<'a>>) {
    let mut found: BTreeMap<&'a str, Vec<(&Operation<'a>, &'a Claim)>> = BTreeMap::new();
    for operation in operations {
        let mut seen: Vec<&str> = Vec::new();
        for claim in operation
            .claims
            .iter()
            .filter(|claim| claim.location == Location::Query && claim.predicate == Predicate::Default)
        {
            if !seen.contains(&claim.pointer.as_str()) {
                seen.push(&claim.pointer);
                found.entry(&claim.pointer).or_default().push((operation, claim));
            }
        }
    }
    for (name, sides) in found {
        let Some((first, claim)) = sides.first().copied() else { continue };
        let Some((_, other)) = sides.iter().find(|(_, other)| other.value != claim.value) else { continue };
        let opposite = claim.value.is_boolean() && other.value.is_boolean();
        let one_kind = sides.iter().all(|(operation, _)| operation.resource == first.resource);
        if !opposite && !one_kind {
            continue;
        }
        let is_page = matches!(name, "page" | "offset");
        let topic = if is_page { Topic::PageBase } else { Topic::Default };
        let message = format!(
            "`{name}` defaults to {} in {} and to {} in {}",
            claim.value,
            places_of(&[claim]),
            other.value,
            places_of(&[other])
        );
        let claims = sides.iter().map(|(_, claim)| *claim).collect();
        drafts.push(Draft {
            level: Level::Warning,
            scope: Some(Scope::AcrossOperations),
            ..draft(first.name, name, topic, message, claims)
        });
    }
}

/// A finding about a parameter of the query.
fn draft<'a>(
    operation: &'a str,
    name: &str,
    topic: Topic,
    message: String,
    claims: Vec<&'a Claim>,
) -> Draft<'a> {
    Draft {
        found: Some(name.to_owned()),
        ..Draft::error(topic, (operation, Location::Query, name), message, claims)
    }
}
