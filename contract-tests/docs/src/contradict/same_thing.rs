//! Decides whether two names denote the same property.

use std::collections::BTreeSet;

use super::view::{Property, Source};
use crate::model::{Claim, Predicate};

/// True if two properties, each in only one of two samples of an object, seem to be the same.
pub(super) fn is_renamed(
    one: (&Property<'_>, &[&Claim]),
    of: &Source<'_>,
    other: (&Property<'_>, &[&Claim]),
    other_of: &Source<'_>,
) -> bool {
    let ((property, claims), (twin, twin_claims)) = (one, other);
    if spelling(property.name) == spelling(twin.name) {
        return true;
    }
    let classes = (class(claims), class(twin_claims));
    let masks = |class: Option<&str>| class.is_some_and(|class| class.starts_with("mask."));
    if masks(classes.0) && masks(classes.1) {
        return true;
    }
    let members = (members(claims, of), members(twin_claims, other_of));
    if members.0.len() >= 3 && members.0 == members.1 {
        return true;
    }
    let words = |name: &str| name.split('_').map(str::to_owned).collect::<BTreeSet<String>>();
    let shared = words(property.name)
        .intersection(&words(twin.name))
        .any(|word| word.len() > 3 && word != "number" && word != "date");
    shared && classes.0.is_some() && classes.0 == classes.1 && kind(claims) == kind(twin_claims)
}

/// A name without case, underscores and hyphens.
fn spelling(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
