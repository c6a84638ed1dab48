//! C140: the pagination numbers are inconsistent.

use crate::rules::{Expects, Family, Level, Message, Repair, Rule, Traits, Weight};

/// The pagination numbers are inconsistent.
pub static PAGE_ARITHMETIC: Rule = Rule {
    code: "C140",
    name: "page-arithmetic",
    family: Family::Response,
    level: Level::Warning,
    weight: Weight::Departure,
    summary: "the pagination numbers are inconsistent",
    page: include_str!("../../../rules/C140-page-arithmetic.md"),
    message: Message::Facts(|facts| format!("`{}` is inconsistent: {}", facts.found(), facts.expected)),
    repair: Repair::Fixed("do not rely on these numbers until the server is fixed"),
    traits: Traits { expects: Expects::Pages, ..Traits::PLAIN },
};
