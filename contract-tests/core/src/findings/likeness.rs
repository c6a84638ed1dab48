//! How likely an undeclared name is a declared one under another name.
//!
//! [Points](super::points) are added up for names, for values, and for where the declared name is missing;
//! they order the pairs. Beside them stands the [evidence](super::proof), which decides.

use super::alike_values::{self, ValueLikeness, have_same_members};
use super::declared_type;
use super::known::Known;
use super::names;
use super::points::{ALMOST_CERTAIN, VERY_LIKELY, absence, moved, name, value};
use super::proof::{Absence, Evidence, Names, Values};
use crate::rules::Sureness;
use crate::value_class::ValueClass;
use crate::verdict::{Candidate, UndeclaredName, declared_inside};

/// The points, and the reasons.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Likeness {
    pub(super) points: i32,
    pub(super) reasons: Vec<String>,
    pub(super) evidence: Evidence,
}

impl Likeness {
    pub(super) fn add(&mut self, points: i32, why: Option<String>) {
        self.points += points;
        self.reasons.extend(why);
    }

    /// The confidence.
    pub(super) fn sureness(&self) -> Sureness {
        match self.points {
            _ if !self.evidence.may_be_sure() => Sureness::Likely,
            ALMOST_CERTAIN.. => Sureness::AlmostCertain,
            VERY_LIKELY.. => Sureness::VeryLikely,
            _ => Sureness::Likely,
        }
    }
}

/// Compares an undeclared name with a declared one.
pub(super) fn of_pair(
    came: &str,
    undeclared: &UndeclaredName,
    declared: &str,
    candidate: &Candidate,
    known: Known<'_>,
) -> Likeness {
    let mut likeness = Likeness::default();
    let properties = known.spec.schema(candidate.parent).properties.iter().map(|property| &*property.name);
    let siblings: Vec<&str> = properties.filter(|sibling| *sibling != declared).collect();
    let names = names::likeness(came, declared, &siblings);
    let mut values = alike_values::of_values(undeclared, declared, candidate, known);
    if values.is_of_members && !is_same_object(names.grade, undeclared, declared, candidate, known) {
        values.grade = Values::Type;
    }
    // Identical names count even if the type changed along with the style.
    if values.points == value::UNFIT && names.points >= name::SAME {
        let why = "although its values do not match the declared schema";
        values = ValueLikeness::new(value::UNFIT_SAME_NAME, Values::Unlike, Some(why.to_owned()));
    }
    // A required name that is missing only there is as much evidence as other exchanges.
    let is_missed = candidate.required && known.gone > 0 && undeclared.objects >= known.gone;
    let says_enough = names.points > 0
        || values.points >= value::SUFFICE
        || (is_missed && values.points >= value::SUFFICE_WHERE_MISSED);
    likeness.add(values.points, values.why);
    likeness.add(names.points, names.why);
    let absence = correlation(&mut likeness, undeclared, (came, declared), candidate, known);
    if !says_enough && undeclared.objects < 3 {
        likeness.add(value::FEW_OBJECTS, None);
    }
    likeness.evidence = Evidence {
        absence,
        names: names.grade,
        values: values.grade,
        exchanges: known.exchanges,
        ..Evidence::default()
    };
    likeness
}

/// True if objects with the declared members are more than values of a type, or a part of a larger object.
fn is_same_object(
    names: Names,
    undeclared: &UndeclaredName,
    declared: &str,
    candidate: &Candidate,
    known: Known<'_>,
) -> bool {
    if names >= Names::Similar {
        return true;
    }
    let properties = declared_type::properties(known.spec, candidate.schema) as u64;
    candidate.fits * 10 >= undeclared.non_null * 9
        && candidate.declared_members * 2 >= undeclared.non_null * properties
        && !declared_type::is_type(known.spec, declared, candidate.schema)
}

/// Evidence from where the declared name is missing.
fn correlation(
    likeness: &mut Likeness,
    undeclared: &UndeclaredName,
    names: (&str, &str),
    candidate: &Candidate,
    known: Known<'_>,
) -> Absence {
    let (_, declared) = names;
    let missed = missed(likeness, undeclared, declared, candidate, known);
    let elsewhere = presence(names, candidate, known);
    if elsewhere >= Absence::Elsewhere {
        let why = format!("`{declared}` was present elsewhere, never together with it");
        likeness.add(absence::NEVER_TOGETHER, Some(why));
    }
    missed.max(elsewhere)
}

/// Evidence from a required name that is missing.
fn missed(
    likeness: &mut Likeness,
    undeclared: &UndeclaredName,
    declared: &str,
    candidate: &Candidate,
    known: Known<'_>,
) -> Absence {
    if !candidate.required || known.gone == 0 {
        return Absence::Unknown;
    }
    let all = undeclared.objects >= known.gone;
    let most = undeclared.objects * 10 >= known.gone * 9;
    let half = undeclared.objects * 2 >= known.gone;
    let points = match (all, most, half) {
        (true, ..) => absence::ONLY_THERE,
        (_, true, _) => absence::MOSTLY_THERE,
        (.., true) => absence::HALF_THERE,
        _ => 0,
    };
    let only = if all { "only there" } else { "there" };
    likeness.add(points, (points > 0).then(|| format!("`{declared}` is required and missing {only}")));
    if most { Absence::Missed } else { Absence::Unknown }
}

/// Whether the declared name was present in other objects of its schema, and in all that lack the new name.
fn presence((came, declared): (&str, &str), candidate: &Candidate, known: Known<'_>) -> Absence {
    let Some(position) = known.spec.schema(candidate.parent).position(declared) else {
        return Absence::Unknown;
    };
    let present = known.learned.present(candidate.parent, position);
    if present.with == 0 {
        return Absence::Unknown;
    }
    let all_undeclared = known.learned.objects().filter_map(|(_, changes)| changes.undeclared.get(came));
    let instead = all_undeclared.filter(|undeclared| {
        undeclared.renamed_from.get(declared).is_some_and(|other| other.parent == candidate.parent)
    });
    let came: u64 = instead.map(|undeclared| undeclared.objects).sum();
    if (present.with + came) * 10 >= present.objects * 9 { Absence::Stopped } else { Absence::Elsewhere }
}

/// Compares a missing object with undeclared names at its place that it declares; `is_deep` if an object
/// inside it does.
pub(super) fn of_unwrapped(
    names: &[(&str, &UndeclaredName, &Candidate)],
    declared: &str,
    is_deep: bool,
    known: Known<'_>,
) -> Likeness {
    let mut likeness = Likeness::default();
    let fitting = names
        .iter()
        .filter(|(_, undeclared, candidate)| candidate.fits * 10 >= undeclared.non_null * 9)
        .count();
    if fitting < names.len() {
        return likeness;
    }
    let has_object = names.iter().any(|(_, undeclared, _)| {
        undeclared.value_classes.has(ValueClass::Object) || undeclared.value_classes.has(ValueClass::Array)
    });
    let has_same_members = names.iter().any(|(name, undeclared, candidate)| {
        let inner = declared_inside(known.spec, candidate.schema, name).map(|(_, schema)| schema);
        have_same_members(undeclared, candidate)
            && inner.is_some_and(|inner| !declared_type::is_type(known.spec, name, inner))
    });
    let Some((_, undeclared, candidate)) = names.first() else { return likeness };
    let absence = missed(&mut likeness, undeclared, declared, candidate, known);
    let is_told = absence == Absence::Missed || names::is_container(declared);
    let is_telling = |(name, undeclared, _): &&(&str, &UndeclaredName, &Candidate)| {
        undeclared.non_null > 0 && (is_told || !names::is_generic(name))
    };
    let telling = names.iter().filter(is_telling).count();
    let points = match (names.len(), telling) {
        (1, _) if has_same_members => moved::SAME_MEMBERS,
        (1, _) if has_object => moved::ONE_OBJECT_LIFTED,
        (1, _) | (_, ..=1) => moved::ONE_VALUE_LIFTED,
        (_, 2) => moved::TWO_NAMES,
        _ => moved::THREE_NAMES,
    };
    likeness.add(points, None);
    likeness.reasons.insert(0, format!("`{declared}` declares {} with matching values", listed(names)));
    if is_deep {
        likeness.add(moved::DEEP, None);
    }
    likeness.evidence = Evidence { absence, exchanges: known.exchanges, ..Evidence::default() };
    likeness
}

fn listed(names: &[(&str, &UndeclaredName, &Candidate)]) -> String {
    let mut words: Vec<String> = names.iter().take(4).map(|(name, _, _)| format!("`{name}`")).collect();
    if names.len() > words.len() {
        words.push(format!("{} more", names.len() - words.len()));
    }
    words.join(", ")
}

/// Declared names found inside an object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inside<'a> {
    /// The names.
    pub(super) names: &'a [&'a str],
    /// How many of them are required.
    pub(super) required: usize,
    /// The number of objects that lack the first of those.
    pub(super) missing: u64,
    /// True if one of them is an object with the declared members, wherever it occurs, and not of a type.
    pub(super) has_same_members: bool,
    /// True if they are one object further inside.
    pub(super) is_deep: bool,
    /// The number of exchanges with the undeclared object.
    pub(super) exchanges: u64,
}

/// Compares an undeclared object with the declared names inside it.
pub(super) fn of_wrapping(name: &str, undeclared: &UndeclaredName, inside: Inside<'_>) -> Likeness {
    let mut likeness = Likeness::default();
    let is_missed =
        inside.required > 0 && inside.missing > 0 && undeclared.objects * 10 >= inside.missing * 9;
    // Names such as `id` and `type` stand in most objects.
    let is_told = |held: &&&str| names::is_container(name) || !names::is_generic(held);
    let telling = inside.names.iter().filter(is_told).count();
    let points = match (inside.names.len(), telling) {
        (1, _) if inside.has_same_members => moved::SAME_MEMBERS,
        (1, 0) => 0,
        (1, _) => moved::ONE_WRAPPED,
        (2, _) | (_, ..=2) => moved::TWO_NAMES,
        _ => moved::THREE_NAMES,
    };
    let points = if inside.is_deep && !inside.has_same_members { points + moved::DEEP } else { points };
    let names: Vec<String> = inside.names.iter().take(4).map(|name| format!("`{name}`")).collect();
    likeness.add(points, Some(format!("it contains {}", names.join(", "))));
    if is_missed {
        likeness.add(moved::MISSED, Some("required there, and missing only where it is present".into()));
    }
    let absence = if is_missed { Absence::Missed } else { Absence::Unknown };
    likeness.evidence = Evidence { absence, exchanges: inside.exchanges, ..Evidence::default() };
    likeness
}
