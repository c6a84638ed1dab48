//! How likely an undeclared name is a declared one under another name.
//!
//! [Points](super::points) are added up and compared with [`ENOUGH`](super::points::ENOUGH). They are given
//! for names, for values, and for where the declared name is missing. None of the three is enough alone,
//! except for names that differ only in style and for objects with the same members.

use super::names::{self, words};
use super::points::{ALMOST_CERTAIN, VERY_LIKELY, absence, members, moved, name, value};
use crate::rules::Sureness;
use crate::spec::{Format, Spec};
use crate::value_class::{ValueClass, ValueClasses};
use crate::verdict::{Candidate, Learned, UndeclaredName};

/// From this number on, values that are all listed are not a coincidence.
const MANY: u64 = 10;

/// The points, and the reasons.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Likeness {
    pub(super) points: i32,
    pub(super) reasons: Vec<String>,
}

impl Likeness {
    pub(super) fn add(&mut self, points: i32, why: Option<String>) {
        self.points += points;
        self.reasons.extend(why);
    }

    /// The confidence.
    pub(super) fn sureness(&self) -> Sureness {
        match self.points {
            ALMOST_CERTAIN.. => Sureness::AlmostCertain,
            VERY_LIKELY.. => Sureness::VeryLikely,
            _ => Sureness::Likely,
        }
    }
}

/// Context of a candidate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) spec: &'a Spec,
    pub(super) learned: &'a Learned,
    /// The number of objects at the place that lack the declared name although it is required.
    pub(super) gone: u64,
}

/// Compares an undeclared name with a declared one.
pub(super) fn of_pair(
    came: &str,
    arrival: &UndeclaredName,
    declared: &str,
    candidate: &Candidate,
    known: Known<'_>,
) -> Likeness {
    let mut likeness = Likeness::default();
    let properties = known.spec.schema(candidate.parent).properties.iter().map(|property| &*property.name);
    let siblings: Vec<&str> = properties.filter(|sibling| *sibling != declared).collect();
    let names = names::likeness(came, declared, &siblings);
    let (points, why) = of_values(arrival, declared, candidate, known);
    // Identical names count even if the type changed along with the style.
    let (points, why) = if points == value::UNFIT && names.points >= name::SAME {
        (value::UNFIT_SAME_NAME, Some("although its values do not match the declared schema".to_owned()))
    } else {
        (points, why)
    };
    // A required name that is missing only there is as much evidence as other exchanges.
    let is_missed = candidate.required && known.gone > 0 && arrival.objects >= known.gone;
    let says_enough =
        names.points > 0 || points >= value::SUFFICE || (is_missed && points >= value::SUFFICE_WHERE_MISSED);
    likeness.add(points, why);
    likeness.add(names.points, names.why);
    correlation(&mut likeness, arrival, declared, candidate, known);
    if !says_enough && arrival.objects < 3 {
        likeness.add(value::FEW_OBJECTS, None);
    }
    likeness
}

/// Evidence from where the declared name is missing.
fn correlation(
    likeness: &mut Likeness,
    arrival: &UndeclaredName,
    declared: &str,
    candidate: &Candidate,
    known: Known<'_>,
) {
    if candidate.required && known.gone > 0 {
        let all = arrival.objects >= known.gone;
        let most = arrival.objects * 10 >= known.gone * 9;
        let half = arrival.objects * 2 >= known.gone;
        let points = if all {
            absence::ONLY_THERE
        } else if most {
            absence::MOSTLY_THERE
        } else if half {
            absence::HALF_THERE
        } else {
            0
        };
        let only = if all { "only there" } else { "there" };
        likeness.add(points, (points > 0).then(|| format!("`{declared}` is required and missing {only}")));
    }
    // A schema shared by several properties does not show which of them was present.
    let spec = known.spec;
    let (schema, parent) = (spec.schema(candidate.schema), spec.schema(candidate.parent));
    let is_its_own = schema.site.is_inside(&parent.site);
    if is_its_own && !known.learned.value_classes(candidate.schema).is_empty() {
        let why = format!("`{declared}` was present elsewhere, never together with it");
        likeness.add(absence::NEVER_TOGETHER, Some(why));
    }
}

/// Evidence from the values.
fn of_values(
    arrival: &UndeclaredName,
    declared: &str,
    candidate: &Candidate,
    known: Known<'_>,
) -> (i32, Option<String>) {
    if arrival.non_null == 0 {
        return (0, None);
    }
    let schema = known.spec.schema(candidate.schema);
    if arrival.value_classes.has(ValueClass::Object) || arrival.value_classes.has(ValueClass::Array) {
        return of_members(candidate);
    }
    let fits = candidate.fits * 10 >= arrival.non_null * 9;
    if !fits {
        return (value::UNFIT, None);
    }
    let is_listed = schema.values.as_ref().is_some_and(|values| values.len() >= 2);
    if is_listed && !arrival.value_classes.has(ValueClass::Boolean) {
        // Short values, such as Y and N, occur in many enums.
        let is_distinct = schema.values.iter().flatten().any(|value| value.shown().len() >= 3);
        let points = if is_distinct && arrival.non_null >= MANY { value::MANY_LISTED } else { value::LISTED };
        return (points, Some("every value is one of the declared ones".into()));
    }
    if let Some(format) = schema.format.filter(|format| !matches!(format, Format::Int32 | Format::Int64)) {
        return (value::FORMAT, Some(format!("both {}", format.name())));
    }
    if schema.pattern.is_some() {
        return (value::PATTERN, Some("every value matches the declared pattern".into()));
    }
    let seen = known.learned.value_classes(candidate.schema);
    let (looks, points) = match (seen.is_empty(), schema.example.is_empty()) {
        (false, _) => (seen, value::CLASS_SEEN),
        (true, false) => (schema.example, value::CLASS_OF_EXAMPLE),
        (true, true) => (classes_by_name(declared), value::CLASS_BY_NAME),
    };
    if looks.is_empty() {
        return kind_only(arrival);
    }
    let shared = looks.shared(arrival.value_classes);
    let Some(class) = shared.iter().find(|class| class.is_distinctive()).or_else(|| shared.iter().next())
    else {
        return (value::OTHER_CLASS, None);
    };
    // If the two have little in common besides one class, the class is weaker evidence.
    let telling = class.is_distinctive() && arrival.value_classes.iter().count() <= 2;
    let points = if telling { points } else { points / 2 };
    (points, Some(format!("both {}", class.description())))
}

fn of_members(candidate: &Candidate) -> (i32, Option<String>) {
    let (common, all) = (candidate.declared_members, candidate.declared_members + candidate.other_members);
    if all == 0 {
        return (members::NO_MEMBERS, None);
    }
    let why = Some("the same members".to_owned());
    match (common * 100 / all, common) {
        (80.., 2..) => (members::MOST, why),
        (60.., 2..) => (members::MANY, why),
        (80.., 1) => (members::ONE, why),
        (0, _) if candidate.fits > 0 && candidate.other_members > 0 => (members::OTHER, None),
        _ => (value::UNFIT, None),
    }
}

fn kind_only(arrival: &UndeclaredName) -> (i32, Option<String>) {
    let is_number = |class: ValueClass| {
        matches!(
            class,
            ValueClass::SmallNumber
                | ValueClass::YearNumber
                | ValueClass::WholeNumber
                | ValueClass::LargeNumber
                | ValueClass::Fraction
        )
    };
    if arrival.value_classes.iter().all(is_number) {
        return (value::NUMBERS, Some("both numbers".into()));
    }
    let word = if arrival.value_classes.has(ValueClass::Boolean) { "both booleans" } else { "both texts" };
    (value::SAME_TYPE, Some(word.into()))
}

/// The classes of values that a name suggests, for names without traffic or examples.
fn classes_by_name(name: &str) -> ValueClasses {
    use ValueClass::{
        Code, Constant, Date, DateTime, DecimalText, Digits, Email, FourDigits, Fraction, Hex, Identifier,
        LargeNumber, LongDigits, Masked, Phone, Phrase, SmallNumber, Token, TwoDigits, Uri, Uuid,
        WholeNumber, Word, YearNumber,
    };
    let words = words(name);
    if words.iter().any(|word| matches!(word.as_str(), "masked" | "mask")) {
        return ValueClasses::of(&[Masked, LongDigits, Digits, FourDigits]);
    }
    let classes: &[ValueClass] = match words.last().map(String::as_str) {
        Some("at" | "date" | "time" | "timestamp") => &[Date, DateTime, LargeNumber, LongDigits],
        Some("email") => &[Email],
        Some("url" | "uri" | "link" | "href") => &[Uri],
        Some("id" | "uuid" | "guid") => &[
            Uuid,
            Hex,
            Token,
            Digits,
            LongDigits,
            FourDigits,
            TwoDigits,
            SmallNumber,
            YearNumber,
            WholeNumber,
            LargeNumber,
            Identifier,
            Constant,
        ],
        Some("phone" | "mobile") => &[Phone, LongDigits],
        Some("year") => &[TwoDigits, FourDigits, SmallNumber, YearNumber],
        Some("count" | "total" | "quantity") => &[SmallNumber, YearNumber, WholeNumber, LargeNumber],
        Some("amount" | "balance" | "price" | "fee") => {
            &[SmallNumber, YearNumber, WholeNumber, LargeNumber, Fraction, DecimalText, Digits]
        }
        Some("currency" | "country") => &[Code],
        Some("name") => &[Word, Phrase, Identifier],
        _ => &[],
    };
    ValueClasses::of(classes)
}

/// Compares a missing object with undeclared names at its place that it declares; `is_deep` if an object
/// inside it does.
pub(super) fn of_lifted(
    names: &[(&str, &UndeclaredName, &Candidate)],
    declared: &str,
    is_deep: bool,
    known: Known<'_>,
) -> Likeness {
    let mut likeness = Likeness::default();
    let fitting =
        names.iter().filter(|(_, arrival, candidate)| candidate.fits * 10 >= arrival.non_null * 9).count();
    if fitting < names.len() {
        return likeness;
    }
    let has_object = names.iter().any(|(_, arrival, _)| {
        arrival.value_classes.has(ValueClass::Object) || arrival.value_classes.has(ValueClass::Array)
    });
    let has_same_members = names.iter().any(|(_, _, candidate)| candidate.has_same_members());
    let points = match names.len() {
        1 if has_same_members => moved::SAME_MEMBERS,
        1 if has_object => moved::ONE_OBJECT_LIFTED,
        1 => moved::ONE_VALUE_LIFTED,
        2 => moved::TWO_NAMES,
        _ => moved::THREE_NAMES,
    };
    likeness.add(points, Some(format!("`{declared}` declares {} with matching values", listed(names))));
    if is_deep {
        likeness.add(moved::DEEP, None);
    }
    if let Some((_, arrival, candidate)) = names.first() {
        correlation(&mut likeness, arrival, declared, candidate, known);
    }
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
    /// True if one of them is an object with the declared members, wherever it occurs.
    pub(super) has_same_members: bool,
    /// True if they are one object further inside.
    pub(super) is_deep: bool,
}

/// Compares an undeclared object with the declared names inside it.
pub(super) fn of_wrapping(arrival: &UndeclaredName, inside: Inside<'_>) -> Likeness {
    let mut likeness = Likeness::default();
    let points = match inside.names.len() {
        1 if inside.has_same_members => moved::SAME_MEMBERS,
        1 => moved::ONE_WRAPPED,
        2 => moved::TWO_NAMES,
        _ => moved::THREE_NAMES,
    };
    let points = if inside.is_deep && !inside.has_same_members { points + moved::DEEP } else { points };
    let names: Vec<String> = inside.names.iter().take(4).map(|name| format!("`{name}`")).collect();
    likeness.add(points, Some(format!("it contains {}", names.join(", "))));
    if inside.required > 0 && inside.missing > 0 && arrival.objects * 10 >= inside.missing * 9 {
        likeness.add(moved::MISSED, Some("required there, and missing only where it is present".into()));
    }
    likeness
}
