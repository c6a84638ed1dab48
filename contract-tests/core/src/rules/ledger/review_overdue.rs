//! C402: a correction is past the day on which it was to be looked at again.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A correction is past the day on which it was to be looked at again.
pub static REVIEW_OVERDUE: Rule = Rule {
    code: "C402",
    name: "review-overdue",
    family: Family::Ledger,
    level: Level::Warning,
    weight: Weight::Elsewhere,
    summary: "a correction is past the day on which it was to be looked at again",
    page: include_str!("../../../rules/C402-review-overdue.md"),
    message: Message::Told,
    repair: Repair::Fixed("look at it again, then set a new review_by or remove it"),
    traits: Traits::PLAIN,
};
