//! C402: the review date of a correction is past or missing.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// The review date of a correction is past or missing.
pub static REVIEW_OVERDUE: Rule = Rule {
    code: "C402",
    name: "review-overdue",
    family: Family::Ledger,
    level: Level::Warning,
    weight: Weight::Elsewhere,
    summary: "the review date of a correction is past or missing",
    page: include_str!("../../../rules/C402-review-overdue.md"),
    message: Message::Given,
    repair: Repair::Fixed("review it, then set a new review_by or remove it"),
    traits: Traits::PLAIN,
};
