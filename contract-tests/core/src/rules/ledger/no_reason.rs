//! C403: a correction lacks a reason, a decision or the person who decided.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A correction lacks a reason, a decision or the person who decided.
pub static NO_REASON: Rule = Rule {
    code: "C403",
    name: "no-reason",
    family: Family::Ledger,
    level: Level::Error,
    weight: Weight::Elsewhere,
    summary: "a correction lacks a reason, a decision or the person who decided",
    page: include_str!("../../../rules/C403-no-reason.md"),
    message: Message::Given,
    repair: Repair::Fixed("add the decision, the reason, and who decided"),
    traits: Traits::PLAIN,
};
