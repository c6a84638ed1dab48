//! Turns observations into reported findings: observations with one cause become one finding, and decisions
//! that need all exchanges are made.

use std::collections::{HashMap, HashSet};

use super::group::{Group, Key};
use super::renames::{self, Findings, Rename, Rest, Side};
use super::summary::Summary;
use super::years;
use crate::pointer;
use crate::rules::{Conclusion, Level, Levels, MORE, Rule, card_data, request, response};
use crate::spec::Spec;
use crate::verdict::{NameChanges, ObjectPlace, Part, WRONG_CHECK_DIGIT};

/// What conclusions depend on, apart from the exchanges.
#[derive(Clone, Copy)]
pub struct Grounds<'a> {
    /// The spec.
    pub spec: &'a Spec,
    /// The levels of the rules.
    pub levels: &'a Levels,
    /// Whether a finding is settled, by its key and the ids that the spec names at the place.
    pub is_settled: &'a dyn Fn(&Key, &[String]) -> bool,
}

/// The groups to report, unordered.
#[must_use]
pub fn conclusions(summary: &Summary, grounds: Grounds<'_>) -> Vec<Group> {
    let mut groups: HashMap<&Key, &Group> = summary.groups().map(|group| (&group.key, group)).collect();
    let mut concluded: Vec<Group> = Vec::new();
    let mut remarks: HashMap<Key, Conclusion> = HashMap::new();
    if grounds.levels.of(&response::RENAMED_PROPERTY) > Level::Allow {
        let mut explained: HashSet<Key> = HashSet::new();
        for (place, changes) in
            summary.learned().objects().filter(|(_, changes)| !changes.undeclared.is_empty())
        {
            let is_open = |side, name: &str| is_open(&groups, grounds, place, side, name);
            let exchanges = |name: &str| exchanges(&groups, place, name);
            let findings = Findings { is_open: &is_open, exchanges: &exchanges };
            let decided = renames::decide(place, changes, grounds.spec, summary.learned(), findings);
            for rename in &decided.renames {
                concluded.extend(renamed(&groups, summary, place, changes, rename, &mut explained));
                remarks.extend(left_by(place, rename));
            }
            for (name, declared, likeness) in decided.remarks {
                let at = key(came_by(place.part), place, &name);
                let reasons = likeness.reasons;
                let perhaps = Conclusion::PerhapsRenamed { declared, reasons };
                // The best match comes first.
                remarks.entry(at).or_insert(perhaps);
            }
        }
        groups.retain(|key, _| !explained.contains(*key));
    }
    groups.retain(|key, group| {
        key.rule != &response::TWO_DIGIT_YEAR || years::is_odd(group, summary, grounds.spec)
    });
    let chance: HashSet<Key> =
        groups.values().filter(|group| is_chance(&groups, group)).map(|g| g.key.clone()).collect();
    groups.retain(|key, _| !chance.contains(*key));
    for group in groups.into_values() {
        let mut group = group.clone();
        group.conclusion = remarks.remove(&group.key);
        concluded.push(group);
    }
    concluded
}

impl Group {
    /// The key that this finding would have as a rename, if it may be one. One exchange is often not enough
    /// to tell, but enough to show what a correction says.
    pub(crate) fn perhaps_renamed(&self) -> Option<Key> {
        let conclusion = self.conclusion.as_ref()?;
        conclusion.is_remark().then(|| Key { rule: renamed_by(self.key.part), ..self.key.clone() })
    }
}

/// The rule for an undeclared property.
fn came_by(part: Part) -> &'static Rule {
    if part.is_request() { &request::UNDECLARED_REQUEST_PROPERTY } else { &response::UNDECLARED_PROPERTY }
}

/// The rule for a missing required property.
fn missed_by(part: Part) -> &'static Rule {
    if part.is_request() { &request::REQUEST_BODY_MISMATCH } else { &response::MISSING_REQUIRED }
}

/// The rule for a renamed property.
fn renamed_by(part: Part) -> &'static Rule {
    if part.is_request() { came_by(part) } else { &response::RENAMED_PROPERTY }
}

fn key(rule: &'static Rule, place: &ObjectPlace, name: &str) -> Key {
    Key {
        rule,
        operation: place.operation.clone(),
        part: place.part,
        status: place.status,
        pointer: pointer::child(&place.pointer, name),
        found: Some(name.to_owned()),
    }
}

/// The number of exchanges with an undeclared name.
fn exchanges(groups: &HashMap<&Key, &Group>, place: &ObjectPlace, name: &str) -> u64 {
    groups.get(&key(came_by(place.part), place, name)).map_or(0, |group| group.count)
}

/// True if a rename may explain the name: neither marked in the spec nor settled.
fn is_open(
    groups: &HashMap<&Key, &Group>,
    grounds: Grounds<'_>,
    place: &ObjectPlace,
    side: Side,
    name: &str,
) -> bool {
    let came = side != Side::Declared;
    let rule = if came { came_by(place.part) } else { missed_by(place.part) };
    let key = key(rule, place, name);
    let Some(group) = groups.get(&key) else { return !came };
    let is_settled = side != Side::Holder && (grounds.is_settled)(&key, &group.corrections);
    let is_allowed = came && grounds.levels.of(rule) == Level::Allow;
    group.corrections.is_empty() && !is_settled && !is_allowed && name != MORE
}

/// The finding for a rename, and the keys of the findings it replaces.
fn renamed(
    groups: &HashMap<&Key, &Group>,
    summary: &Summary,
    place: &ObjectPlace,
    changes: &NameChanges,
    rename: &Rename,
    explained: &mut HashSet<Key>,
) -> Option<Group> {
    let came: Vec<Key> = rename.came.iter().map(|name| key(came_by(place.part), place, name)).collect();
    let widest = came
        .iter()
        .filter_map(|key| groups.get(key))
        .max_by_key(|group| (group.count, &group.key.pointer))?;
    let mut group = (*widest).clone();
    group.key = Key {
        rule: renamed_by(place.part),
        pointer: rename.pointer.clone(),
        found: rename.found.clone(),
        ..group.key
    };
    group.renamed_from = Some(rename.renamed_from.clone());
    group.site = Some(rename.site.clone());
    let of = summary.operations().get(&place.operation).and_then(|tally| tally.by_status.get(&place.status));
    group.conclusion = Some(Conclusion::Renamed {
        sureness: rename.likeness.sureness(),
        count: group.count,
        of: of.copied().unwrap_or(group.count),
        reasons: rename.likeness.reasons.clone(),
    });
    // Objects that also lack the name elsewhere still have to be reported.
    let objects =
        rename.came.iter().filter_map(|name| Some(changes.undeclared.get(name)?.objects)).max().unwrap_or(0);
    for (declared, gone) in &rename.gone {
        if *gone <= objects {
            explained.insert(key(missed_by(place.part), place, declared));
        }
    }
    // In a request both may be the same finding.
    explained.extend(came.into_iter().filter(|key| rename.rest == Rest::Nothing || *key == group.key));
    Some(group)
}

/// What is to be said of an undeclared object beside what moved into it.
fn left_by<'a>(place: &'a ObjectPlace, rename: &'a Rename) -> impl Iterator<Item = (Key, Conclusion)> + 'a {
    let came = rename.came.iter().filter(|_| rename.rest == Rest::OtherMembers);
    came.map(|name| {
        let moved = rename.renamed_from.clone();
        (key(came_by(place.part), place, name), Conclusion::HoldsMore { moved })
    })
}

/// True if a match is probably not a card number: one in ten identifiers has a correct check digit, but every
/// card number has.
fn is_chance(groups: &HashMap<&Key, &Group>, group: &Group) -> bool {
    if group.key.rule != &card_data::UNDECLARED_CARD_NUMBER {
        return false;
    }
    let is_alike = group.key.found.as_deref() == Some(WRONG_CHECK_DIGIT);
    let alike = Key { found: Some(WRONG_CHECK_DIGIT.to_owned()), ..group.key.clone() };
    is_alike || groups.get(&alike).is_some_and(|alike| alike.count * 2 >= group.count)
}
