//! The claims of two readings of the docs, compared: added, removed, changed, moved. Lines never matter.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use crate::model::{Claim, Grade, Location, Predicate, Section};

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

/// What a claim says, without its id, its line and what it is worth.
fn said(claim: &Claim) -> Claim {
    Claim { id: String::new(), line: 0, grade: Grade::Prose, ..claim.clone() }
}

/// The claims that only one side has; what one side says twice and the other once is left over once.
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
        *counts.entry(said(claim)).or_default() += 1;
    }
    counts
}

/// Takes one of those that say the same, if there is one left.
fn take(counts: &mut HashMap<Claim, usize>, claim: &Claim) -> bool {
    let Some(count) = counts.get_mut(&said(claim)).filter(|count| **count > 0) else { return false };
    *count -= 1;
    true
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

/// Where names are compared: a page, what it is about, and the object that holds them.
type Holder = (String, Option<String>, Location, Section, String);

/// What is said of each name of each object.
fn statements(claims: &[Claim]) -> BTreeMap<(Holder, String), BTreeSet<(Predicate, String)>> {
    let mut statements: BTreeMap<(Holder, String), BTreeSet<(Predicate, String)>> = BTreeMap::new();
    for claim in claims {
        let Claim { page, operation, location, section, pointer, predicate, value, .. } = claim;
        let holder = (page.clone(), operation.clone(), *location, *section, parent(claim).to_owned());
        statements.entry((holder, pointer.clone())).or_default().insert((*predicate, value.to_string()));
    }
    statements
}

/// A name that went and a name that came, in the same object and with the same statements, are one name that changed.
fn renamed(removed: &mut Vec<Claim>, added: &mut Vec<Claim>, changed: &mut Vec<Changed>) {
    let (gone, come) = (statements(removed), statements(added));
    let mut taken = BTreeSet::new();
    for ((holder, pointer), said) in &gone {
        let twin = come.iter().find(|((other, name), statements)| {
            let is_taken = taken.contains(&(&holder.1, holder.2, holder.3, name));
            other == holder && *statements == said && !is_taken
        });
        let Some(((_, name), _)) = twin else { continue };
        taken.insert((&holder.1, holder.2, holder.3, name));
        pair(removed, added, changed, |before, after| {
            let places = before.page == holder.0
                && before.pointer == *pointer
                && after.page == holder.0
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
