//! Rules about what a schema cannot say: a body against itself, against its status, and against other bodies.

use super::{Expects, Level, Rule};

/// An object has the same key twice.
pub static DUPLICATE_KEY: Rule = Rule {
    code: "C127",
    name: "duplicate-key",
    level: Level::Error,
    summary: "an object has the same key twice",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C127-duplicate-key.md"),
};

/// A status code in the body is not the HTTP status.
pub static STATUS_CODE_MISMATCH: Rule = Rule {
    code: "C128",
    name: "status-code-mismatch",
    level: Level::Error,
    summary: "a status code in the body is not the HTTP status",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C128-status-code-mismatch.md"),
};

/// The body says that it went well and the status that it did not, or the reverse.
pub static SUCCESS_FLAG_MISMATCH: Rule = Rule {
    code: "C129",
    name: "success-flag-mismatch",
    level: Level::Error,
    summary: "the body says that it went well and the status that it did not, or the reverse",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C129-success-flag-mismatch.md"),
};

/// The numbers about pages do not add up.
pub static PAGE_ARITHMETIC: Rule = Rule {
    code: "C140",
    name: "page-arithmetic",
    level: Level::Warning,
    summary: "the numbers about pages do not add up",
    expects: Expects::Pages,
    page: include_str!("../../rules/C140-page-arithmetic.md"),
};

/// A year has two digits where the same place shows four elsewhere.
pub static TWO_DIGIT_YEAR: Rule = Rule {
    code: "C141",
    name: "two-digit-year",
    level: Level::Warning,
    summary: "a year has two digits where the same place shows four elsewhere",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C141-two-digit-year.md"),
};

/// The rules of this family.
pub(super) static RULES: &[&Rule] =
    &[&DUPLICATE_KEY, &STATUS_CODE_MISMATCH, &SUCCESS_FLAG_MISMATCH, &PAGE_ARITHMETIC, &TWO_DIGIT_YEAR];
