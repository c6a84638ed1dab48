//! Rules about card data where the spec does not declare any.

use super::{Level, Rule};

/// A full card number stands where the spec declares none.
pub static UNDECLARED_CARD_NUMBER: Rule = Rule {
    code: "S901",
    name: "undeclared-card-number",
    level: Level::Error,
    summary: "a full card number stands where the spec declares none",
    page: include_str!("../../rules/S901-undeclared-card-number.md"),
};

/// Card data is readable inside an encoded value.
pub static ENCODED_CARD_DATA: Rule = Rule {
    code: "S902",
    name: "encoded-card-data",
    level: Level::Error,
    summary: "card data is readable inside an encoded value",
    page: include_str!("../../rules/S902-encoded-card-data.md"),
};

/// The rules of this family.
pub(super) static RULES: &[&Rule] = &[&UNDECLARED_CARD_NUMBER, &ENCODED_CARD_DATA];
