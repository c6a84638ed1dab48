//! C404: a correction cites evidence or docs that cannot be opened.

use crate::rules::{Family, Level, Message, Repair, Rule, Traits, Weight};

/// A correction cites evidence or docs that cannot be opened.
pub static DANGLING_CITATION: Rule = Rule {
    code: "C404",
    name: "dangling-citation",
    family: Family::Ledger,
    level: Level::Error,
    weight: Weight::Elsewhere,
    summary: "a correction cites evidence or docs that cannot be opened",
    page: include_str!("../../../rules/C404-dangling-citation.md"),
    message: Message::Given,
    repair: Repair::Fixed(
        "fix the path or the citation (`cartevo-contract docs claims` lists the claims), or record the exchange again",
    ),
    traits: Traits::PLAIN,
};
