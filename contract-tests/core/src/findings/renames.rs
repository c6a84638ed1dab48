//! Decides over all exchanges which undeclared names are declared ones under another name or at another
//! place.

use std::collections::{BTreeMap, BTreeSet};

use super::declared_type;
use super::known::Known;
use super::likeness::{self, Inside, Likeness};
use super::pair::{Pair, note_rivals, note_siblings};
use super::points::{CLEARLY, ENOUGH, ONLY_PAIR, WORTH_A_REMARK};
use crate::pointer;
use crate::spec::{SchemaId, Site, Spec};
use crate::verdict::{
    Candidate, Learned, NameChanges, ObjectPlace, UndeclaredName, Wrapped, declared_inside,
};

/// A renamed property or a moved object.
#[derive(Debug, Clone)]
pub(super) struct Rename {
    /// The undeclared names that it explains.
    pub(super) came: Vec<String>,
    /// The declared names whose absence it explains, with the number of objects.
    pub(super) gone: Vec<(String, u64)>,
    /// The observed place.
    pub(super) pointer: String,
    /// The declared place.
    pub(super) renamed_from: String,
    /// The new name; `None` if there are several.
    pub(super) found: Option<String>,
    /// The place of the declaration in the spec.
    pub(super) site: Site,
    /// The likeness.
    pub(super) likeness: Likeness,
    /// Whether the undeclared object holds more than what moved into it.
    pub(super) rest: Rest,
}

/// What a rename leaves of an undeclared object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// All of it is explained.
    Nothing,
    /// Some of its members are declared nowhere.
    OtherMembers,
}

/// The side of a rename that a name is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The undeclared name.
    Undeclared,
    /// The undeclared object that holds more than the names that moved into it; settling it says nothing of those.
    Holder,
    /// The declared name, which is missing.
    Declared,
}

/// The decision for one place.
#[derive(Debug, Default)]
pub(super) struct Decided {
    pub(super) renames: Vec<Rename>,
    /// Pairs without enough evidence: the undeclared name, the declared one, and the likeness.
    pub(super) remarks: Vec<(String, String, Likeness)>,
}

/// What is known of the findings at a place.
#[derive(Clone, Copy)]
pub(super) struct Findings<'a> {
    /// Whether a name may be explained by a rename: settled and marked names may not.
    pub(super) is_open: &'a dyn Fn(Side, &str) -> bool,
    /// The number of exchanges with an undeclared name.
    pub(super) exchanges: &'a dyn Fn(&str) -> u64,
}

/// The names at a place that are not yet explained.
struct Open<'a> {
    findings: Findings<'a>,
    place: &'a ObjectPlace,
    changes: &'a NameChanges,
    spec: &'a Spec,
    learned: &'a Learned,
    came: BTreeMap<&'a str, &'a UndeclaredName>,
    /// Declared names that are already matched.
    taken: BTreeSet<String>,
}

/// Decides for one place.
pub(super) fn decide<'a>(
    place: &'a ObjectPlace,
    changes: &'a NameChanges,
    spec: &'a Spec,
    learned: &'a Learned,
    findings: Findings<'a>,
) -> Decided {
    let came = changes.undeclared.iter().filter(|(name, _)| (findings.is_open)(Side::Undeclared, name));
    let mut open = Open {
        findings,
        place,
        changes,
        spec,
        learned,
        came: came.map(|(name, undeclared)| (name.as_str(), undeclared)).collect(),
        taken: BTreeSet::new(),
    };
    let mut decided = Decided::default();
    open.unwrapped(&mut decided);
    open.wrapping(&mut decided);
    open.pairs(&mut decided);
    decided
}

impl<'a> Open<'a> {
    fn known(&self, came: &str, declared: &str) -> Known<'a> {
        let gone = self.changes.missing.get(declared).copied().unwrap_or(0);
        let exchanges = (self.findings.exchanges)(came);
        Known { spec: self.spec, learned: self.learned, gone, exchanges }
    }

    fn is_open(&self, side: Side, name: &str) -> bool {
        (self.findings.is_open)(side, name)
    }

    fn at(&self, name: &str) -> String {
        pointer::child(&self.place.pointer, name)
    }

    fn gone(&self, declared: &str) -> Option<(String, u64)> {
        self.changes.missing.get(declared).map(|objects| (declared.to_owned(), *objects))
    }

    /// The object inside the missing one that declares the name, unless the missing one itself does.
    fn holder(&self, name: &str, from: &Candidate) -> Option<&'a str> {
        declared_inside(self.spec, from.schema, name)?.0
    }

    /// A missing object whose members are one level higher: `data.card` is sent as `card`.
    fn unwrapped(&mut self, decided: &mut Decided) {
        let mut by_object: BTreeMap<&str, Vec<(&'a str, &'a UndeclaredName, &'a Candidate)>> =
            BTreeMap::new();
        for (name, undeclared) in &self.came {
            for (declared, candidate) in &undeclared.flattened_from {
                by_object.entry(declared).or_default().push((name, undeclared, candidate));
            }
        }
        let mut best: Vec<(Likeness, &str)> = Vec::new();
        for (declared, names) in &by_object {
            let Some((first, _, _)) = names.first().filter(|_| self.is_open(Side::Declared, declared)) else {
                continue;
            };
            let is_deep = names.iter().any(|(name, _, from)| self.holder(name, from).is_some());
            let likeness = likeness::of_unwrapped(names, declared, is_deep, self.known(first, declared));
            best.push((likeness, declared));
        }
        best.sort_by(|(left, a), (right, b)| right.points.cmp(&left.points).then(a.cmp(b)));
        for (likeness, declared) in best {
            let Some(names) = by_object.get(declared) else { continue };
            if likeness.points < ENOUGH || names.iter().any(|(name, _, _)| !self.came.contains_key(name)) {
                continue;
            }
            let (pointer, renamed_from, found) = match names.as_slice() {
                [(name, _, from)] => {
                    let holder = self.holder(name, from).map(suffix).unwrap_or_default();
                    (self.at(name), self.at(declared) + &holder + &suffix(name), Some((*name).to_owned()))
                }
                [(first, _, from), rest @ ..] => {
                    let holder = self.holder(first, from);
                    let is_shared = rest.iter().all(|(name, _, from)| self.holder(name, from) == holder);
                    let holder = holder.filter(|_| is_shared).map(suffix).unwrap_or_default();
                    (self.place.pointer.clone(), self.at(declared) + &holder, None)
                }
                [] => continue,
            };
            let Some((_, _, from)) = names.first() else { continue };
            let site = site(self.spec, from.parent, from.schema);
            decided.renames.push(Rename {
                came: names.iter().map(|(name, _, _)| (*name).to_owned()).collect(),
                gone: self.gone(declared).into_iter().collect(),
                pointer,
                renamed_from,
                found,
                site,
                likeness,
                rest: Rest::Nothing,
            });
            for (name, _, _) in names {
                self.came.remove(name);
            }
            self.taken.insert(declared.to_owned());
        }
    }

    /// An undeclared object that contains members declared one level higher: `card` is sent as `data.card`.
    fn wrapping(&mut self, decided: &mut Decided) {
        let came = self.changes.undeclared.iter().map(|(name, undeclared)| (name.as_str(), undeclared));
        let is_holder = |(name, undeclared): &(&str, &UndeclaredName)| {
            self.came.contains_key(name) || (undeclared.with_rest > 0 && self.is_open(Side::Holder, name))
        };
        let holders: Vec<(&str, &UndeclaredName)> = came.filter(is_holder).collect();
        for (name, undeclared) in holders {
            let mut inside: Vec<Held<'_>> = undeclared
                .wraps
                .iter()
                .map(|(pointer, wrapped)| Held::new(pointer, *wrapped))
                .filter(|held| {
                    !self.taken.contains(&held.declared) && self.is_open(Side::Declared, &held.declared)
                })
                .collect();
            // Direct members are preferred; members one object further inside count only without them.
            let is_deep = inside.iter().all(|held| held.holder.is_some());
            inside.retain(|held| held.holder.is_some() == is_deep);
            inside.dedup_by(|later, earlier| is_deep && later.holder != earlier.holder);
            let required: Vec<(&str, u64)> = inside
                .iter()
                .filter_map(|held| Some((&*held.declared, *self.changes.missing.get(&held.declared)?)))
                .collect();
            let names: Vec<&str> = inside.iter().map(|held| &*held.declared).collect();
            let has_same_members = inside.iter().any(|held| {
                let Wrapped { schema, same_members, .. } = held.wrapped;
                same_members >= undeclared.objects
                    && !declared_type::is_type(self.spec, &held.declared, schema)
            });
            let missing = required.first().map_or(0, |(_, objects)| *objects);
            let evidence = Inside {
                names: &names,
                required: required.len(),
                missing,
                has_same_members,
                is_deep,
                exchanges: (self.findings.exchanges)(name),
            };
            let likeness = likeness::of_wrapping(name, undeclared, evidence);
            if likeness.points < ENOUGH || inside.is_empty() {
                continue;
            }
            let (pointer, renamed_from, found) = match inside.as_slice() {
                [held] => (
                    format!("{}/{}", self.at(name), held.pointer),
                    self.at(&held.declared),
                    held.declared.clone(),
                ),
                [held, ..] => {
                    let holder = held.holder.map(|holder| format!("/{holder}")).unwrap_or_default();
                    (self.at(name) + &holder, self.place.pointer.clone(), name.to_owned())
                }
                [] => continue,
            };
            let site = match inside.as_slice() {
                [held] => site(self.spec, held.wrapped.parent, held.wrapped.schema),
                [held, ..] => self.spec.schema(held.wrapped.parent).site.clone(),
                [] => continue,
            };
            let rest = if undeclared.with_rest > 0 { Rest::OtherMembers } else { Rest::Nothing };
            decided.renames.push(Rename {
                came: vec![name.to_owned()],
                gone: required.iter().map(|(declared, objects)| ((*declared).to_owned(), *objects)).collect(),
                pointer,
                renamed_from,
                found: Some(found),
                site,
                likeness,
                rest,
            });
            self.came.remove(name);
            self.taken.extend(inside.into_iter().map(|held| held.declared));
        }
    }

    /// Matches single names, the best pair first.
    fn pairs(&mut self, decided: &mut Decided) {
        let mut pairs = self.candidates();
        note_rivals(&mut pairs);
        note_siblings(&mut pairs);
        let order = |pair: &Pair<'_>| std::cmp::Reverse(pair.likeness.points);
        pairs.sort_by(|left, right| {
            order(left)
                .cmp(&order(right))
                .then_with(|| (left.came, left.declared).cmp(&(right.came, right.declared)))
        });
        let mut done: BTreeSet<&str> = BTreeSet::new();
        for pair in &pairs {
            if done.contains(pair.came) || self.taken.contains(pair.declared) {
                continue;
            }
            let is_rival = |other: &Pair<'_>| {
                !other.is(pair)
                    && other.shares_a_name(pair)
                    && !done.contains(other.came)
                    && !self.taken.contains(other.declared)
                    && other.likeness.points + CLEARLY > pair.likeness.points
            };
            if pair.likeness.evidence.is_enough() && !pairs.iter().any(is_rival) {
                decided.renames.push(self.renamed(pair));
                done.insert(pair.came);
                self.taken.insert(pair.declared.to_owned());
            } else if pair.is_worth_a_remark() {
                let names = (pair.came.to_owned(), pair.declared.to_owned());
                decided.remarks.push((names.0, names.1, pair.likeness.clone()));
            }
        }
    }

    /// The pairs of names that are alike enough to be considered.
    fn candidates(&self) -> Vec<Pair<'a>> {
        let mut pairs = Vec::new();
        for (came, undeclared) in &self.came {
            for (declared, candidate) in &undeclared.renamed_from {
                if self.taken.contains(declared) || !self.is_open(Side::Declared, declared) {
                    continue;
                }
                let known = self.known(came, declared);
                let likeness = likeness::of_pair(came, undeclared, declared, candidate, known);
                if likeness.points >= WORTH_A_REMARK - ONLY_PAIR {
                    pairs.push(Pair { likeness, came, declared, candidate });
                }
            }
        }
        pairs
    }

    fn renamed(&self, pair: &Pair<'_>) -> Rename {
        Rename {
            came: vec![pair.came.to_owned()],
            gone: self.gone(pair.declared).into_iter().collect(),
            pointer: self.at(pair.came),
            renamed_from: self.at(pair.declared),
            found: Some(pair.came.to_owned()),
            site: site(self.spec, pair.candidate.parent, pair.candidate.schema),
            likeness: pair.likeness.clone(),
            rest: Rest::Nothing,
        }
    }
}

/// A declared name found inside an undeclared one.
struct Held<'p> {
    /// The pointer from the undeclared name to it.
    pointer: &'p str,
    /// The object inside that contains it, as a pointer segment, if it is one object further inside.
    holder: Option<&'p str>,
    declared: String,
    wrapped: Wrapped,
}

impl<'p> Held<'p> {
    fn new(pointer: &'p str, wrapped: Wrapped) -> Self {
        let (holder, declared) =
            pointer.split_once('/').map_or((None, pointer), |(holder, declared)| (Some(holder), declared));
        let declared = pointer::unescaped(declared).into_owned();
        Self { pointer, holder, declared, wrapped }
    }
}

fn suffix(name: &str) -> String {
    pointer::child("", name)
}

/// The place of the declaration: the property's own schema, or the object that declares it if the schema is
/// elsewhere.
fn site(spec: &Spec, parent: SchemaId, schema: SchemaId) -> Site {
    let (own, parent) = (&spec.schema(schema).site, &spec.schema(parent).site);
    if own.is_inside(parent) { own.clone() } else { parent.clone() }
}
