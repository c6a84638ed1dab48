//! Compares two samples of an object: envelopes, names, and fields that only one of them has.

use super::aliases::Aliases;
use super::report::{Draft, places_of};
use super::same_thing::is_renamed;
use super::view::{Operation, Property, Source, SourceKey, same_answer};
use crate::model::{Claim, Location, Predicate, Section};
use contract_core::rules::Level;
use contract_core::rules::docs::Topic;

/// Compares all pairs of samples of an operation's response.
pub(super) fn within<'a>(operation: &Operation<'a>, aliases: &Aliases<'a>, drafts: &mut Vec<Draft<'a>>) {
    for (one, other) in pairs(operation) {
        compare(operation, aliases, one, other, drafts);
    }
    left_out_of_table(operation, drafts);
}

/// All properties that two samples of an object name differently: object, name, other name.
pub(super) fn renames<'a>(operation: &Operation<'a>) -> Vec<(String, &'a str, &'a str)> {
    let mut found = Vec::new();
    for (one, other) in pairs(operation) {
        for object in one.places.keys().filter(|object| other.places.contains_key(*object)) {
            let twins = only_in(operation, other, one, object);
            for (property, claims) in only_in(operation, one, other, object) {
                let twin = twins.iter().find(|(twin, twin_claims)| {
                    is_renamed((property, &claims), one, (twin, twin_claims), other)
                });
                found.extend(twin.map(|(twin, _)| (object.clone(), property.name, twin.name)));
            }
        }
    }
    found
}

/// All pairs of samples of the same response.
fn pairs<'s, 'a>(operation: &'s Operation<'a>) -> Vec<(&'s Source<'a>, &'s Source<'a>)> {
    let samples: Vec<(&SourceKey<'a>, &Source<'a>)> =
        operation.sources.iter().filter(|(key, _)| is_answer(key)).collect();
    let mut pairs = Vec::new();
    for (index, (key, one)) in samples.iter().enumerate() {
        let rest = samples.iter().skip(index + 1).filter(|(other, _)| same_answer(key.status, other.status));
        pairs.extend(rest.map(|(_, other)| (*one, *other)));
    }
    pairs
}

/// An object with two names on pages that each use only one of them.
pub(super) fn across<'a>(operations: &[Operation<'a>], drafts: &mut Vec<Draft<'a>>) {
    for (index, one) in operations.iter().enumerate() {
        for other in operations.iter().skip(index + 1) {
            for (key, source) in one.sources.iter().filter(|(key, _)| is_answer(key)) {
                for (_, twin) in
                    other.sources.iter().filter(|(other, _)| is_answer(other) && other.section == key.section)
                {
                    names_across(one, source, other, twin, drafts);
                }
            }
        }
    }
}

fn is_answer(key: &SourceKey<'_>) -> bool {
    let shows = key.section.is_sample() || key.section == Section::ParameterList;
    key.location == Location::ResponseBody && shows
}

/// Only masks show that two names on different pages are the same property.
fn names_across<'a>(
    one: &Operation<'a>,
    source: &Source<'a>,
    other: &Operation<'a>,
    twin: &Source<'a>,
    drafts: &mut Vec<Draft<'a>>,
) {
    let is_mask = |claims: &[&Claim]| {
        claims
            .iter()
            .any(|claim| claim.predicate == Predicate::ExampleClass && claim.text().starts_with("mask."))
    };
    for (property, claims) in source.properties.iter().filter(|(_, claims)| is_mask(claims)) {
        let masks = twin
            .properties
            .iter()
            .filter(|(other, claims)| other.object == property.object && is_mask(claims));
        for (renamed, twin_claims) in masks.filter(|(renamed, _)| renamed.name != property.name) {
            let in_one = mentions(one, renamed).is_empty() && mentions(other, property).is_empty();
            let Some(first) = claims.first().filter(|_| in_one) else { continue };
            drafts.push(Draft {
                level: Level::Error,
                topic: Topic::Name,
                operation: one.name,
                location: Location::ResponseBody,
                status: first.status.as_deref(),
                pointer: first.pointer.clone(),
                renamed_from: twin_claims.first().map(|claim| claim.pointer.clone()),
                found: Some(property.name.to_owned()),
                scope: None,
                message: format!(
                    "`{}` is called `{}` on another page: {}",
                    property.name,
                    renamed.name,
                    places_of(twin_claims)
                ),
                claims: claims.iter().chain(twin_claims).copied().collect(),
            });
        }
    }
}

fn compare<'a>(
    operation: &Operation<'a>,
    aliases: &Aliases<'a>,
    one: &Source<'a>,
    other: &Source<'a>,
    drafts: &mut Vec<Draft<'a>>,
) {
    envelope(operation, one, other, drafts);
    for object in one.places.keys().filter(|object| other.places.contains_key(*object)) {
        let only = only_in(operation, one, other, object);
        let only_other = only_in(operation, other, one, object);
        let mut named = Vec::new();
        for (property, claims) in &only {
            let twin = only_other.iter().find(|(twin, twin_claims)| {
                aliases.name(property) == aliases.name(twin)
                    || is_renamed((property, claims), one, (twin, twin_claims), other)
            });
            let Some((twin, _)) = twin else { continue };
            named.push(property.name);
            named.push(twin.name);
            let (property, twin) = if aliases.is_alias(object, twin.name, property.name) {
                (*property, *twin)
            } else {
                (*twin, *property)
            };
            drafts.push(renamed(operation, property, twin));
        }
        let rest = |list: &[(&'_ Property<'a>, Vec<&'a Claim>)]| -> Vec<(String, Vec<&'a Claim>)> {
            let open = list.iter().filter(|(property, _)| !named.contains(&property.name));
            open.map(|(property, claims)| (property.name.to_owned(), claims.clone())).collect()
        };
        let (only, only_other) = (rest(&only), rest(&only_other));
        let both = !only.is_empty() && !only_other.is_empty();
        let shared = one.names(object).intersection(&other.names(object)).count();
        for (here, there) in [(&only, other), (&only_other, one)] {
            // A list that omits more than it has is an excerpt.
            let is_whole = here.len() <= shared;
            for (name, claims) in here.iter().filter(|(_, claims)| !there_is_only_the_wrapper(claims, there))
            {
                drafts.push(shown_once(operation, object, name, claims, there, (both, is_whole)));
            }
        }
    }
}

/// The properties of an object that only the first sample has. Envelopes are compared separately.
///
/// Properties that the prose documents as omitted are excluded: that is a contradiction of prose and sample.
fn only_in<'s, 'a>(
    operation: &Operation<'a>,
    one: &'s Source<'a>,
    other: &Source<'a>,
    object: &str,
) -> Vec<(&'s Property<'a>, Vec<&'a Claim>)> {
    let theirs = other.names(object);
    let denied = |name: &str| {
        operation
            .claims
            .iter()
            .any(|claim| claim.predicate == Predicate::Exists && claim.value == false && claim.name() == name)
    };
    one.properties
        .iter()
        .filter(|(property, claims)| {
            property.object == object
                && !theirs.contains(property.name)
                && !wraps(property, claims)
                && !denied(property.name)
        })
        .map(|(property, claims)| (property, claims.clone()))
        .collect()
}

/// `data` in an envelope whose object the other sample shows without it.
fn wraps(property: &Property<'_>, claims: &[&Claim]) -> bool {
    let is_object = claims.iter().any(|claim| claim.predicate == Predicate::Type && claim.value == "object");
    property.object.is_empty()
        && is_object
        && matches!(property.name, "data" | "result" | "response" | "payload")
}

fn envelope<'a>(
    operation: &Operation<'a>,
    one: &Source<'a>,
    other: &Source<'a>,
    drafts: &mut Vec<Draft<'a>>,
) {
    for (object, places) in one.places.iter().filter(|(object, _)| !object.is_empty()) {
        let (Some(here), Some(there)) =
            (places.first(), other.places.get(object).and_then(|places| places.first()))
        else {
            continue;
        };
        let is_outermost = here.matches('/').count() <= 2 && *object == operation.resource;
        // For a response that is a list, some sources describe the list and some its items.
        let is_item = here.strip_prefix("/*") == Some(*there) || there.strip_prefix("/*") == Some(*here);
        if is_item || here == there || !is_outermost || places.contains(*there) {
            continue;
        }
        let claims = operation.claims.iter().filter(|claim| {
            let body = claim.location == Location::ResponseBody && claim.predicate != Predicate::ErrorText;
            body && (claim.pointer == *here || claim.pointer == *there)
        });
        drafts.push(Draft {
            level: Level::Error,
            topic: Topic::Envelope,
            operation: operation.name,
            location: Location::ResponseBody,
            status: None,
            pointer: (*here).to_owned(),
            renamed_from: Some((*there).to_owned()),
            found: Some(object.clone()),
            scope: None,
            message: format!("the {object} is at `{here}` in one place and at `{there}` in another"),
            claims: claims.copied().collect(),
        });
    }
}

fn renamed<'a>(operation: &Operation<'a>, name: &Property<'a>, found: &Property<'a>) -> Draft<'a> {
    let (named, claims) = (mentions(operation, name), mentions(operation, found));
    let at = |claims: &[&Claim]| claims.first().map(|claim| claim.pointer.clone()).unwrap_or_default();
    Draft {
        level: Level::Error,
        topic: Topic::Name,
        operation: operation.name,
        location: Location::ResponseBody,
        status: claims.first().and_then(|claim| claim.status.as_deref()),
        pointer: at(&claims),
        renamed_from: Some(at(&named)),
        found: Some(found.name.to_owned()),
        scope: None,
        message: format!(
            "one property has two names: `{}` in {}, `{}` in {}",
            found.name,
            places_of(&claims),
            name.name,
            places_of(&named)
        ),
        claims: claims.iter().chain(&named).copied().collect(),
    }
}

/// All claims about a property in the responses of an operation.
fn mentions<'a>(operation: &Operation<'a>, property: &Property<'_>) -> Vec<&'a Claim> {
    let sources = operation.sources.iter().filter(|(key, _)| key.location == Location::ResponseBody);
    let all = sources.flat_map(|(_, source)| source.properties.iter());
    all.filter(|(known, _)| known.object == property.object && known.name == property.name)
        .flat_map(|(_, claims)| claims.iter().copied())
        .collect()
}

/// True if the other source has only the parent of the field and none of its members. A collapsed list says
/// nothing about its members.
fn there_is_only_the_wrapper(claims: &[&Claim], there: &Source<'_>) -> bool {
    let parent = |claim: &Claim| claim.pointer.rsplit_once('/').map(|(parent, _)| parent.to_owned());
    let Some(holder) = claims.first().and_then(|claim| parent(claim)).filter(|holder| !holder.is_empty())
    else {
        return false;
    };
    let all = || there.properties.values().flatten();
    let names_holder = all().any(|claim| claim.pointer == holder && claim.section == Section::ParameterList);
    names_holder && !all().any(|claim| parent(claim).as_deref() == Some(&*holder))
}

fn shown_once<'a>(
    operation: &Operation<'a>,
    object: &str,
    name: &str,
    claims: &[&'a Claim],
    without: &Source<'a>,
    (both, is_whole): (bool, bool),
) -> Draft<'a> {
    let object_words = if object.is_empty() { "answer" } else { object };
    let other = without
        .properties
        .iter()
        .filter(|(property, _)| property.object == object)
        .flat_map(|(_, claims)| claims.iter().copied())
        .min_by_key(|claim| claim.line);
    let there = other.map(|claim| places_of(&[claim])).unwrap_or_default();
    // Lists claim to be complete, and samples omit optional fields: a field that only a list has is no
    // contradiction, but a field missing from a list is.
    let is_list = |claim: &Claim| claim.section == Section::ParameterList;
    let against_list = other.is_some_and(is_list);
    let both = (both || against_list && is_whole) && !claims.iter().all(|claim| is_list(claim));
    let message = if both && against_list {
        format!("`{name}` is in a sample of the {object_words}, but not in the list at {there}")
    } else if both {
        format!(
            "`{name}` is in one sample of the {object_words}, but not in the one at {there}, which has fields that this one lacks"
        )
    } else {
        format!("the sample of the {object_words} at {there} omits `{name}`")
    };
    Draft {
        level: if both { Level::Error } else { Level::Note },
        topic: if both { Topic::Variant } else { Topic::Extent },
        operation: operation.name,
        location: Location::ResponseBody,
        status: claims.first().and_then(|claim| claim.status.as_deref()),
        pointer: claims.first().map(|claim| claim.pointer.clone()).unwrap_or_default(),
        renamed_from: None,
        found: Some(name.to_owned()),
        scope: None,
        message,
        claims: claims.iter().copied().chain(other).collect(),
    }
}

/// A field whose value the sample also has under a second name, while the table has only one of the names.
fn left_out_of_table<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    let of = |section: Section| {
        operation
            .sources
            .iter()
            .filter(move |(key, _)| key.section == section && key.location == Location::ResponseBody)
    };
    for (_, sample) in of(Section::HandWrittenSample) {
        for (property, claims) in &sample.properties {
            let twin = claims.iter().find_map(|claim| {
                claim
                    .value
                    .as_str()
                    .filter(|_| claim.predicate == Predicate::ExampleClass)?
                    .strip_prefix("same-as.")
            });
            let Some(twin) = twin else { continue };
            let in_table = |name: &str| {
                of(Section::HandWrittenTable)
                    .flat_map(|(_, table)| table.properties.iter())
                    .find(|(known, _)| known.object == property.object && known.name == name)
                    .map(|(_, claims)| claims.clone())
            };
            let (None, Some(listed)) = (in_table(property.name), in_table(twin)) else { continue };
            drafts.push(Draft {
                level: Level::Error,
                topic: Topic::Name,
                operation: operation.name,
                location: Location::ResponseBody,
                status: claims.first().and_then(|claim| claim.status.as_deref()),
                pointer: claims.first().map(|claim| claim.pointer.clone()).unwrap_or_default(),
                renamed_from: listed.first().map(|claim| claim.pointer.clone()),
                found: Some(property.name.to_owned()),
                scope: None,
                message: format!(
                    "the sample has the same value as `{}` and as `{twin}`; the table has only `{twin}`",
                    property.name
                ),
                claims: claims
                    .iter()
                    .copied()
                    .chain(mentions(operation, &Property { object: property.object.clone(), name: twin }))
                    .collect(),
            });
        }
    }
}
