//! C401: the evidence of a correction no longer shows the disagreement it settles.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// The evidence of a correction no longer shows the disagreement it settles.
pub static STALE_CORRECTION: Rule = Rule {
    code: "C401",
    name: "stale-correction",
    family: Family::Ledger,
    level: Level::Error,
    weight: Weight::Elsewhere,
    summary: "the evidence of a correction no longer shows the disagreement it settles",
    page: include_str!("../../../rules/C401-stale-correction.md"),
    message: Message::Given,
    repair: Repair::Fixed(
        "name recordings that show it, or remove the correction: `cartevo-contract ledger prune`",
    ),
    traits: Traits::PLAIN,
};
