//! Compares the claims of two readings of the docs. Line numbers are ignored.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use super::{operations, renames};
use crate::model::{Claim, Grade, Location, Predicate};

/// The claims of some pages.
#[derive(Debug, Clone, Default)]
pub struct PageSet {
    /// The address and the claims of each page, by name.
    pub pages: BTreeMap<String, (String, Vec<Claim>)>,
    /// What the lines of claims say beside names and types, by the ids of the claims, as far as the text is known.
    pub words: BTreeMap<String, String>,
}

/// A claim before and after a change.
#[derive(Debug, Clone, Serialize)]
pub struct Changed {
    /// Before the change.
    pub before: Claim,
    /// After the change.
    pub after: Claim,
}

/// A claim that moved to another page or address.
#[derive(Debug, Clone, Serialize)]
pub struct Moved {
    /// Before the move.
    pub before: Claim,
    /// After the move.
    pub after: Claim,
}

/// The differences between two readings.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Diff {
    /// New claims.
    pub added: Vec<Claim>,
    /// Removed claims.
    pub removed: Vec<Claim>,
    /// Claims with another value or another name.
    pub changed: Vec<Changed>,
    /// Claims that moved to another page.
    pub moved: Vec<Moved>,
    /// New pages.
    pub pages_added: Vec<String>,
    /// Removed pages.
    pub pages_removed: Vec<String>,
    /// Pages with the same claims at another address.
    pub pages_moved: Vec<String>,
}

impl Diff {
    /// True if no claim changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty() && self.moved.is_empty()
    }
}

/// Compares two readings.
#[must_use]
pub fn diff(old: &PageSet, new: &PageSet) -> Diff {
    let names = |set: &PageSet| set.pages.keys().cloned().collect::<BTreeSet<String>>();
    let (before, after) = (names(old), names(new));
    let mut diff = Diff {
        pages_added: after.difference(&before).cloned().collect(),
        pages_removed: before.difference(&after).cloned().collect(),
        ..Diff::default()
    };
    let claims = |set: &PageSet| {
        set.pages.values().flat_map(|(_, claims)| claims.iter().cloned()).collect::<Vec<Claim>>()
    };
    let (mut before_claims, after_claims) = (claims(old), claims(new));
    let renamed_operations = operations::rename(&mut before_claims, &after_claims);
    let (mut removed, mut added) = unmatched(before_claims, after_claims);
    pair(&mut removed, &mut added, &mut diff.changed, |before, after| {
        before.page == after.page && before.same_subject(after) && one_of_a_kind(before, after)
    });
    moved(&mut removed, &mut added, &mut diff.moved);
    renames::find(&mut removed, &mut added, (old, new), &mut diff.changed);
    moved_within(&mut removed, &mut added, &mut diff.moved);
    renamed_operations.restore(&mut removed, &mut diff);
    diff.pages_moved = before
        .intersection(&after)
        .filter(|name| {
            let address = |set: &PageSet| set.pages.get(*name).map(|(address, _)| address.clone());
            address(old) != address(new)
        })
        .cloned()
        .collect();
    let by_place = |claim: &Claim| (claim.page.clone(), claim.line, claim.id.clone());
    added.sort_by_key(by_place);
    removed.sort_by_key(by_place);
    diff.changed.sort_by_key(|changed| by_place(&changed.after));
    (diff.added, diff.removed) = (added, removed);
    diff
}

/// A claim without its id, line and grade.
pub(super) fn statement(claim: &Claim) -> Claim {
    Claim { id: String::new(), line: 0, grade: Grade::Prose, ..claim.clone() }
}

/// The claims that only one side has. Duplicates are matched one to one.
fn unmatched(old: Vec<Claim>, new: Vec<Claim>) -> (Vec<Claim>, Vec<Claim>) {
    let mut unpaired = counted(&new);
    let (kept, removed): (Vec<Claim>, Vec<Claim>) =
        old.into_iter().partition(|claim| take(&mut unpaired, claim));
    let mut paired = counted(&kept);
    let added = new.into_iter().filter(|claim| !take(&mut paired, claim)).collect();
    (removed, added)
}

fn counted(claims: &[Claim]) -> HashMap<Claim, usize> {
    let mut counts = HashMap::new();
    for claim in claims {
        *counts.entry(statement(claim)).or_default() += 1;
    }
    counts
}

/// Takes one equal claim, if any is left.
fn take(counts: &mut HashMap<Claim, usize>, claim: &Claim) -> bool {
    let Some(count) = counts.get_mut(&statement(claim)).filter(|count| **count > 0) else { return false };
    *count -= 1;
    true
}

/// True if the value of one claim may have changed into the value of the other. A new enum member is not a
/// change of another.
fn one_of_a_kind(before: &Claim, after: &Claim) -> bool {
    match before.predicate {
        Predicate::EnumMember | Predicate::Status => false,
        Predicate::Bound | Predicate::ExampleClass => {
            let kind = |claim: &Claim| claim.text().split(['=', '.']).next().unwrap_or_default().to_owned();
            before.predicate == Predicate::ExampleClass || kind(before) == kind(after)
        }
        _ => true,
    }
}

pub(super) fn pair(
    removed: &mut Vec<Claim>,
    added: &mut Vec<Claim>,
    changed: &mut Vec<Changed>,
    fits: impl Fn(&Claim, &Claim) -> bool,
) {
    let mut rest = Vec::new();
    for before in removed.drain(..) {
        match added.iter().position(|after| fits(&before, after)) {
            Some(at) => {
                let after = added.remove(at);
                changed.push(Changed { before, after });
            }
            None => rest.push(before),
        }
    }
    *removed = rest;
}

fn moved(removed: &mut Vec<Claim>, added: &mut Vec<Claim>, moved: &mut Vec<Moved>) {
    let mut changed = Vec::new();
    pair(removed, added, &mut changed, |before, after| {
        before.page != after.page && before.says_the_same(after)
    });
    moved.extend(changed.into_iter().map(|changed| Moved { before: changed.before, after: changed.after }));
}

/// A name that moved within its operation: from the query to the body, or into another object.
fn moved_within(removed: &mut Vec<Claim>, added: &mut Vec<Claim>, moved: &mut Vec<Moved>) {
    let fits = |before: &Claim, after: &Claim| {
        before.page == after.page
            && before.operation == after.operation
            && before.status == after.status
            && before.name() == after.name()
            && !before.name().is_empty()
            && (before.location, &before.pointer) != (after.location, &after.pointer)
            && goes_with(before.location, after.location)
            && (before.predicate, &before.value) == (after.predicate, &after.value)
    };
    let is_only = |claims: &[Claim], claim: &Claim| {
        let places: BTreeSet<(Location, &str)> = claims
            .iter()
            .filter(|other| other.operation == claim.operation && other.name() == claim.name())
            .map(|other| (other.location, other.pointer.as_str()))
            .collect();
        places.len() == 1
    };
    let alone: BTreeSet<String> = removed
        .iter()
        .filter(|claim| is_only(removed, claim))
        .filter(|claim| added.iter().any(|other| fits(claim, other) && is_only(added, other)))
        .map(|claim| claim.id.clone())
        .collect();
    let mut changed = Vec::new();
    pair(removed, added, &mut changed, |before, after| alone.contains(&before.id) && fits(before, after));
    moved.extend(changed.into_iter().map(|changed| Moved { before: changed.before, after: changed.after }));
}

/// True if a name can move between two parts: both are of the request, or both of the response.
fn goes_with(one: Location, other: Location) -> bool {
    let is_sent = |location: Location| location.is_parameter() || location == Location::RequestBody;
    (is_sent(one) && is_sent(other)) || one == other
}
