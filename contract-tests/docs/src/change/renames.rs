//! Names of a page that were replaced by others: only with evidence, as in traffic.

use std::collections::{BTreeMap, BTreeSet};

use super::diff::{Changed, PageSet, pair};
use crate::model::{Claim, Location, Predicate, Section};
use contract_core::findings::{DocumentedPair, DocumentedValues};

/// The object in which names are compared: page, operation, location, pointer and kind of section. A page may rename a
/// field in one section and forget another.
type Holder = (String, Option<String>, Location, String, Section);

/// The claims about each name of an object.
type Names<'a> = BTreeMap<String, Vec<&'a Claim>>;

/// A pair of names with enough evidence.
struct Found {
    rank: u8,
    holder: Holder,
    gone: String,
    came: String,
}

/// Turns removed and added claims about one name into changes.
pub(super) fn find(
    removed: &mut Vec<Claim>,
    added: &mut Vec<Claim>,
    (old, new): (&PageSet, &PageSet),
    changed: &mut Vec<Changed>,
) {
    let found = pairs(removed, added, old, new);
    for Found { holder, gone, came, .. } in found {
        let from = child(&holder, &gone);
        let to = child(&holder, &came);
        pair(removed, added, changed, |before, after| {
            let same_part = before.page == holder.0
                && after.page == holder.0
                && before.operation == holder.1
                && after.operation == holder.1
                && before.location == holder.2
                && after.location == holder.2;
            same_part
                && before.section == holder.4
                && after.section == holder.4
                && before.predicate == after.predicate
                && before.value == after.value
                && below(&before.pointer, &from).is_some()
                && below(&before.pointer, &from) == below(&after.pointer, &to)
        });
    }
}

/// The rest of a pointer below a place.
fn below<'a>(pointer: &'a str, place: &str) -> Option<&'a str> {
    pointer.strip_prefix(place).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn child(holder: &Holder, name: &str) -> String {
    if holder.2.is_parameter() { name.to_owned() } else { format!("{}/{name}", holder.3) }
}

/// The pairs of names with evidence, the likeliest first, each name once.
fn pairs(removed: &[Claim], added: &[Claim], old: &PageSet, new: &PageSet) -> Vec<Found> {
    let (gone, came) = (by_holder(removed), by_holder(added));
    let (before, after) = (names_of(old), names_of(new));
    let mut found = Vec::new();
    for (holder, names) in &gone {
        let empty = BTreeSet::new();
        let had = before.get(holder).unwrap_or(&empty);
        let has = after.get(holder).unwrap_or(&empty);
        let siblings: Vec<&str> = had.intersection(has).map(String::as_str).collect();
        // A name that the page still has elsewhere in the object is not gone.
        for (name, claims) in names.iter().filter(|(name, _)| !has.contains(*name)) {
            let others = came.get(holder).into_iter().flatten().filter(|(other, _)| !had.contains(*other));
            for (other, twins) in others {
                let values = values(claims, twins, old, new);
                let pair = DocumentedPair { gone: name, came: other, siblings: &siblings, values };
                if let Some(rank) = pair.rank() {
                    found.push(Found {
                        rank,
                        holder: holder.clone(),
                        gone: name.clone(),
                        came: other.clone(),
                    });
                }
            }
        }
    }
    found.sort_by_key(|found| std::cmp::Reverse(found.rank));
    let mut taken = BTreeSet::new();
    found.retain(|found| {
        let keys =
            [(found.holder.clone(), 0, found.gone.clone()), (found.holder.clone(), 1, found.came.clone())];
        let is_free = keys.iter().all(|key| !taken.contains(key));
        if is_free {
            taken.extend(keys);
        }
        is_free
    });
    found
}

fn holder(claim: &Claim) -> (Holder, String) {
    let (parent, name) = if claim.location.is_parameter() {
        ("", claim.pointer.as_str())
    } else {
        claim.pointer.rsplit_once('/').unwrap_or(("", ""))
    };
    (
        (claim.page.clone(), claim.operation.clone(), claim.location, parent.to_owned(), claim.section),
        name.to_owned(),
    )
}

fn by_holder(claims: &[Claim]) -> BTreeMap<Holder, Names<'_>> {
    let mut found: BTreeMap<Holder, Names<'_>> = BTreeMap::new();
    for claim in claims {
        let (holder, name) = holder(claim);
        if !name.is_empty() && name != "*" {
            found.entry(holder).or_default().entry(name).or_default().push(claim);
        }
    }
    found
}

/// All names of each object, changed or not.
fn names_of(set: &PageSet) -> BTreeMap<Holder, BTreeSet<String>> {
    let mut found: BTreeMap<Holder, BTreeSet<String>> = BTreeMap::new();
    for claim in set.pages.values().flat_map(|(_, claims)| claims) {
        let (holder, name) = holder(claim);
        found.entry(holder).or_default().insert(name);
    }
    found
}

/// What the statements about two names have in common.
fn values(claims: &[&Claim], twins: &[&Claim], old: &PageSet, new: &PageSet) -> DocumentedValues {
    let of = |claims: &[&Claim], wanted: &[Predicate]| -> BTreeSet<String> {
        let own = claims.iter().filter(|claim| wanted.contains(&claim.predicate));
        own.map(|claim| format!("{:?} {}", claim.predicate, claim.text())).collect()
    };
    let types = |claims: &[&Claim]| of(claims, &[Predicate::Type]);
    let telling = [Predicate::Format, Predicate::ExampleClass, Predicate::EnumMember, Predicate::Default];
    let (ours, theirs) = (of(claims, &telling), of(twins, &telling));
    let words = |claims: &[&Claim], set: &PageSet| -> BTreeSet<String> {
        claims
            .iter()
            .filter_map(|claim| set.words.get(&claim.id))
            .flat_map(|words| words.lines())
            .filter(|words| !words.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let described = !words(claims, old).is_disjoint(&words(twins, new));
    let (kinds, other_kinds) = (types(claims), types(twins));
    if !kinds.is_empty() && !other_kinds.is_empty() && kinds.is_disjoint(&other_kinds) {
        return DocumentedValues::Unlike;
    }
    if described || (!ours.is_empty() && ours == theirs) {
        return DocumentedValues::Telling;
    }
    if kinds.is_empty() || other_kinds.is_empty() { DocumentedValues::Unseen } else { DocumentedValues::Type }
}
