//! Operations with another path or method: one change, not the end of all their claims.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::diff::{Changed, Diff, statement};
use crate::model::{Claim, Location, Predicate};

/// The operations that have another name now: the new name, and the old one.
pub(super) struct Renamed {
    names: BTreeMap<(String, String), String>,
}

/// Gives the claims of renamed operations the new name.
pub(super) fn rename(before: &mut [Claim], after: &[Claim]) -> Renamed {
    let (old, new) = (by_operation(before), by_operation(after));
    let mut names: BTreeMap<(String, String), String> = BTreeMap::new();
    for ((page, name), claims) in &old {
        let is_gone = !new.contains_key(&(page.clone(), name.clone()));
        let rivals = new.iter().filter(|((other, came), _)| {
            other == page
                && !old.contains_key(&(page.clone(), came.clone()))
                && !names.contains_key(&(page.clone(), came.clone()))
        });
        let best = rivals
            .map(|((_, came), claims)| (came, claims))
            .filter(|(came, others)| is_same(name, claims, came, others))
            .max_by_key(|(_, others)| shared(claims, others));
        if let Some((came, _)) = best.filter(|_| is_gone) {
            names.insert((page.clone(), came.clone()), name.clone());
        }
    }
    for ((page, came), name) in &names {
        let own =
            before.iter_mut().filter(|claim| claim.page == *page && claim.operation.as_deref() == Some(name));
        own.for_each(|claim| claim.operation = Some(came.clone()));
    }
    Renamed { names }
}

type Claims<'a> = BTreeMap<(String, String), Vec<&'a Claim>>;

fn by_operation(claims: &[Claim]) -> Claims<'_> {
    let mut found = Claims::new();
    for claim in claims {
        if let Some(operation) = &claim.operation {
            found.entry((claim.page.clone(), operation.clone())).or_default().push(claim);
        }
    }
    found
}

/// The statements of an operation, apart from its name.
fn statements(claims: &[&Claim]) -> HashSet<Claim> {
    let about = claims.iter().filter(|claim| claim.location != Location::Operation);
    about.map(|claim| Claim { operation: None, ..statement(claim) }).collect()
}

fn shared(claims: &[&Claim], others: &[&Claim]) -> usize {
    statements(claims).intersection(&statements(others)).count()
}

/// True if two names are those of one operation: most of what is said of one is said of the other, or the paths have most
/// parts in common where nothing else is said.
fn is_same(name: &str, claims: &[&Claim], came: &str, others: &[&Claim]) -> bool {
    let (ours, theirs) = (statements(claims), statements(others));
    let least = ours.len().min(theirs.len());
    let both = ours.intersection(&theirs).count();
    if least < 2 {
        return name != came && ours == theirs && has_same_parts(name, came);
    }
    let method = |name: &str| name.split(' ').next().map(str::to_owned);
    let is_alike =
        has_same_parts(name, came) && method(name) == method(came) && has_same_names(claims, others);
    is_alike
        || both * 5 >= ours.len().max(theirs.len()) * 3
        || (both * 3 >= least * 2 && has_same_parts(name, came))
}

/// True if most of the names are the same, whatever is said of them.
fn has_same_names(claims: &[&Claim], others: &[&Claim]) -> bool {
    let names = |claims: &[&Claim]| -> HashSet<(Location, String)> {
        let about = claims.iter().filter(|claim| claim.location != Location::Operation);
        about.map(|claim| (claim.location, claim.pointer.clone())).collect()
    };
    let (ours, theirs) = (names(claims), names(others));
    let least = ours.len().max(theirs.len());
    least >= 2 && ours.intersection(&theirs).count() * 3 >= least * 2
}

/// True if most fixed parts of two paths are the same.
fn has_same_parts(name: &str, came: &str) -> bool {
    let parts = |name: &str| -> BTreeSet<String> {
        let path = name.split_once(' ').map_or(name, |(_, path)| path);
        let fixed = path.split('/').filter(|part| !part.is_empty() && !part.starts_with('{'));
        fixed.map(str::to_owned).collect()
    };
    let (ours, theirs) = (parts(name), parts(came));
    ours.intersection(&theirs).count() * 2 >= ours.len().max(theirs.len()) && !ours.is_empty()
}

impl Renamed {
    /// Gives claims of the old page their old names back, and keeps one change for each operation.
    pub(super) fn restore(&self, removed: &mut [Claim], diff: &mut Diff) {
        if self.names.is_empty() {
            return;
        }
        let old = |claim: &mut Claim| {
            let key = (claim.page.clone(), claim.operation.clone().unwrap_or_default());
            if let Some(name) = self.names.get(&key) {
                claim.operation = Some(name.clone());
            }
        };
        removed.iter_mut().for_each(old);
        diff.moved.iter_mut().for_each(|moved| old(&mut moved.before));
        diff.changed.iter_mut().for_each(|changed| old(&mut changed.before));
        let mut seen = HashSet::new();
        diff.changed.retain(|changed| !is_path(changed) || seen.insert(names_of(changed)));
    }
}

fn is_path(changed: &Changed) -> bool {
    changed.before.predicate == Predicate::Path && changed.after.predicate == Predicate::Path
}

fn names_of(changed: &Changed) -> (String, String, String) {
    (changed.after.page.clone(), changed.before.text(), changed.after.text())
}
