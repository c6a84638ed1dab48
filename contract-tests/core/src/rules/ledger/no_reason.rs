//! C403: a correction does not say why, what was decided, or who decided.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A correction does not say why, what was decided, or who decided.
pub static NO_REASON: Rule = Rule {
    code: "C403",
    name: "no-reason",
    family: Family::Ledger,
    level: Level::Error,
    weight: Weight::Elsewhere,
    summary: "a correction does not say why, what was decided, or who decided",
    page: include_str!("../../../rules/C403-no-reason.md"),
    message: Message::Told,
    repair: Repair::Fixed("write what was decided, why, and who decided"),
    traits: Traits::PLAIN,
};
