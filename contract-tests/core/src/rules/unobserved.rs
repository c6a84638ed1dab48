//! Notes on what the spec asserts and no exchange showed. They never fail a check.

use super::{Expects, Level, Rule};

/// The spec declares an operation that no exchange showed.
pub static OPERATION: Rule = Rule {
    code: "C130",
    name: "unobserved-operation",
    level: Level::Note,
    summary: "the spec declares an operation that no exchange showed",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C130-unobserved-operation.md"),
};

/// The spec declares a status that no exchange showed.
pub static STATUS: Rule = Rule {
    code: "C131",
    name: "unobserved-status",
    level: Level::Note,
    summary: "the spec declares a status that no exchange showed",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C131-unobserved-status.md"),
};

/// The spec declares a property that no exchange showed.
pub static PROPERTY: Rule = Rule {
    code: "C132",
    name: "unobserved-property",
    level: Level::Note,
    summary: "the spec declares a property that no exchange showed",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C132-unobserved-property.md"),
};

/// The spec lists a value that no exchange showed.
pub static ENUM_VALUE: Rule = Rule {
    code: "C133",
    name: "unobserved-enum-value",
    level: Level::Note,
    summary: "the spec lists a value that no exchange showed",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C133-unobserved-enum-value.md"),
};

/// The spec has a variant that no exchange showed.
pub static VARIANT: Rule = Rule {
    code: "C134",
    name: "unobserved-variant",
    level: Level::Note,
    summary: "the spec has a variant that no exchange showed",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C134-unobserved-variant.md"),
};

/// The spec declares a parameter that no exchange showed.
pub static PARAMETER: Rule = Rule {
    code: "C135",
    name: "unobserved-parameter",
    level: Level::Note,
    summary: "the spec declares a parameter that no exchange showed",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C135-unobserved-parameter.md"),
};

/// The spec allows null where no exchange showed one.
pub static NULL: Rule = Rule {
    code: "C136",
    name: "unobserved-null",
    level: Level::Note,
    summary: "the spec allows null where no exchange showed one",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C136-unobserved-null.md"),
};

/// The rules of this family.
pub(super) static RULES: &[&Rule] =
    &[&OPERATION, &STATUS, &PROPERTY, &ENUM_VALUE, &VARIANT, &PARAMETER, &NULL];

/// Is it a rule of this family?
#[must_use]
pub fn holds(rule: &Rule) -> bool {
    RULES.contains(&rule)
}
