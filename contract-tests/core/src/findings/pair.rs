//! Pairs of an undeclared and a declared name, and what the other pairs of the object say of one.

use super::likeness::Likeness;
use super::names;
use super::points::{ONLY_PAIR, SIBLINGS, WORTH_A_REMARK};
use super::proof::{Names, Rivals, Siblings, Values};
use crate::verdict::Candidate;

/// An undeclared name with a declared one that it may stand for.
pub(super) struct Pair<'a> {
    pub(super) likeness: Likeness,
    pub(super) came: &'a str,
    pub(super) declared: &'a str,
    pub(super) candidate: &'a Candidate,
}

impl Pair<'_> {
    pub(super) fn shares_a_name(&self, other: &Self) -> bool {
        self.came == other.came || self.declared == other.declared
    }

    pub(super) fn is(&self, other: &Self) -> bool {
        self.came == other.came && self.declared == other.declared
    }

    /// True if it is worth a remark: null says nothing of the value that a name has.
    pub(super) fn is_worth_a_remark(&self) -> bool {
        let evidence = self.likeness.evidence;
        self.likeness.points >= WORTH_A_REMARK
            && (evidence.values != Values::Unseen || evidence.names >= Names::Similar)
    }
}

/// Notes which pairs are the only ones of both their names.
pub(super) fn note_rivals(pairs: &mut [Pair<'_>]) {
    let is_alone = |pair: &Pair<'_>| pairs.iter().filter(|other| other.shares_a_name(pair)).count() == 1;
    let alone: Vec<bool> = pairs.iter().map(is_alone).collect();
    for (pair, _) in pairs.iter_mut().zip(alone).filter(|(_, is_alone)| *is_alone) {
        pair.likeness.add(ONLY_PAIR, None);
        pair.likeness.evidence.rivals = Rivals::None;
    }
}

/// Notes which pairs have siblings whose names changed in the same way.
pub(super) fn note_siblings(pairs: &mut [Pair<'_>]) {
    let found: Vec<(Siblings, Option<String>)> = pairs.iter().map(|pair| siblings(pair, pairs)).collect();
    for (pair, (siblings, name)) in pairs.iter_mut().zip(found) {
        let Some(name) = name else { continue };
        pair.likeness.evidence.siblings = siblings;
        pair.likeness.add(SIBLINGS, Some(format!("`{name}` changed in the same way")));
    }
}

/// What the siblings of a pair show, with the declared name of the one that shows the most.
fn siblings(pair: &Pair<'_>, pairs: &[Pair<'_>]) -> (Siblings, Option<String>) {
    let Some(change) = names::change(pair.came, pair.declared) else { return (Siblings::None, None) };
    let alike = pairs.iter().filter(|other| {
        !other.shares_a_name(pair) && names::change(other.came, other.declared).as_ref() == Some(&change)
    });
    let grade = |other: &Pair<'_>| {
        let evidence = other.likeness.evidence;
        match (evidence.is_enough(), evidence.supports_siblings()) {
            (true, _) => Siblings::Proven,
            (_, true) => Siblings::Alike,
            _ => Siblings::None,
        }
    };
    let best = alike.max_by_key(|other| grade(other)).filter(|other| grade(other) > Siblings::None);
    best.map_or((Siblings::None, None), |other| (grade(other), Some(other.declared.to_owned())))
}
