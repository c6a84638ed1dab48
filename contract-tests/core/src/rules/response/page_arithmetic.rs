//! C140: the numbers about pages do not add up.

use crate::rules::{Expects, Family, Level, Message, Repair, Rule, Traits, Weight};

/// The numbers about pages do not add up.
pub static PAGE_ARITHMETIC: Rule = Rule {
    code: "C140",
    name: "page-arithmetic",
    family: Family::Response,
    level: Level::Warning,
    weight: Weight::Departure,
    summary: "the numbers about pages do not add up",
    page: include_str!("../../../rules/C140-page-arithmetic.md"),
    message: Message::Facts(|facts| format!("`{}` does not add up: {}", facts.found(), facts.expected)),
    repair: Repair::Fixed("do not count on these numbers before the server is mended"),
    traits: Traits { expects: Expects::Pages, ..Traits::PLAIN },
};
