//! The claims of two readings of the docs, compared: added, removed, changed, moved. Lines never matter.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::{Claim, Predicate};

/// The claims of some pages.
#[derive(Debug, Clone, Default)]
pub struct PageSet {
    /// By the name of the page: its address and its claims.
    pub pages: BTreeMap<String, (String, Vec<Claim>)>,
}

/// One claim before and after.
#[derive(Debug, Clone, Serialize)]
pub struct Changed {
    /// As it was.
    pub before: Claim,
    /// As it is.
    pub after: Claim,
}

/// One claim on two pages, or under two addresses.
#[derive(Debug, Clone, Serialize)]
pub struct Moved {
    /// Where it was.
    pub before: Claim,
    /// Where it is.
    pub after: Claim,
}

/// What differs between two readings.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Diff {
    /// Claims that are new.
    pub added: Vec<Claim>,
    /// Claims that are gone.
    pub removed: Vec<Claim>,
    /// Claims that say something else, or say it of another name.
    pub changed: Vec<Changed>,
    /// Claims that stand on another page.
    pub moved: Vec<Moved>,
    /// Pages that are new.
    pub pages_added: Vec<String>,
    /// Pages that are gone.
    pub pages_removed: Vec<String>,
    /// Pages with the same claims at another address.
    pub pages_moved: Vec<String>,
}

impl Diff {
    /// Did no claim change?
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
    let (mut removed, mut added) = unmatched(claims(old), claims(new));
    pair(&mut removed, &mut added, &mut diff.changed, |before, after| {
        before.page == after.page && before.same_subject(after) && one_of_a_kind(before, after)
    });
    moved(&mut removed, &mut added, &mut diff.moved);
    renamed(&mut removed, &mut added, &mut diff.changed);
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

/// What a claim says, without the line it stands on.
fn said(claim: &Claim) -> String {
    format!(
        "{} {:?} {:?} {:?} {:?} {} {:?} {}",
        claim.page,
        claim.section,
        claim.operation,
        claim.location,
        claim.status,
        claim.pointer,
        claim.predicate,
        claim.value
    )
}

fn unmatched(old: Vec<Claim>, new: Vec<Claim>) -> (Vec<Claim>, Vec<Claim>) {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for claim in &new {
        *known.entry(said(claim)).or_default() += 1;
    }
    let mut removed = Vec::new();
    let mut matched: BTreeMap<String, usize> = BTreeMap::new();
    for claim in old {
        let key = said(&claim);
        match known.get_mut(&key).filter(|count| **count > 0) {
            Some(count) => {
                *count -= 1;
                *matched.entry(key).or_default() += 1;
            }
            None => removed.push(claim),
        }
    }
    let mut added = Vec::new();
    for claim in new {
        match matched.get_mut(&said(&claim)).filter(|count| **count > 0) {
            Some(count) => *count -= 1,
            None => added.push(claim),
        }
    }
    (removed, added)
}

/// Can the value of one claim have become the value of the other? A new member of a list is no change of another one.
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

fn pair(
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

/// A name that went and a name that came, in the same object and with the same statements, are one name that changed.
fn renamed(removed: &mut Vec<Claim>, added: &mut Vec<Claim>, changed: &mut Vec<Changed>) {
    let groups = |claims: &[Claim]| {
        let mut groups: BTreeMap<(String, String, String, String), BTreeSet<String>> = BTreeMap::new();
        for claim in claims {
            let place = (
                claim.page.clone(),
                format!("{:?} {:?} {:?}", claim.operation, claim.location, claim.section),
                parent(claim).to_owned(),
                claim.pointer.clone(),
            );
            groups.entry(place).or_default().insert(format!("{:?} {}", claim.predicate, claim.value));
        }
        groups
    };
    let gone = groups(removed);
    let come = groups(added);
    let mut taken = BTreeSet::new();
    for ((page, about, parent, pointer), statements) in &gone {
        let twin = come.iter().find(|((other_page, other_about, other_parent, other), said)| {
            let same_place = (other_page, other_about, other_parent) == (page, about, parent);
            same_place && *said == statements && !taken.contains(&(about.clone(), other.clone()))
        });
        let Some(((_, _, _, name), _)) = twin else { continue };
        taken.insert((about.clone(), name.clone()));
        pair(removed, added, changed, |before, after| {
            let places = before.page == *page
                && before.pointer == *pointer
                && after.page == *page
                && after.pointer == *name;
            places
                && before.section == after.section
                && before.predicate == after.predicate
                && before.value == after.value
        });
    }
}

fn parent(claim: &Claim) -> &str {
    claim.pointer.rsplit_once('/').map_or("", |(parent, _)| parent)
}
