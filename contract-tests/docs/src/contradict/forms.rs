//! Values of a property in two forms: ids, masks, years, timestamps.

use std::collections::{BTreeMap, BTreeSet};

use super::aliases::Aliases;
use super::report::{Draft, places_of};
use super::view::{Operation, same_answer};
use crate::model::{Claim, Location, Predicate};
use contract_core::rules::docs::{Scope, Topic};

/// A form, with the family in which forms exclude each other.
fn form(claim: &Claim) -> Option<(&'static str, String)> {
    let text = claim.value.as_str()?;
    let family = match claim.predicate {
        Predicate::ExampleClass => family(text)?,
        Predicate::Format if matches!(text, "uuid" | "date") => family(text)?,
        _ => return None,
    };
    Some((family, text.to_owned()))
}

fn family(class: &str) -> Option<&'static str> {
    let head = class.split('.').next().unwrap_or(class);
    match head {
        "uuid" | "prefixed" | "digits" | "hex" => Some("id"),
        "mask" => Some("mask"),
        "year" => Some("year"),
        "date" | "date-time" | "epoch" => Some("time"),
        _ => None,
    }
}

fn description(form: &str) -> String {
    if let Some((first, last)) = form.strip_prefix("mask.").and_then(|digits| digits.split_once('+')) {
        return format!("the first {first} and the last {last} digits unmasked")
            .replace("the first 0 and ", "");
    }
    if let Some(digits) = form.strip_prefix("year.") {
        return format!("{digits} digits");
    }
    if let Some(digits) = form.strip_prefix("date-time.") {
        return format!("{digits} fractional digits of a second");
    }
    match form.strip_prefix("prefixed.") {
        Some(prefix) => format!("`{prefix}_` and an id"),
        None => match form {
            "uuid" => "a UUID".to_owned(),
            other => other.to_owned(),
        },
    }
}

type Forms<'a> = BTreeMap<String, Vec<&'a Claim>>;

/// A property of an operation with two forms.
pub(super) fn within<'a>(operation: &Operation<'a>, aliases: &Aliases<'a>, drafts: &mut Vec<Draft<'a>>) {
    for ((location, _, name, family), forms) in by_property(operation, aliases) {
        if forms.len() < 2 || !overlap(&forms) {
            continue;
        }
        // Recorded and hand-written ids of different objects differ legitimately: a reference to another
        // object keeps its own form.
        let claims: Vec<&Claim> = forms.values().flatten().copied().collect();
        drafts.push(draft(operation.name, location, name, family, &forms, claims));
    }
    parameters(operation, drafts);
}

/// True if two of the forms describe the same response.
fn overlap(forms: &Forms<'_>) -> bool {
    let all: Vec<(&String, &Claim)> =
        forms.iter().flat_map(|(form, claims)| claims.iter().map(move |claim| (form, *claim))).collect();
    all.iter().enumerate().any(|(index, (form, claim))| {
        all.iter().skip(index + 1).any(|(other, twin)| {
            form != other && same_answer(claim.status.as_deref(), twin.status.as_deref())
        })
    })
}

type Key<'a> = (Location, String, &'a str, &'static str);

fn by_property<'a>(operation: &Operation<'a>, aliases: &Aliases<'a>) -> BTreeMap<Key<'a>, Forms<'a>> {
    let mut found: BTreeMap<Key<'a>, Forms<'a>> = BTreeMap::new();
    for (key, source) in &operation.sources {
        for (property, claims) in &source.properties {
            for claim in claims {
                if let Some((family, form)) = form(claim) {
                    let key = (key.location, property.object.clone(), aliases.name(property), family);
                    found.entry(key).or_default().entry(form).or_default().push(claim);
                }
            }
        }
    }
    found
}

fn parameters<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    let mut found: BTreeMap<(Location, &str, &'static str), Forms<'a>> = BTreeMap::new();
    for claim in operation.claims.iter().filter(|claim| claim.location.is_parameter()) {
        if let Some((family, form)) = form(claim) {
            found
                .entry((claim.location, &claim.pointer, family))
                .or_default()
                .entry(form)
                .or_default()
                .push(claim);
        }
    }
    for ((location, name, family), forms) in found.into_iter().filter(|(_, forms)| forms.len() >= 2) {
        let claims: Vec<&Claim> = forms.values().flatten().copied().collect();
        drafts.push(draft(operation.name, location, name, family, &forms, claims));
    }
}

fn draft<'a>(
    operation: &'a str,
    location: Location,
    name: &str,
    family: &str,
    forms: &Forms<'_>,
    claims: Vec<&'a Claim>,
) -> Draft<'a> {
    let mut claims = claims;
    claims.sort_by_key(|claim| (&claim.page, claim.line));
    let stated: Vec<String> = forms
        .iter()
        .map(|(form, claims)| format!("{} in {}", description(form), places_of(claims)))
        .collect();
    let first = claims.first();
    Draft {
        status: first.and_then(|claim| claim.status.as_deref()),
        found: Some(name.to_owned()),
        ..Draft::error(
            Topic::Form,
            (operation, location, &first.map(|claim| claim.pointer.clone()).unwrap_or_default()),
            format!("`{name}` has two forms ({family}): {}", stated.join("; ")),
            claims,
        )
    }
}

/// A property of an object whose forms differ between two operations.
pub(super) fn across<'a>(operations: &[Operation<'a>], aliases: &Aliases<'a>, drafts: &mut Vec<Draft<'a>>) {
    let mut found: BTreeMap<Key<'a>, Vec<(&'a str, Forms<'a>)>> = BTreeMap::new();
    for operation in operations {
        for (key, forms) in by_property(operation, aliases)
            .into_iter()
            .filter(|(key, _)| key.0 == Location::ResponseBody && !key.1.is_empty())
        {
            found.entry(key).or_default().push((operation.name, forms));
        }
    }
    for ((location, _, name, family), sides) in found {
        let Some((first, _)) = sides.first() else { continue };
        let disjoint = sides.iter().enumerate().any(|(index, (_, one))| {
            let ours: BTreeSet<&String> = one.keys().collect();
            sides.iter().skip(index + 1).any(|(_, other)| other.keys().all(|form| !ours.contains(form)))
        });
        // Ids are compared within an operation only: two operations may describe objects of different origin.
        if !disjoint || family == "id" {
            continue;
        }
        let mut all: Forms<'a> = BTreeMap::new();
        for (form, claims) in sides.iter().flat_map(|(_, forms)| forms) {
            all.entry(form.clone()).or_default().extend(claims);
        }
        let claims: Vec<&Claim> =
            sides.iter().flat_map(|(_, forms)| forms.values().flatten().copied()).collect();
        let mut draft = draft(first, location, name, family, &all, claims);
        draft.message = draft.message.replacen("has two forms", "has forms that differ from page to page", 1);
        draft.scope = Some(Scope::AcrossOperations);
        drafts.push(draft);
    }
}
