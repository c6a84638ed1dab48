//! Rules about the shape of a body: which properties there are, of which type, in which variant.

use super::{Expects, Level, Rule};

/// A required property is not there.
pub static MISSING_REQUIRED: Rule = Rule {
    code: "C103",
    name: "missing-required",
    level: Level::Error,
    summary: "a required property is not there",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C103-missing-required.md"),
};

/// A property is there that the spec (or, where the spec departs from them, the docs) does not declare.
pub static UNDECLARED_PROPERTY: Rule = Rule {
    code: "C104",
    name: "undeclared-property",
    level: Level::Error,
    summary: "a property is there that the spec (or, where the spec departs from them, the docs) does not declare",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C104-undeclared-property.md"),
};

/// A property comes under another name than the documented one.
pub static RENAMED_PROPERTY: Rule = Rule {
    code: "C105",
    name: "renamed-property",
    level: Level::Error,
    summary: "a property comes under another name than the documented one",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C105-renamed-property.md"),
};

/// A value has another JSON type than declared.
pub static WRONG_TYPE: Rule = Rule {
    code: "C106",
    name: "wrong-type",
    level: Level::Error,
    summary: "a value has another JSON type than declared",
    expects: Expects::Types,
    page: include_str!("../../rules/C106-wrong-type.md"),
};

/// An object carries a property under two names with different values.
pub static ALIAS_CONFLICT: Rule = Rule {
    code: "C109",
    name: "alias-conflict",
    level: Level::Error,
    summary: "an object carries a property under two names with different values",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C109-alias-conflict.md"),
};

/// A value has a shape that the docs do not show.
pub static UNDOCUMENTED_VARIANT: Rule = Rule {
    code: "C110",
    name: "undocumented-variant",
    level: Level::Error,
    summary: "a value has a shape that the docs do not show",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C110-undocumented-variant.md"),
};

/// A value fits none of the variants.
pub static NO_MATCHING_VARIANT: Rule = Rule {
    code: "C118",
    name: "no-matching-variant",
    level: Level::Error,
    summary: "a value fits none of the variants",
    expects: Expects::OneOf,
    page: include_str!("../../rules/C118-no-matching-variant.md"),
};

/// A value fits more than one variant of a `oneOf`.
pub static AMBIGUOUS_VARIANT: Rule = Rule {
    code: "C119",
    name: "ambiguous-variant",
    level: Level::Warning,
    summary: "a value fits more than one variant of a `oneOf`",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C119-ambiguous-variant.md"),
};

/// A value fits a schema it must not fit (`not`).
pub static NOT_ALLOWED: Rule = Rule {
    code: "C121",
    name: "not-allowed",
    level: Level::Error,
    summary: "a value fits a schema it must not fit (`not`)",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C121-not-allowed.md"),
};

/// A value is null and may not be.
pub static NULL_NOT_ALLOWED: Rule = Rule {
    code: "C123",
    name: "null-not-allowed",
    level: Level::Error,
    summary: "a value is null and may not be",
    expects: Expects::NotNull,
    page: include_str!("../../rules/C123-null-not-allowed.md"),
};

/// A value is null, as `nullable` allows, and the `enum` beside it does not list null.
pub static UNLISTED_NULL: Rule = Rule {
    code: "C143",
    name: "unlisted-null",
    level: Level::Note,
    summary: "null is allowed by `nullable` and not listed in the `enum` beside it",
    expects: Expects::Nothing,
    page: include_str!("../../rules/C143-unlisted-null.md"),
};

/// The rules of this family.
pub(super) static RULES: &[&Rule] = &[
    &MISSING_REQUIRED,
    &UNDECLARED_PROPERTY,
    &RENAMED_PROPERTY,
    &WRONG_TYPE,
    &ALIAS_CONFLICT,
    &UNDOCUMENTED_VARIANT,
    &NO_MATCHING_VARIANT,
    &AMBIGUOUS_VARIANT,
    &NOT_ALLOWED,
    &NULL_NOT_ALLOWED,
    &UNLISTED_NULL,
];
