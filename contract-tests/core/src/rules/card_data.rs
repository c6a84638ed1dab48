//! Rules about card data where the spec does not declare any.

use super::{Expects, Level, Rule};

/// A full card number stands where the spec declares none.
pub static UNDECLARED_CARD_NUMBER: Rule = Rule {
    code: "S901",
    name: "undeclared-card-number",
    level: Level::Error,
    summary: "a full card number stands where the spec declares none",
    expects: Expects::Nothing,
    page: include_str!("../../rules/S901-undeclared-card-number.md"),
};

/// Card data is readable inside an encoded value.
pub static ENCODED_CARD_DATA: Rule = Rule {
    code: "S902",
    name: "encoded-card-data",
    level: Level::Error,
    summary: "card data is readable inside an encoded value",
    expects: Expects::Nothing,
    page: include_str!("../../rules/S902-encoded-card-data.md"),
};

/// A full card number stands where only the name of the property says that one does.
pub static CARD_NUMBER_BY_NAME: Rule = Rule {
    code: "S903",
    name: "card-number-by-name",
    level: Level::Note,
    summary: "a full card number stands where only the property's name declares one",
    expects: Expects::Nothing,
    page: include_str!("../../rules/S903-card-number-by-name.md"),
};

/// The rules of this family.
pub(super) static RULES: &[&Rule] = &[&UNDECLARED_CARD_NUMBER, &ENCODED_CARD_DATA, &CARD_NUMBER_BY_NAME];

/// Is it a rule of this family?
#[must_use]
pub fn holds(rule: &Rule) -> bool {
    RULES.contains(&rule)
}
