//! The points that order pairs of names: the best pair is decided first, one that does not lead clearly is
//! not decided, and one with too few is not worth a remark. What proves a rename is in [`proof`](super::proof);
//! for objects that moved, which keep their names, the points decide.
//!
//! The points are judgements, not measurements: they were chosen so that each sum is on the right side of the
//! two thresholds. `tests/check/renames.rs` shows these sums in exchanges, and the assertions at the end of
//! this file check them at compile time.

/// The threshold of a rename, which sets the scale: two good pieces of evidence, or one that cannot be
/// chance.
pub(super) const ENOUGH: i32 = 60;
/// The threshold of a remark: one good piece of evidence.
pub(super) const WORTH_A_REMARK: i32 = 45;
/// The threshold of "very likely": one piece of evidence more than enough.
pub(super) const VERY_LIKELY: i32 = 75;
/// The threshold of "almost certainly": names, values and absence agree.
pub(super) const ALMOST_CERTAIN: i32 = 90;
/// The minimum lead over the second-best match: as much as the weakest evidence apart from the type.
pub(super) const CLEARLY: i32 = 10;
/// Neither name has another candidate.
pub(super) const ONLY_PAIR: i32 = 10;
/// Names of siblings changed in the same way: more than enough to lead.
pub(super) const SIBLINGS: i32 = 20;

/// Evidence from names.
pub(super) mod name {
    /// The same name in another style: enough alone.
    pub(in super::super) const SAME: i32 = 65;
    /// The same words except for number, order, version or a typo: a remark alone.
    pub(in super::super) const SIMILAR: i32 = 45;
    /// One is an abbreviation of the other: also needs values or absence.
    pub(in super::super) const SHORT: i32 = 30;
    /// They share a word that no other declared name has: as much as an abbreviation.
    pub(in super::super) const SHARED_WORD: i32 = 30;
    /// They share a word that other declared names have as well: half of that.
    pub(in super::super) const COMMON_WORD: i32 = 15;
}

/// Evidence from values.
pub(super) mod value {
    /// They do not match the declared schema: outweighs any name but an identical one.
    pub(in super::super) const UNFIT: i32 = -50;
    /// They do not match, but the name is identical: the type changed along with the style.
    pub(in super::super) const UNFIT_SAME_NAME: i32 = -15;
    /// They match, but their class differs from the observed or expected one.
    pub(in super::super) const OTHER_CLASS: i32 = -40;
    /// All are listed in the enum; a few may be a coincidence.
    pub(in super::super) const LISTED: i32 = 45;
    /// Many are all listed in an enum with distinct values: enough if neither name has another candidate.
    pub(in super::super) const MANY_LISTED: i32 = 55;
    /// They match the declared pattern.
    pub(in super::super) const PATTERN: i32 = 35;
    /// They have the declared format.
    pub(in super::super) const FORMAT: i32 = 30;
    /// They have the class observed for the declared name.
    pub(in super::super) const CLASS_SEEN: i32 = 35;
    /// They have the class of the example in the spec, which nobody may have checked.
    pub(in super::super) const CLASS_OF_EXAMPLE: i32 = 30;
    /// They have the class that the declared name suggests.
    pub(in super::super) const CLASS_BY_NAME: i32 = 20;
    /// Both are numbers.
    pub(in super::super) const NUMBERS: i32 = 10;
    /// Both are booleans, or both texts, like most values.
    pub(in super::super) const SAME_TYPE: i32 = 5;
    /// Value evidence that needs no likeness of names.
    pub(in super::super) const SUFFICE: i32 = 45;
    /// The same if the declared name is required and missing only there.
    pub(in super::super) const SUFFICE_WHERE_MISSED: i32 = 30;
    /// Too few objects for evidence from values alone.
    pub(in super::super) const FEW_OBJECTS: i32 = -15;
}

/// Evidence from the members of objects.
pub(super) mod members {
    /// Four in five are declared, and at least two: enough alone.
    pub(in super::super) const MOST: i32 = 60;
    /// Three in five are declared.
    pub(in super::super) const MANY: i32 = 45;
    /// The only one is declared.
    pub(in super::super) const ONE: i32 = 25;
    /// Neither has members.
    pub(in super::super) const NO_MEMBERS: i32 = 5;
    /// None is declared, although the object matches.
    pub(in super::super) const OTHER: i32 = -20;
}

/// Evidence from absence.
pub(super) mod absence {
    /// The declared name is required and missing only where the undeclared one is present.
    pub(in super::super) const ONLY_THERE: i32 = 30;
    /// It is missing there in nine of ten cases.
    pub(in super::super) const MOSTLY_THERE: i32 = 22;
    /// It is missing there in half of the cases.
    pub(in super::super) const HALF_THERE: i32 = 12;
    /// The declared name is present elsewhere, but never together with the undeclared one.
    pub(in super::super) const NEVER_TOGETHER: i32 = 15;
}

/// Evidence from moved objects, whose names are one level higher or lower.
pub(super) mod moved {
    /// Three names or more: enough alone.
    pub(in super::super) const THREE_NAMES: i32 = 60;
    /// Two names.
    pub(in super::super) const TWO_NAMES: i32 = 45;
    /// An object with the declared members: enough alone.
    pub(in super::super) const SAME_MEMBERS: i32 = 60;
    /// One name that moved up, with a matching object or array.
    pub(in super::super) const ONE_OBJECT_LIFTED: i32 = 40;
    /// One name that moved up, with a matching scalar, such as an id.
    pub(in super::super) const ONE_VALUE_LIFTED: i32 = 10;
    /// One name inside an object.
    pub(in super::super) const ONE_WRAPPED: i32 = 20;
    /// By two levels instead of one.
    pub(in super::super) const DEEP: i32 = -15;
    /// Required names are missing only where they are present inside the object.
    pub(in super::super) const MISSED: i32 = 40;
}

// A name in another style is a rename regardless of other evidence; with another type, only without other
// candidates.
const _: () = assert!(name::SAME >= ENOUGH);
const _: () = assert!(name::SAME + value::UNFIT_SAME_NAME < ENOUGH);
const _: () = assert!(name::SAME + value::UNFIT_SAME_NAME + ONLY_PAIR >= ENOUGH);
// A similar name alone is a remark; with values of another class or type it is nothing.
const _: () = assert!(name::SIMILAR >= WORTH_A_REMARK && name::SIMILAR + ONLY_PAIR < ENOUGH);
const _: () = assert!(name::SIMILAR + value::OTHER_CLASS + ONLY_PAIR < WORTH_A_REMARK);
const _: () = assert!(name::SIMILAR + value::UNFIT + absence::ONLY_THERE + ONLY_PAIR < WORTH_A_REMARK);
// A shared word or abbreviation is a rename with good evidence from values or absence.
const _: () =
    assert!(name::SHORT + value::CLASS_SEEN >= ENOUGH && name::SHARED_WORD + value::FORMAT >= ENOUGH);
const _: () = assert!(name::SHARED_WORD + absence::ONLY_THERE >= ENOUGH);
const _: () = assert!(name::SHORT + ONLY_PAIR < WORTH_A_REMARK);
const _: () = assert!(name::COMMON_WORD + value::CLASS_SEEN < ENOUGH);
// Many listed values are enough for an optional name without other candidates; a few are not.
const _: () = assert!(value::MANY_LISTED < ENOUGH && value::MANY_LISTED + ONLY_PAIR >= ENOUGH);
const _: () = assert!(value::LISTED + ONLY_PAIR < ENOUGH);
// Similar values make up for different names if a required name is missing only there.
const _: () = assert!(value::FORMAT + absence::ONLY_THERE >= ENOUGH);
const _: () = assert!(value::CLASS_SEEN + absence::HALF_THERE + ONLY_PAIR < ENOUGH);
// In a few objects, absence with only the type in common is nothing.
const _: () = assert!(value::NUMBERS + value::FEW_OBJECTS + absence::ONLY_THERE + ONLY_PAIR < WORTH_A_REMARK);
// Objects moved by two levels need more than their names.
const _: () = assert!(moved::THREE_NAMES >= ENOUGH && moved::THREE_NAMES + moved::DEEP < ENOUGH);
const _: () = assert!(moved::ONE_WRAPPED + moved::MISSED >= ENOUGH);
const _: () = assert!(moved::ONE_VALUE_LIFTED + absence::ONLY_THERE + absence::NEVER_TOGETHER < ENOUGH);
