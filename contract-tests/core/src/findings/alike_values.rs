//! How alike the values of an undeclared name and a declared one are.

use super::declared_type;
use super::known::Known;
use super::names::words;
use super::points::{members, value};
use super::proof::Values;
use crate::spec::Format;
use crate::value_class::{ValueClass, ValueClasses};
use crate::verdict::{Candidate, UndeclaredName};

/// From this number on, values that are all listed are not a coincidence.
const MANY: u64 = 10;

/// What values say.
pub(super) struct ValueLikeness {
    pub(super) points: i32,
    pub(super) grade: Values,
    pub(super) why: Option<String>,
    /// Whether the grade is above that of a type because of members.
    pub(super) is_of_members: bool,
}

impl ValueLikeness {
    pub(super) fn new(points: i32, grade: Values, why: Option<String>) -> Self {
        Self { points, grade, why, is_of_members: false }
    }
}

/// Evidence from the values.
pub(super) fn of_values(
    undeclared: &UndeclaredName,
    declared: &str,
    candidate: &Candidate,
    known: Known<'_>,
) -> ValueLikeness {
    if undeclared.non_null == 0 {
        return ValueLikeness::new(0, Values::Unseen, None);
    }
    let schema = known.spec.schema(candidate.schema);
    if undeclared.value_classes.has(ValueClass::Object) || undeclared.value_classes.has(ValueClass::Array) {
        return of_members(undeclared, candidate);
    }
    let fits = candidate.fits * 10 >= undeclared.non_null * 9;
    if !fits {
        return ValueLikeness::new(value::UNFIT, Values::Unlike, None);
    }
    if let Some(listed) = of_listed(undeclared, declared, candidate, known) {
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
        return kind_only(undeclared);
    }
    let shared = looks.shared(undeclared.value_classes);
    let Some(class) = shared.iter().find(|class| class.is_distinctive()).or_else(|| shared.iter().next())
    else {
        return ValueLikeness::new(value::OTHER_CLASS, Values::Unlike, None);
    };
    // If the two have little in common besides one class, the class is weaker evidence.
    let telling = class.is_distinctive() && undeclared.value_classes.iter().count() <= 2;
    let (points, grade) = if telling { (points, Values::Telling) } else { (points / 2, Values::Type) };
    ValueLikeness::new(points, grade, Some(format!("both {}", class.description())))
}

/// Values that are all listed in the enum of the declared name.
fn of_listed(
    undeclared: &UndeclaredName,
    declared: &str,
    candidate: &Candidate,
    known: Known<'_>,
) -> Option<ValueLikeness> {
    let schema = known.spec.schema(candidate.schema);
    let values = schema.values.as_ref().filter(|values| values.len() >= 2)?;
    if undeclared.value_classes.has(ValueClass::Boolean) {
        return None;
    }
    // Short values, such as Y and N, occur in many enums.
    let is_distinct = values.iter().any(|value| value.shown().len() >= 3);
    let is_many = is_distinct && undeclared.non_null >= MANY;
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
pub(super) fn have_same_members(undeclared: &UndeclaredName, candidate: &Candidate) -> bool {
    candidate.has_same_members() && candidate.declared_members >= 2 * undeclared.non_null
}

fn of_members(undeclared: &UndeclaredName, candidate: &Candidate) -> ValueLikeness {
    let (common, all) = (candidate.declared_members, candidate.declared_members + candidate.other_members);
    let each = common / undeclared.non_null.max(1);
    let text = |why: &str| Some(why.to_owned());
    let (points, grade, why) = match (common * 100 / all.max(1), each) {
        _ if all == 0 => (members::NO_MEMBERS, Values::Type, None),
        _ if have_same_members(undeclared, candidate) => {
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

fn kind_only(undeclared: &UndeclaredName) -> ValueLikeness {
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
    if undeclared.value_classes.iter().all(is_number) {
        return ValueLikeness::new(value::NUMBERS, Values::Type, Some("both numbers".into()));
    }
    let word = if undeclared.value_classes.has(ValueClass::Boolean) { "both booleans" } else { "both texts" };
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
