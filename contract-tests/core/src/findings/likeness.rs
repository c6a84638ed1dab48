//! How likely an undeclared name is a declared one under another name.
//!
//! [Points](super::points) are added up for names, for values, and for where the declared name is missing;
//! they order the pairs. Beside them stands the [evidence](super::proof), which decides.

use super::declared_type;
use super::names::{self, words};
use super::points::{ALMOST_CERTAIN, VERY_LIKELY, absence, members, moved, name, value};
use super::proof::{Absence, Evidence, Names, Values};
use crate::rules::Sureness;
use crate::spec::{Format, Spec};
use crate::value_class::{ValueClass, ValueClasses};
use crate::verdict::{Candidate, Learned, UndeclaredName, declared_inside};

/// From this number on, values that are all listed are not a coincidence.
const MANY: u64 = 10;

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

/// Context of a candidate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) spec: &'a Spec,
    pub(super) learned: &'a Learned,
    /// The number of objects at the place that lack the declared name although it is required.
    pub(super) gone: u64,
    /// The number of exchanges with the undeclared name.
    pub(super) exchanges: u64,
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
    let mut values = of_values(arrival, declared, candidate, known);
    if values.is_of_members && !is_same_object(names.grade, arrival, declared, candidate, known) {
        values.grade = Values::Type;
    }
    // Identical names count even if the type changed along with the style.
    if values.points == value::UNFIT && names.points >= name::SAME {
        let why = "although its values do not match the declared schema";
        values = ValueLikeness::new(value::UNFIT_SAME_NAME, Values::Unlike, Some(why.to_owned()));
    }
    // A required name that is missing only there is as much evidence as other exchanges.
    let is_missed = candidate.required && known.gone > 0 && arrival.objects >= known.gone;
    let says_enough = names.points > 0
        || values.points >= value::SUFFICE
        || (is_missed && values.points >= value::SUFFICE_WHERE_MISSED);
    likeness.add(values.points, values.why);
    likeness.add(names.points, names.why);
    let absence = correlation(&mut likeness, arrival, (came, declared), candidate, known);
    if !says_enough && arrival.objects < 3 {
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
    arrival: &UndeclaredName,
    declared: &str,
    candidate: &Candidate,
    known: Known<'_>,
) -> bool {
    if names >= Names::Similar {
        return true;
    }
    let properties = declared_type::properties(known.spec, candidate.schema) as u64;
    candidate.fits * 10 >= arrival.non_null * 9
        && candidate.declared_members * 2 >= arrival.non_null * properties
        && !declared_type::is_type(known.spec, declared, candidate.schema)
}

/// Evidence from where the declared name is missing.
fn correlation(
    likeness: &mut Likeness,
    arrival: &UndeclaredName,
    names: (&str, &str),
    candidate: &Candidate,
    known: Known<'_>,
) -> Absence {
    let (_, declared) = names;
    let missed = missed(likeness, arrival, declared, candidate, known);
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
    arrival: &UndeclaredName,
    declared: &str,
    candidate: &Candidate,
    known: Known<'_>,
) -> Absence {
    if !candidate.required || known.gone == 0 {
        return Absence::Unknown;
    }
    let all = arrival.objects >= known.gone;
    let most = arrival.objects * 10 >= known.gone * 9;
    let half = arrival.objects * 2 >= known.gone;
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
    let arrivals = known.learned.objects().filter_map(|(_, changes)| changes.undeclared.get(came));
    let instead = arrivals.filter(|arrival| {
        arrival.renamed_from.get(declared).is_some_and(|other| other.parent == candidate.parent)
    });
    let came: u64 = instead.map(|arrival| arrival.objects).sum();
    if (present.with + came) * 10 >= present.objects * 9 { Absence::Stopped } else { Absence::Elsewhere }
}

/// What values say.
struct ValueLikeness {
    points: i32,
    grade: Values,
    why: Option<String>,
    /// Whether the grade is above that of a type because of members.
    is_of_members: bool,
}

impl ValueLikeness {
    fn new(points: i32, grade: Values, why: Option<String>) -> Self {
        Self { points, grade, why, is_of_members: false }
    }
}

/// Evidence from the values.
fn of_values(
    arrival: &UndeclaredName,
    declared: &str,
    candidate: &Candidate,
    known: Known<'_>,
) -> ValueLikeness {
    if arrival.non_null == 0 {
        return ValueLikeness::new(0, Values::Unseen, None);
    }
    let schema = known.spec.schema(candidate.schema);
    if arrival.value_classes.has(ValueClass::Object) || arrival.value_classes.has(ValueClass::Array) {
        return of_members(arrival, candidate);
    }
    let fits = candidate.fits * 10 >= arrival.non_null * 9;
    if !fits {
        return ValueLikeness::new(value::UNFIT, Values::Unlike, None);
    }
    if let Some(listed) = of_listed(arrival, declared, candidate, known) {
        return listed;
    }
    if let Some(format) = schema.format.filter(|format| !matches!(format, Format::Int32 | Format::Int64)) {
        return ValueLikeness::new(value::FORMAT, Values::Telling, Some(format!("both {}", format.name())));
    }
    if schema.pattern.is_some() {
        let why = "every value matches the declared pattern";
        return ValueLikeness::new(value::PATTERN, Values::Telling, Some(why.into()));
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
        return ValueLikeness::new(value::OTHER_CLASS, Values::Unlike, None);
    };
    // If the two have little in common besides one class, the class is weaker evidence.
    let telling = class.is_distinctive() && arrival.value_classes.iter().count() <= 2;
    let (points, grade) = if telling { (points, Values::Telling) } else { (points / 2, Values::Type) };
    ValueLikeness::new(points, grade, Some(format!("both {}", class.description())))
}

/// Values that are all listed in the enum of the declared name.
fn of_listed(
    arrival: &UndeclaredName,
    declared: &str,
    candidate: &Candidate,
    known: Known<'_>,
) -> Option<ValueLikeness> {
    let schema = known.spec.schema(candidate.schema);
    let values = schema.values.as_ref().filter(|values| values.len() >= 2)?;
    if arrival.value_classes.has(ValueClass::Boolean) {
        return None;
    }
    // Short values, such as Y and N, occur in many enums.
    let is_distinct = values.iter().any(|value| value.shown().len() >= 3);
    let is_many = is_distinct && arrival.non_null >= MANY;
    let is_type = || declared_type::is_type(known.spec, declared, candidate.schema);
    let grade = match (is_distinct, is_many) {
        (false, _) => Values::Type,
        (true, _) if is_type() => Values::Telling,
        (true, false) => Values::Listed,
        (true, true) => Values::ManyListed,
    };
    let points = if is_many { value::MANY_LISTED } else { value::LISTED };
    Some(ValueLikeness::new(points, grade, Some("every value is one of the declared ones".into())))
}

/// True if the values have at least two members each, all of them declared.
fn have_same_members(arrival: &UndeclaredName, candidate: &Candidate) -> bool {
    candidate.has_same_members() && candidate.declared_members >= 2 * arrival.non_null
}

fn of_members(arrival: &UndeclaredName, candidate: &Candidate) -> ValueLikeness {
    let (common, all) = (candidate.declared_members, candidate.declared_members + candidate.other_members);
    let each = common / arrival.non_null.max(1);
    let text = |why: &str| Some(why.to_owned());
    let (points, grade, why) = match (common * 100 / all.max(1), each) {
        _ if all == 0 => (members::NO_MEMBERS, Values::Type, None),
        _ if have_same_members(arrival, candidate) => {
            (members::MOST, Values::Members, text("the same members"))
        }
        (80.., 3..) => (members::MOST, Values::Telling, text("most of the same members")),
        (80.., 2..) => (members::MOST, Values::Type, text("most of the same members")),
        (60.., 2..) => (members::MANY, Values::Type, text("most of the same members")),
        (80.., 1) => (members::ONE, Values::Type, text("the same member")),
        (0, _) if candidate.fits > 0 => (members::OTHER, Values::Unlike, None),
        _ => (value::UNFIT, Values::Unlike, None),
    };
    let is_of_members = grade > Values::Type;
    ValueLikeness { is_of_members, ..ValueLikeness::new(points, grade, why) }
}

fn kind_only(arrival: &UndeclaredName) -> ValueLikeness {
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
        return ValueLikeness::new(value::NUMBERS, Values::Type, Some("both numbers".into()));
    }
    let word = if arrival.value_classes.has(ValueClass::Boolean) { "both booleans" } else { "both texts" };
    ValueLikeness::new(value::SAME_TYPE, Values::Type, Some(word.into()))
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
    let has_same_members = names.iter().any(|(name, arrival, candidate)| {
        let inner = declared_inside(known.spec, candidate.schema, name).map(|(_, schema)| schema);
        have_same_members(arrival, candidate)
            && inner.is_some_and(|inner| !declared_type::is_type(known.spec, name, inner))
    });
    let Some((_, arrival, candidate)) = names.first() else { return likeness };
    let absence = missed(&mut likeness, arrival, declared, candidate, known);
    let is_told = absence == Absence::Missed || names::is_container(declared);
    let is_telling = |(name, arrival, _): &&(&str, &UndeclaredName, &Candidate)| {
        arrival.non_null > 0 && (is_told || !names::is_generic(name))
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
pub(super) fn of_wrapping(name: &str, arrival: &UndeclaredName, inside: Inside<'_>) -> Likeness {
    let mut likeness = Likeness::default();
    let is_missed = inside.required > 0 && inside.missing > 0 && arrival.objects * 10 >= inside.missing * 9;
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
