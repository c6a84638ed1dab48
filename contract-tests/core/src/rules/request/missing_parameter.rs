//! C201: a required parameter is missing.

use crate::rules::{Family, Level, Message, Predicate, Repair, Rule, Traits, Weight};

/// A required parameter is missing.
pub static MISSING_PARAMETER: Rule = Rule {
    code: "C201",
    name: "missing-parameter",
    family: Family::Request,
    level: Level::Error,
    weight: Weight::Elsewhere,
    summary: "a required parameter is missing",
    page: include_str!("../../../rules/C201-missing-parameter.md"),
    message: Message::Facts(|facts| {
        format!("the required {} `{}` was not sent", facts.parameter(), facts.found())
    }),
    repair: Repair::Fixed("fix the caller or the spec"),
    traits: Traits { claims: &[Predicate::Required, Predicate::Exists], ..Traits::PLAIN },
};
