//! Rules about a value of the right type.

use super::{Expects, Level, Rule};

/// An open enum has a value that is not known yet.
pub static NEW_ENUM_VALUE: Rule = Rule {
    code: "C107",
    name: "new-enum-value",
    level: Level::Warning,
    summary: "an open enum has a value that is not known yet",
    expects: Expects::OneOf,
    page: include_str!("../../rules/C107-new-enum-value.md"),
};

/// An enum has a value that the docs do not list.
pub static UNDOCUMENTED_VALUE: Rule = Rule {
    code: "C108",
    name: "undocumented-value",
    level: Level::Error,
    summary: "an enum has a value that the docs do not list",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C108-undocumented-value.md"),
};

/// A value is none of the declared ones.
pub static ENUM_MISMATCH: Rule = Rule {
    code: "C111",
    name: "enum-mismatch",
    level: Level::Error,
    summary: "a value is none of the declared ones",
    expects: Expects::OneOf,
    page: include_str!("../../rules/C111-enum-mismatch.md"),
};

/// A value does not have the declared format.
pub static WRONG_FORMAT: Rule = Rule {
    code: "C112",
    name: "wrong-format",
    level: Level::Error,
    summary: "a value does not have the declared format",
    expects: Expects::Format,
    page: include_str!("../../rules/C112-wrong-format.md"),
};

/// A number, length or count is outside its bounds.
pub static OUT_OF_BOUNDS: Rule = Rule {
    code: "C113",
    name: "out-of-bounds",
    level: Level::Error,
    summary: "a number, length or count is outside its bounds",
    expects: Expects::Bound,
    page: include_str!("../../rules/C113-out-of-bounds.md"),
};

/// A string does not match its pattern.
pub static PATTERN_MISMATCH: Rule = Rule {
    code: "C114",
    name: "pattern-mismatch",
    level: Level::Error,
    summary: "a string does not match its pattern",
    expects: Expects::FastPattern,
    page: include_str!("../../rules/C114-pattern-mismatch.md"),
};

/// An array holds the same item twice and may not.
pub static DUPLICATE_ITEM: Rule = Rule {
    code: "C122",
    name: "duplicate-item",
    level: Level::Error,
    summary: "an array holds the same item twice and may not",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C122-duplicate-item.md"),
};

/// The rules of this family.
pub(super) static RULES: &[&Rule] = &[
    &NEW_ENUM_VALUE,
    &UNDOCUMENTED_VALUE,
    &ENUM_MISMATCH,
    &WRONG_FORMAT,
    &OUT_OF_BOUNDS,
    &PATTERN_MISMATCH,
    &DUPLICATE_ITEM,
];
