//! The points by which an undeclared name is a declared one under another name: all numbers of the decision.
//!
//! They are judgements, not measurements: each puts its sums with the others on the right side of the two thresholds.
//! `tests/check/renames.rs` shows these sums in exchanges; the assertions at the end of this file check them at compile
//! time.

/// Points from which on it is a rename. The unit of the scale: two good pieces of evidence, or one that cannot be chance.
pub(super) const ENOUGH: i32 = 60;
/// Points from which on it is worth a remark: one good piece of evidence.
pub(super) const WORTH_A_REMARK: i32 = 45;
/// Points from which on a rename is very likely: one piece of evidence more than enough.
pub(super) const VERY_LIKELY: i32 = 75;
/// Points from which on a rename is almost certain: names, values and absence agree.
pub(super) const ALMOST_CERTAIN: i32 = 90;
/// How much better than the next best a match has to be: as much as the weakest evidence beside the type.
pub(super) const CLEARLY: i32 = 10;
/// Neither name has another partner.
pub(super) const ONLY_PAIR: i32 = 10;

/// What two names say.
pub(super) mod name {
    /// The same name in another style: enough by itself.
    pub(in super::super) const SAME: i32 = 65;
    /// The same words but for number, order, version or a slip: worth a remark by itself.
    pub(in super::super) const SIMILAR: i32 = 45;
    /// One is short for the other: needs values or absence beside it.
    pub(in super::super) const SHORT: i32 = 30;
    /// They share a word that no other declared name has: as much as an abbreviation.
    pub(in super::super) const SHARED_WORD: i32 = 30;
    /// They share a word that other declared names have as well: half of that.
    pub(in super::super) const COMMON_WORD: i32 = 15;
}

/// What values say.
pub(super) mod value {
    /// They do not fit the declared schema: outweighs any name but the same one.
    pub(in super::super) const UNFIT: i32 = -50;
    /// They do not fit, and the name is the same one: a type that changed with the style.
    pub(in super::super) const UNFIT_SAME_NAME: i32 = -15;
    /// They fit, and are of another class than those that came or are to come.
    pub(in super::super) const OTHER_CLASS: i32 = -40;
    /// All are listed in the enum, which a few may be by chance.
    pub(in super::super) const LISTED: i32 = 45;
    /// All of many are listed in an enum with distinct values: enough where neither name has another partner.
    pub(in super::super) const MANY_LISTED: i32 = 55;
    /// They match the declared pattern.
    pub(in super::super) const PATTERN: i32 = 35;
    /// They have the declared format.
    pub(in super::super) const FORMAT: i32 = 30;
    /// They are of the class that traffic showed for the declared name.
    pub(in super::super) const CLASS_SEEN: i32 = 35;
    /// They are of the class of the example in the spec, which nobody may have checked.
    pub(in super::super) const CLASS_OF_EXAMPLE: i32 = 30;
    /// They are of the class that the declared name suggests.
    pub(in super::super) const CLASS_BY_NAME: i32 = 20;
    /// Both are numbers.
    pub(in super::super) const NUMBERS: i32 = 10;
    /// Both are booleans, or both texts, as most values are.
    pub(in super::super) const SAME_TYPE: i32 = 5;
    /// Values that say so much need no likeness of names.
    pub(in super::super) const SUFFICE: i32 = 45;
    /// The same where the declared name is required and missing just there.
    pub(in super::super) const SUFFICE_WHERE_MISSED: i32 = 30;
    /// Too few objects for what values alone say.
    pub(in super::super) const FEW_OBJECTS: i32 = -15;
}

/// What the members of objects say.
pub(super) mod members {
    /// Four in five are the declared ones, and at least two: enough by itself.
    pub(in super::super) const MOST: i32 = 60;
    /// Three in five are.
    pub(in super::super) const MANY: i32 = 45;
    /// The only one is.
    pub(in super::super) const ONE: i32 = 25;
    /// Neither has any.
    pub(in super::super) const NO_MEMBERS: i32 = 5;
    /// None is, though the object fits.
    pub(in super::super) const OTHER: i32 = -20;
}

/// What absence says.
pub(super) mod absence {
    /// The declared name is required and missing only where the other one came.
    pub(in super::super) const ONLY_THERE: i32 = 30;
    /// It is missing there in nine of ten cases.
    pub(in super::super) const MOSTLY_THERE: i32 = 22;
    /// It is missing there in half of them.
    pub(in super::super) const HALF_THERE: i32 = 12;
    /// The declared name came elsewhere, and never together with the other one.
    pub(in super::super) const NEVER_TOGETHER: i32 = 15;
}

/// What objects that were moved say: their names came one level higher or lower.
pub(super) mod moved {
    /// Three names or more: enough by themselves.
    pub(in super::super) const THREE_NAMES: i32 = 60;
    /// Two names.
    pub(in super::super) const TWO_NAMES: i32 = 45;
    /// An object with the declared members: enough by itself.
    pub(in super::super) const SAME_MEMBERS: i32 = 60;
    /// One name that came higher, with an object or array that fits.
    pub(in super::super) const ONE_OBJECT_LIFTED: i32 = 40;
    /// One name that came higher, with a plain value that fits, as many an id does.
    pub(in super::super) const ONE_VALUE_LIFTED: i32 = 10;
    /// One name that came inside of an object.
    pub(in super::super) const ONE_WRAPPED: i32 = 20;
    /// By two levels instead of one.
    pub(in super::super) const DEEP: i32 = -15;
    /// Required names were missing just where they came inside of the object.
    pub(in super::super) const MISSED: i32 = 40;
}

// A name in another style is a rename, whatever else is known; with another type, where it has no rival.
const _: () = assert!(name::SAME >= ENOUGH);
const _: () = assert!(name::SAME + value::UNFIT_SAME_NAME < ENOUGH);
const _: () = assert!(name::SAME + value::UNFIT_SAME_NAME + ONLY_PAIR >= ENOUGH);
// A similar name alone is a remark, and with values of another class or type nothing.
const _: () = assert!(name::SIMILAR >= WORTH_A_REMARK && name::SIMILAR + ONLY_PAIR < ENOUGH);
const _: () = assert!(name::SIMILAR + value::OTHER_CLASS + ONLY_PAIR < WORTH_A_REMARK);
const _: () = assert!(name::SIMILAR + value::UNFIT + absence::ONLY_THERE + ONLY_PAIR < WORTH_A_REMARK);
// A shared word or abbreviation is a rename with values, or with absence, each of them good.
const _: () =
    assert!(name::SHORT + value::CLASS_SEEN >= ENOUGH && name::SHARED_WORD + value::FORMAT >= ENOUGH);
const _: () = assert!(name::SHARED_WORD + absence::ONLY_THERE >= ENOUGH);
const _: () = assert!(name::SHORT + ONLY_PAIR < WORTH_A_REMARK);
const _: () = assert!(name::COMMON_WORD + value::CLASS_SEEN < ENOUGH);
// Many listed values are enough for an optional name without rival, a few are not.
const _: () = assert!(value::MANY_LISTED < ENOUGH && value::MANY_LISTED + ONLY_PAIR >= ENOUGH);
const _: () = assert!(value::LISTED + ONLY_PAIR < ENOUGH);
// Values alike make up for names that are not where a required name is missing just there.
const _: () = assert!(value::FORMAT + absence::ONLY_THERE >= ENOUGH);
const _: () = assert!(value::CLASS_SEEN + absence::HALF_THERE + ONLY_PAIR < ENOUGH);
// In a few objects, absence with nothing in common but the type is nothing.
const _: () = assert!(value::NUMBERS + value::FEW_OBJECTS + absence::ONLY_THERE + ONLY_PAIR < WORTH_A_REMARK);
// What moved by two levels needs more than its names.
const _: () = assert!(moved::THREE_NAMES >= ENOUGH && moved::THREE_NAMES + moved::DEEP < ENOUGH);
const _: () = assert!(moved::ONE_WRAPPED + moved::MISSED >= ENOUGH);
const _: () = assert!(moved::ONE_VALUE_LIFTED + absence::ONLY_THERE + absence::NEVER_TOGETHER < ENOUGH);
